import type * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { type HttpAnswer, type HttpRequest, problem } from './http.ts';

/** zod/mini has no sentences of its own for what is wrong with a value. */
const inWords = { error: en().localeError };

/** One route of the API: what may be asked, and what is answered. */
export interface ApiRoute<Path = unknown, Query = unknown> {
  /** One line for the API's document. */
  readonly summary: string;
  readonly path: z.ZodMiniType<Path>;
  readonly query: z.ZodMiniType<Query>;
  /** The body of a good answer. */
  readonly answer: z.ZodMiniType;
}

/** A request whose parameters have been checked. */
export interface Asked<Path, Query> {
  readonly path: Path;
  readonly query: Query;
  readonly request: HttpRequest;
}

/** Answers a route's requests, and those it cannot read with a sentence that says why. */
export function serve<Path, Query>(
  route: ApiRoute<Path, Query>,
  respond: (asked: Asked<Path, Query>) => Promise<HttpAnswer>,
): (request: HttpRequest) => Promise<HttpAnswer> {
  return async (request) => {
    const path = route.path.safeParse(request.path, inWords);
    const query = route.query.safeParse(request.query, inWords);
    if (path.success && query.success) {
      return respond({ path: path.data, query: query.data, request });
    }
    const faults = [...(path.error?.issues ?? []), ...(query.error?.issues ?? [])];
    const said = faults.map((fault) => `${fault.path.join('.') || 'query'}: ${fault.message}`);
    return problem(400, 'Bad Request', `${said.join('; ')}.`);
  };
}
