import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Patience } from '../../../../shared/shops/api/http.ts';

/** A request as it came over the wire. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What is answered: JSON, a text that need not be any, nothing, or not even that. */
export interface Played {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** The connection breaks, nothing ever comes, or the answer begins and never ends. */
  readonly fault?: 'broken' | 'silent' | 'endless';
}

export type Play = (asked: Asked, index: number) => Played;

/** Less patience than shops are given; there is time for the pauses between all attempts. */
export const HASTE: Patience = { attemptMs: 2_000, deadlineMs: 8_000 };

/** A shop's API on loopback for the tests of one file, which say what it answers. */
export function playedApi() {
  const asked: Asked[] = [];
  let play: Play = () => ({ status: 404, json: {} });
  let url = '';
  const server = createServer(async (request, response) => {
    const one = await askedIn(request);
    answer(response, play(one, asked.push(one) - 1));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    asked: asked as readonly Asked[],
    url: () => url,
    answers: (answering: Play) => {
      play = answering;
    },
  };
}

async function askedIn(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
  const { method = '', headers } = request;
  return { method, path: pathname, search: searchParams, headers, body: await text(request) };
}

function answer(response: ServerResponse, { status = 200, headers, json, text, fault }: Played) {
  if (fault === 'silent') return;
  if (fault === 'broken') {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (fault === 'endless') response.write('{"orders":[');
  else response.end(text ?? (json === undefined ? '' : JSON.stringify(json)));
}
