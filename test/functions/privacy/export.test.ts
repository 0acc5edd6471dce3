import { beforeEach, describe, expect, test } from 'vitest';
import type { ExportAnswer, RequestAnswer } from '../../../functions/privacy/contract.ts';
import { routes } from '../../../functions/privacy/contract.ts';
import { privacy } from '../../../functions/privacy/handler.ts';
import { privacyRequests } from '../../../functions/privacy-requests/handler.ts';
import { eraseProfile } from '../../../shared/contact/profiles.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { customerDataRequested } from '../../../shared/events/customer-events.ts';
import { pseudonymOf } from '../../../shared/identity/draw-key.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { recordWaiting } from '../../../shared/table/orders/order-record.ts';
import { participationItem, ticketItem } from '../../../shared/table/rewards/draw-item.ts';
import { drawProgram } from '../../support/draw-program.ts';
import { ask, deliver, envelope } from '../../support/invoke.ts';
import { MEMBER_KEY, useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder, occasionAt } from '../../support/member-ledger.ts';
import { ASKED, aGuestsOrder, mara, PLANTED, plant } from '../../support/privacy-desk.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);
const DRAW_KEY = 'a draw key of the tests';

let members = 0;
let member = '';
const next = () => {
  members += 1;
  return `member-of-tests-${members}`.padEnd(22, '-');
};
beforeEach(() => {
  member = next();
});

const started: object[] = [];

function call(
  route: keyof typeof routes,
  more: { path?: Record<string, string>; query?: Record<string, string>; key?: string } = {},
  program = ladder,
) {
  const handler = privacy({
    table: local.table,
    keys: kept.dataKeys,
    program,
    memberKey: async () => MEMBER_KEY,
    drawKey: async () => DRAW_KEY,
    start: async (work) => {
      started.push(work);
    },
  });
  const { path = { member }, query = {}, key } = more;
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return ask(handler, route, { path, query, headers, at: ASKED, caller: 'the-desk' });
}

/** All pages of an export, each of which must be what the contract says. */
async function whole(
  route: 'GET /v1/members/{member}/export' | 'POST /v1/privacy-requests/{request}/export',
  path: Record<string, string>,
  program = ladder,
): Promise<readonly ExportAnswer[]> {
  const pages: ExportAnswer[] = [];
  let from: string | undefined;
  do {
    const query = from === undefined ? {} : { from };
    const { status, body } = await call(route, { path, query }, program);
    expect(status).toBe(200);
    const page = routes[route].answer.parse(body);
    pages.push(page);
    from = page.next;
  } while (from !== undefined);
  return pages;
}

const exportOf = async (of = member, program = ladder) =>
  (await whole('GET /v1/members/{member}/export', { member: of }, program)).flatMap(
    ({ items }) => items,
  );

const kindsOf = (items: ExportAnswer['items']) => [...new Set(items.map(({ kind }) => kind))];

const buy = async (of: string, orderId: string) =>
  append(local.table, of, (state) =>
    alone(
      decide(
        state,
        { type: 'enter-order', order: anOrder(orderId, 1_000) },
        occasionAt(PLANTED),
        ladder,
      ),
    ),
  );

describe('an export', () => {
  test('has every kind of thing that is kept, and the person in plain words', async () => {
    await plant(local.table, kept.dataKeys, member);
    const items = await exportOf();
    expect(kindsOf(items)).toEqual([
      'consent',
      'promotion-count',
      'grant',
      'message',
      'delivery',
      'profile',
      'state',
      'subscription',
      'entry',
      'alias',
    ]);
    const contentOf = (kind: string) => items.find((item) => item.kind === kind)?.content;
    expect(contentOf('profile')).toMatchObject({
      shop: 'birdhouse',
      email: { value: mara.email, at: PLANTED },
      phone: { value: mara.phone },
      name: { value: mara.name },
      birthday: mara.birthday,
      language: { value: 'de' },
    });
    expect(contentOf('consent')).toMatchObject({ text: 'Join us.', at: PLANTED });
    expect(contentOf('entry')).toMatchObject({ kind: 'earned', occurredAt: PLANTED });
    expect(contentOf('subscription')).toMatchObject({
      subscription: { title: 'Bread every day' },
    });
    expect(contentOf('alias')).toEqual({ referralCode: expect.stringMatching(/^\w{4}-/) });
  });

  test('follows merges both ways', async () => {
    const other = next();
    for (const id of [member, other]) await plant(local.table, kept.dataKeys, id);
    const pair = { survivor: member, absorbed: other };
    await mergeMembers(local.table, pair, occasionAt(PLANTED), ladder);
    for (const id of [member, other]) {
      const [page] = await whole('GET /v1/members/{member}/export', { member: id });
      expect(page?.members).toEqual([member, other]);
      const profiles = (await exportOf(id)).filter(({ kind }) => kind === 'profile');
      expect(profiles.map((one) => one.member)).toEqual([member, other]);
    }
  });

  test('of much is read in pages, of which none lacks or repeats anything', async () => {
    await plant(local.table, kept.dataKeys, member);
    for (let i = 1; i < 230; i += 1) await buy(member, `${member}-${i}`);
    const pages = await whole('GET /v1/members/{member}/export', { member });
    expect(pages.length).toBeGreaterThan(1);
    for (const { items } of pages) expect(items.length).toBeLessThanOrEqual(200);
    const entries = pages.flatMap(({ items }) => items).filter(({ kind }) => kind === 'entry');
    expect(entries.map(({ content }) => content.v)).toEqual(
      Array.from({ length: 230 }, (_, i) => i + 1),
    );
  });

  test('of who has not joined yet is the orders that wait for it', async () => {
    const order = anOrder(`waits-for-${member}`, 1_000);
    await recordWaiting(local.table, { order, occasion: occasionAt(PLANTED), customer: member });
    expect(await exportOf()).toMatchObject([
      { kind: 'order', member, content: { order: { orderId: order.orderId } } },
    ]);
  });

  test('tells of draws: what they have in a month, and each day’s ticket', async () => {
    const program = loadProgram(drawProgram);
    const [monthly, signIn] = ['monthly', 'sign-in'].map((when) =>
      program.draws.find((draw) => draw.when === when),
    );
    if (monthly === undefined || signIn === undefined) throw new Error('a draw is missing');
    await buy(member, `of-${member}`);
    const month = '2026-10';
    const participation = { draw: monthly.id, month, person: member, isMember: true };
    const causes = [{ cause: 'a', entries: 2 }];
    const entrant = pseudonymOf(DRAW_KEY, signIn.id, month, member);
    const ticket = { draw: signIn.id, month, day: '2026-10-07', entrant, person: member };
    const drawn = { ...ticket, number: 7, program: program.version, given: false };
    for (const item of [participationItem({ ...participation, causes }, 0), ticketItem(drawn)]) {
      await local.table.put({ item, condition: 'absent' });
    }
    const items = await exportOf(member, program);
    expect(items.find(({ kind }) => kind === 'draw')?.content).toMatchObject({ causes });
    expect(items.find(({ kind }) => kind === 'draw-ticket')?.content).toMatchObject({ number: 7 });
  });

  test('of who was forgotten has nothing of the person', async () => {
    await plant(local.table, kept.dataKeys, member);
    await eraseProfile(local.table, kept.dataKeys, member, Date.parse(ASKED));
    const profile = (await exportOf()).find(({ kind }) => kind === 'profile');
    expect(profile?.content).toEqual({ choices: {}, consents: [], erasedAt: ASKED });
  });

  test('of nobody is none, and of a place that is none neither', async () => {
    const route = 'GET /v1/members/{member}/export';
    expect(await call(route)).toMatchObject({ status: 404 });
    await buy(member, `of-${member}`);
    expect(await call(route, { query: { from: 'nowhere' } })).toMatchObject({ status: 400 });
  });
});

describe('a member who is to be forgotten', () => {
  const route = 'DELETE /v1/members/{member}';

  test('waits for it no longer than it takes, and a repeat is the same request', async () => {
    await buy(member, `of-${member}`);
    started.splice(0);
    const first = await call(route, { key: 'k-1' });
    expect(first).toMatchObject({
      status: 202,
      body: { kind: 'erasure', status: 'open', member, by: 'the-desk', receivedAt: ASKED },
    });
    expect(routes[route].answer.parse(first.body).dueAt).toBe('2026-12-01T12:00:00.000Z');
    expect(await call(route, { key: 'k-1' })).toEqual(first);
    const { request } = first.body;
    expect(started).toEqual([1, 2].map(() => ({ request, at: Date.parse(ASKED) })));
  });

  test('has to be known, and the request to have a name', async () => {
    expect(await call(route, { key: 'k-1' })).toMatchObject({ status: 404 });
    expect(await call(route)).toMatchObject({ status: 400 });
  });
});

describe('what a shop’s customer wants to know', () => {
  const stamps = { occurredAt: ASKED, receivedAt: ASKED, correlationId: 'c-1' };

  async function asks(orders: string[] = [], of: string | undefined = member) {
    const worker = privacyRequests({
      table: local.table,
      keys: kept.dataKeys,
      memberKey: async () => MEMBER_KEY,
      goOn: () => Promise.reject(new Error('there is nothing to go on with')),
      measure: () => {},
    });
    const said = { shop: 'birdhouse', requestId: `of ${member}`, orders, ...stamps };
    const detail = of === undefined ? said : { ...said, member: of };
    expect(await deliver(worker, envelope(customerDataRequested, detail))).toEqual([]);
    const { body } = await call('GET /v1/privacy-requests', { path: {}, query: { limit: '100' } });
    const requests = body.requests as RequestAnswer[];
    return requests.filter((one) => one.member === of).at(-1) ?? expect.fail('none is open');
  }

  test('waits until it is fetched, and is done with the last page', async () => {
    await plant(local.table, kept.dataKeys, member);
    const { request, status } = await asks();
    expect(status).toBe('open');
    const route = 'POST /v1/privacy-requests/{request}/export';
    const pages = await whole(route, { request });
    expect(kindsOf(pages.flatMap(({ items }) => items))).toContain('profile');
    const one = await call('GET /v1/privacy-requests/{request}', { path: { request } });
    expect(one.body).toMatchObject({ status: 'done', doneAt: ASKED });
    expect(await call(route, { path: { request } })).toMatchObject({ status: 409 });
  });

  test('of a guest is the orders that the shop names', async () => {
    await aGuestsOrder(local.table, `guest-${member}`);
    const { request } = await asks([`guest-${member}`, 'never-came'], undefined);
    const route = 'POST /v1/privacy-requests/{request}/export';
    const [page] = await whole(route, { request });
    expect(page?.items).toMatchObject([
      { kind: 'order', content: { order: { orderId: `guest-${member}` } } },
    ]);
  });

  test('is refused of a request that is none', async () => {
    const path = { request: 'a'.repeat(22) };
    for (const route of [
      'GET /v1/privacy-requests/{request}',
      'POST /v1/privacy-requests/{request}/export',
    ] as const) {
      expect(await call(route, { path })).toMatchObject({ status: 404 });
    }
  });
});
