import { newMember } from '../../shared/domain/ledger/member.ts';
import { memberId } from '../../shared/identity/member-id.ts';
import { type Answering, answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, type HttpRequest, httpFunction } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import { keyOfEntryId } from '../../shared/table/ledger/entry-id.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import {
  readEntryAt,
  readGrants,
  readHistory,
  readMessages,
} from '../../shared/table/people/member-reads.ts';
import { readSubscriptions } from '../../shared/table/people/subscriptions.ts';
import type { Table } from '../../shared/table/table.ts';
import { grantApproval, waitingGrants } from './approvals.ts';
import { viewCatalogue } from './catalogue-view.ts';
import { routes } from './contract.ts';
import { dispatches } from './dispatches.ts';
import { viewEntry } from './entry-view.ts';
import { explain } from './explanation.ts';
import { pageOf, viewGrant } from './grant-view.ts';
import { viewMember } from './member-view.ts';
import { viewMessage } from './message-view.ts';
import { quote } from './quote.ts';
import { viewSubscription } from './subscription-view.ts';
import { type Viewing, viewingOf } from './viewing.ts';

export interface MembersDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly shops: readonly ShopSettings[];
  readonly memberKey: () => Promise<string>;
}

const PAGE = 25;

/** What can be read of members, and the yes or no to what they are given. */
export function members({ table, program, shops, memberKey }: MembersDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/members': serve(routes['GET /v1/members'], async ({ query, request }) => {
      const { shop, customer } = query;
      if (!shops.some(({ id }) => id === shop)) return noSuch('shop');
      return member(memberId(await memberKey(), shop, customer), request);
    }),

    'GET /v1/members/{member}': serve(routes['GET /v1/members/{member}'], ({ path, request }) =>
      member(path.member, request),
    ),

    'GET /v1/members/{member}/entries': serve(
      routes['GET /v1/members/{member}/entries'],
      async ({ path, query }) => {
        const { limit = PAGE, from } = query;
        if ((await readMember(table, path.member)) === undefined) return noSuch('member');
        const { things, ...next } = await readHistory(table, path.member, limit, from);
        return { status: 200, body: { entries: things.map(viewEntry), ...next } };
      },
    ),

    'GET /v1/members/{member}/entries/{entry}/explanation': serve(
      routes['GET /v1/members/{member}/entries/{entry}/explanation'],
      async ({ path, request }) => {
        const key = keyOfEntryId(path.entry);
        const entry = key === undefined ? undefined : await readEntryAt(table, key);
        if (entry === undefined || entry.member !== path.member) return noSuch('entry');
        return { status: 200, body: await explain(table, entry, viewing(request)) };
      },
    ),

    'GET /v1/members/{member}/grants': serve(
      routes['GET /v1/members/{member}/grants'],
      async ({ path, query, request }) => {
        const { limit = PAGE, from } = query;
        const state = await readMember(table, path.member);
        if (state === undefined) return noSuch('member');
        const all = await readGrants(table, [state.member, ...state.absorbed]);
        const { page, ...next } = pageOf(all, limit, from);
        const grants = page.map((grant) => viewGrant(grant, viewing(request)));
        return { status: 200, body: { grants, ...next } };
      },
    ),

    'GET /v1/grants/waiting': waitingGrants(table),
    'POST /v1/members/{member}/grants/{grant}/approval': grantApproval(table, program),

    'GET /v1/members/{member}/catalogue': serve(
      routes['GET /v1/members/{member}/catalogue'],
      async ({ path, request }) => {
        const state = await readMember(table, path.member);
        if (state === undefined) return noSuch('member');
        return { status: 200, body: await viewCatalogue(table, state, viewing(request)) };
      },
    ),

    'POST /v1/members/{member}/quotes': serve(
      routes['POST /v1/members/{member}/quotes'],
      async ({ path, body, request }) => {
        const state = (await readMember(table, path.member)) ?? newMember(path.member);
        return { status: 200, body: await quote(table, state, body, viewing(request)) };
      },
    ),

    'GET /v1/members/{member}/subscriptions': serve(
      routes['GET /v1/members/{member}/subscriptions'],
      async ({ path }) => {
        const state = await readMember(table, path.member);
        if (state === undefined) return noSuch('member');
        const kept = await readSubscriptions(table, [state.member, ...state.absorbed]);
        return { status: 200, body: { subscriptions: kept.map(viewSubscription) } };
      },
    ),

    'GET /v1/members/{member}/dispatches': dispatches(table, program),

    'GET /v1/members/{member}/messages': serve(
      routes['GET /v1/members/{member}/messages'],
      async ({ path, query, request }) => {
        const { limit = PAGE, from } = query;
        const { language } = viewing(request);
        const state = await readMember(table, path.member);
        if (state === undefined) return noSuch('member');
        const inboxes = [state.member, ...state.absorbed];
        const { things, ...next } = await readMessages(table, inboxes, limit, from);
        const messages = things.map((message) => viewMessage(message, language));
        return { status: 200, body: { messages, ...next } };
      },
    ),
  };

  return httpFunction(answerAll(answers));

  async function member(id: string, request: HttpRequest): Promise<HttpAnswer> {
    const state = await readMember(table, id);
    // Whoever is to join, or to claim a first order, is addressed by it.
    if (state === undefined) return noSuch('member', { member: id });
    const grants = await readGrants(table, [state.member, ...state.absorbed]);
    return { status: 200, body: viewMember(state, grants, viewing(request)) };
  }

  function viewing(request: HttpRequest): Viewing {
    return viewingOf(request, program);
  }
}
