import type * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { type HttpAnswer, type HttpRequest, problem } from './http.ts';

/** zod/mini has no sentences of its own for what is wrong with a value. */
export const inWords = { error: en().localeError };

/** What a caller's token must be for, spelled `perch/read` in it. */
export type Scope = 'read' | 'write' | 'operate';

/** One route of the API: what may be asked by whom, and what is answered. */
export interface ApiRoute<Path = unknown, Query = unknown, Headers = unknown, Body = unknown> {
  /** One line for the API's document. */
  readonly summary: string;
  readonly scope: Scope;
  readonly path: z.ZodMiniType<Path>;
  readonly query?: z.ZodMiniType<Query>;
  readonly headers?: z.ZodMiniType<Headers>;
  readonly body?: z.ZodMiniType<Body>;
  /** The body as the API's document shows it, where parts of it are judged one by one. */
  readonly goodBody?: z.ZodMiniType;
  /** The status of a good answer; 200 unless told. */
  readonly status?: 201 | 202;
  /** The body of a good answer. */
  readonly answer: z.ZodMiniType;
  /** What else is answered, by status, for the API's document. */
  readonly refusals?: Readonly<Record<number, string>>;
}

/** Answers a request of one route. */
export type Answering = (request: HttpRequest) => Promise<HttpAnswer>;

/** Answers the requests of a function's area, each by its route. */
export function answerAll(answers: Readonly<Record<string, Answering>>): Answering {
  return async (request) => {
    const answer = answers[request.route];
    return answer === undefined ? noSuch('route') : answer(request);
  };
}

export function noSuch(
  what:
    | 'route'
    | 'shop'
    | 'member'
    | 'order'
    | 'draw'
    | 'entry'
    | 'redemption'
    | 'coupon'
    | 'grant'
    | 'use'
    | 'activity'
    | 'code'
    | 'referral'
    | 'donation'
    | 'profit share'
    | 'task'
    | 'owner’s list'
    | 'leaderboard'
    | 'measurement'
    | 'confirmation'
    | 'request',
  more: Readonly<Record<string, unknown>> = {},
): HttpAnswer {
  return problem(404, 'Not Found', `There is no such ${what}.`, more);
}

/** A request whose parts have been checked. */
export interface Asked<Path, Query, Headers, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  readonly request: HttpRequest;
}

/** The largest body that is read, in bytes: room for a hundred rows of an import. */
const MOST_BYTES = 262_144;

/** Answers a route's requests, and those it cannot read with a sentence that says why. */
export function serve<Path, Query, Headers, Body>(
  route: ApiRoute<Path, Query, Headers, Body>,
  respond: (asked: Asked<Path, Query, Headers, Body>) => Promise<HttpAnswer>,
): Answering {
  return async (request) => {
    if (request.body.length > MOST_BYTES) {
      return problem(413, 'Content Too Large', `A body may have ${MOST_BYTES} bytes.`);
    }
    const path = readPart(route.path, request.path, 'path');
    const query = readPart(route.query, request.query, 'query');
    const headers = readPart(route.headers, request.headers, 'headers');
    const body = readPart(route.body, json(request.body), 'body');
    if (path.ok && query.ok && headers.ok && body.ok) {
      return respond({
        path: path.value,
        query: query.value,
        headers: headers.value,
        body: body.value,
        request,
      });
    }
    const faults = [path, query, headers, body].flatMap((part) => (part.ok ? [] : part.faults));
    return problem(400, 'Bad Request', `${faults.join('; ')}.`);
  };
}

type Part<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly faults: readonly string[] };

/** A part of a request; a route that asks nothing of a part is given nothing of it. */
function readPart<Value>(
  schema: z.ZodMiniType<Value> | undefined,
  given: unknown,
  name: string,
): Part<Value> {
  if (schema === undefined) return { ok: true, value: undefined as Value };
  const read = schema.safeParse(given, inWords);
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, faults: faultsOf(read.error, name) };
}

/** What is wrong with a value, in sentences that begin with the place. */
export function faultsOf({ issues }: { issues: Issues }, whole: string): readonly string[] {
  return issues.flatMap((fault) => {
    const ofBranch = fault.code === 'invalid_union' ? nearest(fault.errors) : [];
    if (ofBranch.length > 0) return faultsOf({ issues: ofBranch }, whole);
    return [`${fault.path.join('.') || whole}: ${fault.message}`];
  });
}

type Issues = readonly z.core.$ZodIssue[];

/** Of the ways in which something could have been meant, the one with the least wrong in it. */
function nearest(branches: readonly Issues[]): Issues {
  return branches.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

/** A body as JSON; undefined, which no schema takes, where it is none. */
function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
