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
  const post = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await fetch(`${host}/_local/health`).catch(() => {
    throw new Error(`Nobody serves at ${host}: run npm start in another window first.`);
  });
  const { token } = await json<{ token: string }>('/_local/token', post({ scopes: ['read'] }));
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
