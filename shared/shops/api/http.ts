import ky from 'ky';
import type * as z from 'zod/mini';
import { readAs, readJson } from '../body.ts';
import { retryDelay } from './retry-delay.ts';
import { ShopRefused, ShopUnavailable } from './shop-api.ts';

/** Where a shop's API is, and how it is told who asks. */
export interface Endpoint {
  /** An address without a path, or with the one that goes before every path. */
  readonly baseUrl: string;
  /** What names the caller, among them the token. They go to that address and never elsewhere. */
  readonly headers: Readonly<Record<string, string>>;
  /** What names the caller where that has to be asked for itself, once for each question. */
  readonly authorize?: (question: Question) => Promise<Readonly<Record<string, string>>>;
}

/** How long a shop is waited for, in milliseconds. */
export interface Patience {
  /** For one request to be answered, before it is tried again. */
  readonly attemptMs: number;
  /** For all that one question takes: requests, repeats and the waits between them. */
  readonly deadlineMs: number;
}

/** A slow shop takes seconds for a page; a function has time for one question, and to spare. */
export const PATIENCE: Patience = { attemptMs: 7_000, deadlineMs: 12_000 };

/** What a shop answered to one request. */
export interface Answer {
  /** Its JSON, numbers as the text that the shop wrote; undefined where it answered with nothing. */
  readonly json: unknown;
  /** A header by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

type Search = Readonly<Record<string, string | readonly string[]>>;

/** The requests of one question to a shop, which have one deadline together. */
export interface Question {
  /** @returns undefined where the shop knows no such thing */
  get(path: string, search?: Search): Promise<Answer | undefined>;
  post(path: string, body: object): Promise<Answer | undefined>;
}

/** How often one request is sent, at most. */
const MOST_ATTEMPTS = 4;

/** The first pause before a request is repeated; each is up to twice the one before, at random. */
const FIRST_PAUSE_MS = 300;

/** The largest answer that is read, in bytes: a page of a hundred orders comes to a megabyte or two. */
const MOST_BYTES = 10_485_760;

/** Whether an answer may be another one in a moment. */
const isPassing = (status: number) => status === 408 || status === 429 || status >= 500;

/**
 * Opens a client for a shop's API. What does not answer in time, or answers with what is no JSON,
 * throws ShopUnavailable; what the shop turns down throws ShopRefused. Neither repeats an address, a
 * token or a word of what the shop said: those may hold somebody's data.
 */
export function shopHttp(endpoint: Endpoint, patience: Patience): () => Question {
  const { baseUrl, headers, authorize } = endpoint;
  return () => {
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(patience.deadlineMs);
    const left = () => patience.deadlineMs - (performance.now() - startedAt);
    const http = ky.create({
      prefix: baseUrl,
      headers: { accept: 'application/json', ...headers },
      signal,
      timeout: patience.attemptMs,
      throwHttpErrors: false,
      // Followed elsewhere, a request would take its token along.
      redirect: 'manual',
      retry: {
        limit: MOST_ATTEMPTS - 1,
        // What is posted are questions too.
        methods: ['get', 'post'],
        retryOnTimeout: true,
        delay: (attempt) => FIRST_PAUSE_MS * 2 ** (attempt - 1),
        jitter: true,
      },
      hooks: {
        afterResponse: [
          ({ response, retryCount }) => {
            if (!isPassing(response.status) || retryCount >= MOST_ATTEMPTS - 1) return;
            const delay = retryDelay(response.headers);
            if (delay === undefined) return ky.retry();
            if (delay < left()) return ky.retry({ delay });
            throw new ShopUnavailable(`the shop answered ${response.status}, to be asked later`);
          },
        ],
      },
    });

    async function ask(request: () => Promise<Response>): Promise<Answer | undefined> {
      try {
        return await answerOf(await request());
      } catch (fault) {
        if (fault instanceof ShopUnavailable || fault instanceof ShopRefused) throw fault;
        // The library's own faults hold the request with its headers: they end here.
        const inTime = signal.aborted ? ' in time' : '';
        throw new ShopUnavailable(`the shop did not answer${inTime}`);
      }
    }

    const questionAs = (
      caller: () => ReturnType<NonNullable<Endpoint['authorize']>>,
    ): Question => ({
      get: async (path, search = {}) => {
        const options = { searchParams: pairsOf(search), headers: await caller() };
        return ask(() => http.get(path, options));
      },
      post: async (path, json) => {
        const options = { json, headers: await caller() };
        return ask(() => http.post(path, options));
      },
    });
    const plain = questionAs(async () => ({}));
    if (authorize === undefined) return plain;
    let granted: ReturnType<typeof authorize> | undefined;
    return questionAs(() => {
      granted ??= authorize(plain);
      return granted;
    });
  };
}

function pairsOf(search: Search): string[][] {
  return Object.entries(search).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
}

async function answerOf(response: Response): Promise<Answer | undefined> {
  const { status, headers } = response;
  if (!response.ok) {
    await response.body?.cancel();
    if (status === 404) return undefined;
    if (isPassing(status)) throw new ShopUnavailable(`the shop answered ${status}`);
    throw new ShopRefused(`the shop answered ${status}`);
  }
  const body = await bodyOf(response);
  const header = (name: string) => headers.get(name) ?? undefined;
  if (body.length === 0) return { json: undefined, header };
  const json = readJson(body);
  if (!json.ok) throw new ShopUnavailable('the shop answered with what is not JSON');
  return { json: json.value, header };
}

async function bodyOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new ShopUnavailable('the shop answered with too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the part of an answer without which nothing of it can be understood.
 *
 * @throws ShopUnavailable when the shop answered with something else
 */
export function expected<Value>(schema: z.ZodMiniType<Value>, json: unknown, what: string): Value {
  const read = readAs(schema, json, what);
  if (read.ok) return read.value;
  throw new ShopUnavailable(read.detail);
}
