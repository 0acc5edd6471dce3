import * as z from 'zod/mini';
import { findProfile } from '../../shared/contact/profiles.ts';
import { type Answering, answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import {
  type HttpAnswer,
  type HttpRequest,
  httpFunction,
  problem,
} from '../../shared/lambda/http.ts';
import { requestId } from '../../shared/lambda/idempotency.ts';
import { type ExportPlace, exportPage, exportParts } from '../../shared/privacy/export.ts';
import type { Exporting, Subject } from '../../shared/privacy/exported.ts';
import { idsOf } from '../../shared/privacy/ids.ts';
import { ordersWaiting } from '../../shared/privacy/proofs.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import {
  changeRequest,
  readOpenRequests,
  readRequest,
  recordRequest,
} from '../../shared/table/people/privacy-request.ts';
import { type ExportAnswer, routes } from './contract.ts';
import { viewRequest } from './request-view.ts';

export interface PrivacyDependencies extends Exporting {
  /** Has a request done that was recorded. */
  readonly start: (work: { readonly request: string; readonly at: number }) => Promise<void>;
}

/** What is known of a person is kept by nobody on the way. */
const PRIVATE = { 'cache-control': 'no-store' };

const PAGE = 25;

/** What people may ask of whoever keeps something of them, as operators pass it on. */
export function privacy(dependencies: PrivacyDependencies) {
  const { table, start } = dependencies;
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/members/{member}/export': serve(
      routes['GET /v1/members/{member}/export'],
      async ({ path, query, request }) => {
        if (!(await isKnown(path.member))) return noSuch('member');
        const subject = { members: await idsOf(table, path.member), orders: [] };
        return (await exported(subject, request, query.from)).answer;
      },
    ),

    'DELETE /v1/members/{member}': serve(
      routes['DELETE /v1/members/{member}'],
      async ({ path, headers, request }) => {
        const { member } = path;
        if (!(await isKnown(member))) return noSuch('member');
        const { receivedAt, caller, log } = request;
        const id = requestId(member, headers['idempotency-key']);
        const asked = { id, kind: 'erasure', member, orders: [], receivedAt } as const;
        await recordRequest(table, { ...asked, ...(caller === undefined ? {} : { by: caller }) });
        const recorded = await readRequest(table, id);
        if (recorded === undefined) throw new Error('a request was recorded, and is not there');
        // A repeat sets off what may have been lost; done twice it does nothing more.
        if (recorded.closedAt === undefined) await start({ request: id, at: receivedAt });
        log.info('to be forgotten', { request: id });
        return { status: 202, body: viewRequest(recorded) };
      },
    ),

    'GET /v1/privacy-requests': serve(routes['GET /v1/privacy-requests'], async ({ query }) => {
      const { limit = PAGE, from } = query;
      const { things, ...next } = await readOpenRequests(table, limit, from);
      return { status: 200, body: { requests: things.map(viewRequest), ...next } };
    }),

    'GET /v1/privacy-requests/{request}': serve(
      routes['GET /v1/privacy-requests/{request}'],
      async ({ path }) => {
        const found = await readRequest(table, path.request);
        if (found === undefined) return noSuch('request');
        return { status: 200, body: viewRequest(found) };
      },
    ),

    'POST /v1/privacy-requests/{request}/export': serve(
      routes['POST /v1/privacy-requests/{request}/export'],
      async ({ path, query, request }) => {
        const asked = await readRequest(table, path.request);
        if (asked === undefined) return noSuch('request');
        if (asked.kind !== 'export') return conflict('This is a request to forget.');
        if (asked.closedAt !== undefined) return conflict('It was fetched before.');
        const { id, member, shop, orders } = asked;
        const members = member === undefined ? [] : await idsOf(table, member);
        const subject = { members, orders, ...(shop === undefined ? {} : { shop }) };
        const { answer, isLast } = await exported(subject, request, query.from);
        if (isLast) {
          const closedAt = request.receivedAt;
          await changeRequest(table, id, (open) => ({ ...open, members, closedAt }));
          request.log.info('a request was fetched', { request: id });
        }
        return answer;
      },
    ),
  };
  return httpFunction(answerAll(answers));

  /** Whoever has a ledger; or has not joined yet, but agreed to something or ordered before. */
  async function isKnown(member: string): Promise<boolean> {
    if ((await readMember(table, member)) !== undefined) return true;
    if ((await findProfile(table, member, { consistent: true })).revision > 0) return true;
    return (await ordersWaiting(table, member)).length > 0;
  }

  async function exported(
    subject: Subject,
    { receivedAt }: HttpRequest,
    from: string | undefined,
  ): Promise<{ readonly answer: HttpAnswer; readonly isLast: boolean }> {
    const place = from === undefined ? undefined : placeOf(from);
    if (from !== undefined && place === undefined) {
      const answer = problem(400, 'Bad Request', 'from: it is no `next` of a page.');
      return { answer, isLast: false };
    }
    const { items, next } = await exportPage(dependencies, subject, receivedAt, place);
    const body: ExportAnswer = {
      members: [...subject.members],
      madeAt: new Date(receivedAt).toISOString(),
      items: items.map((item) => ({ ...item })),
      ...(next === undefined ? {} : { next: cursorOf(next) }),
    };
    const answer = { status: 200, body, headers: PRIVATE };
    return { answer, isLast: next === undefined };
  }
}

function conflict(detail: string): HttpAnswer {
  return problem(409, 'Conflict', detail);
}

const place = z.tuple([z.enum(exportParts), z.string(), z.string()]);

function cursorOf({ part, of, behind }: ExportPlace): string {
  return Buffer.from(JSON.stringify([part, of, behind])).toString('base64url');
}

function placeOf(cursor: string): ExportPlace | undefined {
  try {
    const [part, of, behind] = z.parse(
      place,
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
    return { part, of, behind };
  } catch {
    return undefined;
  }
}
