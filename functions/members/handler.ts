import { memberId } from '../../shared/identity/member-id.ts';
import { serve } from '../../shared/lambda/api-route.ts';
import {
  type HttpAnswer,
  type HttpRequest,
  httpFunction,
  problem,
} from '../../shared/lambda/http.ts';
import { chooseLanguage } from '../../shared/messages/language.ts';
import type { Program } from '../../shared/program/program.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import { keyOfEntryId } from '../../shared/table/entry-id.ts';
import { readMember, readOrder } from '../../shared/table/ledger.ts';
import {
  readEntryAt,
  readGrants,
  readHistory,
  readMessages,
} from '../../shared/table/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import { routes } from './contract.ts';
import { type Viewing, viewEntry, viewExplanation, viewMember, viewMessage } from './views.ts';

export interface MembersDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly shops: readonly ShopSettings[];
  readonly memberKey: () => Promise<string>;
}

type Answering = (request: HttpRequest) => Promise<HttpAnswer>;

const PAGE = 25;

/** What can be read of members: `GET /v1/members` and everything below it. */
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
        const order = await readOrder(table, entry.shop, entry.orderId);
        if (order.known !== 'entered') return noSuch('entry');
        const body = viewExplanation(entry, order.entry, order.clawbacks, viewing(request));
        return { status: 200, body };
      },
    ),

    'GET /v1/members/{member}/messages': serve(
      routes['GET /v1/members/{member}/messages'],
      async ({ path, query, request }) => {
        const { limit = PAGE, from } = query;
        const { language } = viewing(request);
        const { things, ...next } = await readMessages(table, path.member, limit, from);
        const messages = things.map((message) => viewMessage(message, language));
        return { status: 200, body: { messages, ...next } };
      },
    ),
  };

  return httpFunction(async (request) => {
    const answer = answers[request.route as keyof typeof answers];
    return answer === undefined ? noSuch('route') : answer(request);
  });

  async function member(id: string, request: HttpRequest): Promise<HttpAnswer> {
    const state = await readMember(table, id);
    if (state === undefined) return noSuch('member');
    const grants = await readGrants(table, id);
    return { status: 200, body: viewMember(state, grants, viewing(request)) };
  }

  function viewing(request: HttpRequest): Viewing {
    const wanted = request.query.lang ?? request.header('accept-language');
    return {
      program,
      at: request.receivedAt,
      language: chooseLanguage(wanted, program.languages),
    };
  }
}

function noSuch(what: 'shop' | 'member' | 'entry' | 'route'): HttpAnswer {
  return problem(404, 'Not Found', `There is no such ${what}.`);
}
