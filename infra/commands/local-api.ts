import type { Scope } from '../../shared/lambda/api-route.ts';

/** Talks to a host on this machine: what the demonstrations need of it. */
export interface LocalApi {
  /** Where it serves. */
  readonly host: string;
  /** Reads `/v1/...` with a token of the local issuer. */
  read<Answer>(path: string): Promise<Answer>;
  /** Waits until everything that was posted has had all its consequences. */
  settle(): Promise<void>;
  /** The host's own clock, in epoch milliseconds. */
  now(): Promise<number>;
}

/**
 * Reaches the host that serves at this address.
 *
 * @throws with a sentence for people when nobody serves there.
 */
export async function localApi(host: string): Promise<LocalApi> {
  const json = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(host + path, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Answer;
  };
  const token = await localToken(host, 'read');
  const headers = { authorization: `Bearer ${token}` };
  return {
    host,
    read: (path) => json(path, { headers }),
    settle: async () => {
      await json('/_local/settle', post({}));
    },
    now: async () => Date.parse((await json<{ now: string }>('/_local/clock')).now),
  };
}

/**
 * A token of the host that serves at this address, for one scope.
 *
 * @throws with a sentence for people when nobody serves there.
 */
export async function localToken(host: string, scope: Scope): Promise<string> {
  const asked = post({ scopes: [scope] });
  const response = await fetch(`${host}/_local/token`, asked).catch(() => undefined);
  if (response === undefined) {
    throw new Error(`Nobody serves at ${host}: run npm start in another window first.`);
  }
  if (!response.ok) throw new Error(`${host} is no host on this machine: give a token.`);
  return ((await response.json()) as { token: string }).token;
}

function post(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
