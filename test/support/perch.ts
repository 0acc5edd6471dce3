import { rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { inject } from 'vitest';
import type { BusEvent } from '../../infra/local/bus.ts';
import type { ExecutionReport } from '../../infra/local/executions.ts';
import { type HostOptions, startHost } from '../../infra/local/host.ts';
import type { OutboxMessage } from '../../infra/local/outbox.ts';
import type { Scope } from '../../shared/lambda/api-route.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';
import { demoSecret, demoShops } from '../../shared/shops/demo-shops.ts';
import { signDelivery } from '../../shared/shops/sign.ts';
import { assemblyWith } from './assembly-with.ts';

/** An answer over HTTP, its body read as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a call of the API carries beside its path. */
export interface Asking {
  readonly body?: unknown;
  /** The Idempotency-Key. */
  readonly key?: string;
}

/** A Perch that serves, as shops and callers of the API see it. */
export interface Perch {
  readonly url: string;
  /** Posts a delivery as this demo shop would, signed at the host's time. */
  post(shop: string, topic: string, body: unknown, id?: string): Promise<Answer>;
  /** Calls the API with a token for reading. */
  api(path: string): Promise<Answer>;
  /** Calls the API as a caller who may do this one thing; a body goes as JSON. */
  ask(scope: Scope, method: string, path: string, more?: Asking): Promise<Answer>;
  /** Waits until everything that was set off is done. */
  settle(): Promise<void>;
  /** Moves the clock: `{ advance: 'P30D' }` or `{ now: '2027-01-01T00:00:00Z' }`. */
  moveClock(move: { advance: string } | { now: string }): Promise<Answer>;
  /** The host's time, epoch milliseconds. */
  now(): Promise<number>;
  outbox(): Promise<readonly OutboxMessage[]>;
  events(): Promise<readonly BusEvent[]>;
  executions(): Promise<readonly ExecutionReport[]>;
  stop(): Promise<void>;
}

/**
 * Starts a host in this process on the assembly that `assembly.ts` has synthesized.
 *
 * @param options its data folder, to start it again on the same one; the program, if it is not to be
 * the one that comes with Perch.
 */
export async function startPerch({
  program,
  ...options
}: Partial<HostOptions> & { readonly program?: ProgramDocument } = {}): Promise<Perch> {
  enableCompileCache(inject('compiled'));
  const own = program && assemblyWith(program, inject('assembly'));
  const host = await startHost({ assembly: own ?? inject('assembly'), ...options });
  const stop = async () => {
    await host.stop();
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
  };
  return { ...perchAt(host.url), stop };
}

/** A Perch that serves at this address, whoever started it. */
export function perchAt(url: string): Omit<Perch, 'stop'> {
  async function call(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const body: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body };
  }

  /** What the host says on success; a refusal fails the test with the host's own words. */
  async function ask<Body>(path: string, init?: RequestInit): Promise<Body> {
    const { status, body } = await call(path, init);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as Body;
  }

  const send = (body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const tokenFor = async (scope: Scope) =>
    (await ask<{ token: string }>('/_local/token', send({ scopes: [scope] }))).token;
  const now = async () => Date.parse((await ask<{ now: string }>('/_local/clock')).now);

  return {
    url,
    now,
    post: async (shop, topic, body, id = crypto.randomUUID()) => {
      const settings = demoShops.find((demo) => demo.id === shop);
      if (settings === undefined) throw new Error(`${shop} is no demo shop`);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const delivery = { body: text, topic, at: await now(), id };
      const headers = signDelivery(settings.platform, demoSecret(settings), delivery);
      return call(`/webhooks/${shop}`, { method: 'POST', headers: { ...headers }, body: text });
    },
    api: async (path) =>
      call(path, { headers: { authorization: `Bearer ${await tokenFor('read')}` } }),
    ask: async (scope, method, path, { body, key } = {}) =>
      call(path, {
        method,
        headers: {
          authorization: `Bearer ${await tokenFor(scope)}`,
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    settle: async () => {
      await ask('/_local/settle', send({}));
    },
    moveClock: (move) => call('/_local/clock', send(move)),
    outbox: () => ask('/_local/outbox'),
    events: () => ask('/_local/events'),
    executions: () => ask('/_local/executions'),
  };
}
