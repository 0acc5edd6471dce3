import type { Scope } from '../../shared/lambda/api-route.ts';

/** Talks to a host on this machine: what the demonstrations need of it. */
export interface LocalApi {
  /** Where it serves. */
  readonly host: string;
  /** Reads `/v1/...` with a token of the local issuer. */
  read<Answer>(path: string): Promise<Answer>;
  /**
   * Asks `/v1/...` for something once, under this Idempotency-Key; a refusal is an answer. With the
   * scope `write` unless another is named.
   */
  write(path: string, body: object, key: string, scope?: Scope): Promise<Written>;
  /** Puts something in the place of what is at `/v1/...`; a refusal is an answer. */
  replace(path: string, body: object): Promise<Written>;
  /** Moves the clock forward; everything that comes due by then is done. */
  moveClock(move: { readonly now: string } | { readonly advance: string }): Promise<void>;
  /** Waits until everything that was posted has had all its consequences. */
  settle(): Promise<void>;
  /** The host's own clock, in epoch milliseconds. */
  now(): Promise<number>;
}

/** The host does not answer what was asked for. */
export class Unanswered extends Error {
  override name = 'Unanswered';
  readonly status: number;

  constructor(path: string, status: number) {
    super(`${path} answered ${status}`);
    this.status = status;
  }
}

/** What a request that writes was answered. */
export interface Written {
  readonly status: number;
  readonly body: {
    readonly type?: string;
    readonly detail?: string;
    readonly [name: string]: unknown;
  };
}

/**
 * Reaches the host that serves at this address.
 *
 * @throws with a sentence for people when nobody serves there.
 */
export async function localApi(host: string): Promise<LocalApi> {
  const json = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(host + path, init);
    if (!response.ok) throw new Unanswered(path, response.status);
    return (await response.json()) as Answer;
  };
  // Asked for each time: the host's clock may have been moved past the end of the one before.
  const allowed = async (scope: Scope) => ({
    authorization: `Bearer ${await localToken(host, scope)}`,
  });
  await allowed('read');
  return {
    host,
    read: async (path) => json(path, { headers: await allowed('read') }),
    write: async (path, body, key, scope = 'write') => {
      const { method, headers: type, body: text } = post(body);
      const asked = { ...type, ...(await allowed(scope)), 'idempotency-key': key };
      const response = await fetch(host + path, { method, headers: asked, body: text });
      return { status: response.status, body: (await response.json()) as Written['body'] };
    },
    replace: async (path, body) => {
      const { headers: type, body: text } = post(body);
      const headers = { ...type, ...(await allowed('write')) };
      const response = await fetch(host + path, { method: 'PUT', headers, body: text });
      return { status: response.status, body: (await response.json()) as Written['body'] };
    },
    moveClock: async (move) => {
      await json('/_local/clock', post(move));
    },
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

function post(body: object) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
