import { describe, expect, test } from 'vitest';
import { activities } from '../../../functions/activities/handler.ts';
import { routes } from '../../../functions/claims/contract.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readOrder, readWaiting } from '../../../shared/table/orders/order-record.ts';
import { readConsentRecords } from '../../../shared/table/people/consent-item.ts';
import { readReferral } from '../../../shared/table/rewards/referral-item.ts';
import { agreed, automatic, joining, PAID, useClaimDesk } from '../../support/claim-desk.ts';
import { ask } from '../../support/invoke.ts';
import { MEMBER_KEY } from '../../support/local-keys.ts';

const desk = useClaimDesk();
const program = joining();

/** A customer who has not joined, with orders of these instants. */
async function aCustomer(...instants: readonly string[]) {
  const member = desk.next('customer');
  const orderIds: string[] = [];
  for (const at of instants) {
    const orderId = desk.next('order');
    await desk.tell(program, desk.paid({ member, orderId }, at));
    orderIds.push(orderId);
  }
  return { member, orderIds };
}

const waitingOf = (member: string) => readWaiting(desk.table, member, 0, 100);

describe('where customers join by consent, an order of one who has not', () => {
  test('waits, and makes no member', async () => {
    const { member, orderIds } = await aCustomer(PAID);
    expect(await desk.state(member)).toBeUndefined();
    expect(await waitingOf(member)).toEqual([{ shop: 'birdhouse', orderId: orderIds[0] }]);
    expect(await readOrder(desk.table, 'birdhouse', orderIds[0] ?? '')).toMatchObject({
      known: 'unclaimed',
      order: { customer: member, order: { earningBaseMinor: 5_000 } },
    });
  });

  test('waits with its refunds, and still when it is told again', async () => {
    const { member, orderIds } = await aCustomer(PAID);
    const [orderId = ''] = orderIds;
    await desk.tell(program, desk.refunded(orderId, 2_000), desk.paid({ member, orderId }));
    const joined = await desk.enrol(member, { program });
    expect(joined.body).toMatchObject({ orders: [{ earned: 50, takenBack: 20 }], points: 30 });
  });

  test('waits, too, when the shop names its customer only later', async () => {
    const { member } = await aCustomer();
    const orderId = desk.next('order');
    await desk.tell(program, desk.paid({ orderId }), desk.paid({ orderId, member }));
    expect(await waitingOf(member)).toHaveLength(1);
    const joined = await desk.enrol(member, { program });
    expect(joined.body).toMatchObject({ orders: [{ orderId }] });
  });

  test('waits for the first customer whom its shop names', async () => {
    const { member, orderIds } = await aCustomer(PAID);
    const other = desk.next('customer');
    await desk.tell(program, desk.paid({ orderId: orderIds[0] ?? '', member: other }));
    expect(await waitingOf(other)).toEqual([]);
    expect(await waitingOf(member)).toHaveLength(1);
  });

  test('is looked at once more, for who joined at that moment may not have seen it', async () => {
    desk.putOff.length = 0;
    const { member } = await aCustomer();
    const missed = desk.paid({ member });
    await desk.tell(program, missed);
    expect(desk.putOff).toEqual([{ ...missed, waits: 1 }]);
    await desk.tell(program, ...desk.putOff);
    expect(desk.putOff).toHaveLength(1);

    // As if the index had not shown it yet.
    await desk.enrol(member, { program: joining({ ordersWaitDays: 1 }) });
    expect(await desk.state(member)).toMatchObject({ purchases: 0 });
    await desk.tell(program, ...desk.putOff);
    expect(await desk.state(member)).toMatchObject({ purchases: 1 });
  });
});

describe('who joins', () => {
  test('has the orders that waited entered, the oldest first, and is told what they brought', async () => {
    const { member, orderIds } = await aCustomer(
      '2026-03-12T12:00:00.000Z',
      PAID,
      '2026-03-11T12:00:00.000Z',
    );
    const [third, first, second] = orderIds;
    const answer = await desk.enrol(member, { program });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        member,
        joinedAt: '2026-03-20T12:00:00.000Z',
        orders: [
          { orderId: first, occurredAt: PAID, tier: { before: null, after: 'explorer' } },
          { orderId: second },
          { orderId: third, tier: { before: 'explorer', after: 'regular' } },
        ],
        points: 150,
        more: false,
      },
    });
    const { answer: schema } = routes['POST /v1/members/{member}/enrolments'];
    expect(schema.safeParse(answer.body).error).toBeUndefined();
    expect(await waitingOf(member)).toEqual([]);
    expect(await desk.differences(member)).toEqual([]);
  });

  test('earns at once from then on', async () => {
    const { member } = await aCustomer();
    expect(await desk.enrol(member, { program })).toMatchObject({
      status: 201,
      body: { orders: [], points: 0 },
    });
    await desk.tell(program, desk.paid({ member }));
    expect(await desk.state(member)).toMatchObject({ v: 2, purchases: 1 });
  });

  test('twice is answered as the first time, whatever was bought between', async () => {
    const { member, orderIds } = await aCustomer(PAID);
    const first = await desk.enrol(member, { program });
    const later = '2026-03-25T12:00:00.000Z';
    await desk.tell(program, desk.refunded(orderIds[0] ?? '', 1_000), desk.paid({ member }, later));
    expect(await desk.enrol(member, { program, at: later })).toEqual(first);
    expect(await readConsentRecords(desk.table, member)).toHaveLength(1);
  });

  test('has agreed to the very words, in the language that they were shown in', async () => {
    const { member } = await aCustomer(PAID);
    await desk.enrol(member, { program }, { ...agreed, locale: 'zh-CN' });
    expect(await readConsentRecords(desk.table, member)).toMatchObject([
      {
        channel: 'in-app',
        purpose: 'membership',
        state: 'granted',
        text: '加入吗？',
        version: 'v1',
        locale: 'zh-CN',
        source: 'https://shop.example/join',
        actor: 'the-shop',
      },
    ]);
  });

  test.each([
    [{ ...agreed, version: 'v0' }, 409, { reason: 'consent-changed', version: 'v1' }],
    [{ ...agreed, locale: 'fr' }, 422, { detail: 'locale: the text is there in en, zh-CN.' }],
    [{ version: 'v1', locale: 'en' }, 400, {}],
  ])('with %j is answered %i, and is no member', async (consent, status, body) => {
    const { member } = await aCustomer(PAID);
    expect(await desk.enrol(member, { program }, consent)).toMatchObject({ status, body });
    expect(await desk.state(member)).toBeUndefined();
    expect(await readConsentRecords(desk.table, member)).toEqual([]);
  });

  test('has none of the orders that are of too long before, however often they are told', async () => {
    const told = '2026-02-18T11:59:59.000Z';
    const { member, orderIds } = await aCustomer(told, PAID);
    const [old = '', recent] = orderIds;
    const answer = await desk.enrol(member, { program });
    expect(answer.body).toMatchObject({ orders: [{ orderId: recent }], points: 50 });
    const late = { occurredAt: told, receivedAt: '2026-03-20T13:00:00.000Z' };
    await desk.tell(program, desk.paid({ member, orderId: old, ...late }));
    expect(await desk.state(member)).toMatchObject({ purchases: 1 });
  });

  test('with more orders than one call enters goes on with the next', async () => {
    const minutes = Array.from({ length: 51 }, (_, i) => String(i).padStart(2, '0'));
    const { member } = await aCustomer(...minutes.map((m) => `2026-03-10T12:${m}:00.000Z`));
    expect((await desk.enrol(member, { program })).body).toMatchObject({ more: true });
    const whole = await desk.enrol(member, { program });
    expect(whole.body).toMatchObject({ more: false });
    expect(whole.body.orders).toHaveLength(51);
    expect(await desk.state(member)).toMatchObject({ v: 52, purchases: 51 });
    expect(await desk.differences(member)).toEqual([]);
  }, 20_000);

  test('by many calls at once joins once, with each order once', async () => {
    const { member } = await aCustomer(PAID, '2026-03-11T12:00:00.000Z');
    const calls = Array.from({ length: 5 }, () => desk.enrol(member, { program }));
    for (const { status } of await Promise.all(calls)) expect([201, 503]).toContain(status);
    expect(await desk.enrol(member, { program })).toMatchObject({ body: { points: 100 } });
    expect(await desk.state(member)).toMatchObject({ v: 3, purchases: 2 });
    expect(await desk.differences(member)).toEqual([]);
  });

  test('comes with the friend whose code the first order had', async () => {
    const enrolment = { joins: 'by-consent', consent: words, ordersWaitDays: 30 } as const;
    const ladder = loadProgram({ ...fourTierLadder, enrolment });
    const [owner, friend] = [desk.next('owner'), desk.next('friend')];
    await desk.enrol(owner, { program: ladder, at: PAID });
    const handler = activities({
      table: desk.table,
      program: ladder,
      memberKey: async () => MEMBER_KEY,
    });
    const asked = { path: { member: owner } };
    const { body } = await ask(handler, 'POST /v1/members/{member}/referral', asked);
    const first = desk.paid({ member: friend, discountCodes: [String(body.code)] });
    await desk.tell(ladder, first);
    expect(await readReferral(desk.table, friend)).toBeUndefined();
    await desk.enrol(friend, { program: ladder });
    expect(await readReferral(desk.table, friend)).toMatchObject({ owner, status: 'waiting' });
    expect(JSON.stringify(await desk.table.get(keys.state(friend)))).not.toContain(body.code);
  });
});

const words = { version: 'v1', text: { en: 'Join us?', 'zh-CN': '加入吗？' } };

describe('where customers are members by buying', () => {
  test('the same call records the consent and nothing else', async () => {
    const member = desk.next('customer');
    await desk.tell(automatic(), desk.paid({ member }));
    const before = await desk.state(member);
    expect(await desk.enrol(member, { program: automatic() })).toMatchObject({
      status: 201,
      body: { member, orders: [], points: 0, more: false },
    });
    expect(await desk.state(member)).toEqual(before);
    expect(await readConsentRecords(desk.table, member)).toHaveLength(1);
  });

  test('nobody becomes one by agreeing alone', async () => {
    const member = desk.next('customer');
    expect(await desk.enrol(member, { program: automatic() })).toMatchObject({ status: 404 });
    expect(await readConsentRecords(desk.table, member)).toEqual([]);
  });

  test('orders that waited before it was so are entered by the call, not by the next order', async () => {
    const { member } = await aCustomer(PAID);
    await desk.tell(automatic(), desk.paid({ member }, '2026-03-12T12:00:00.000Z'));
    expect(await desk.state(member)).toMatchObject({ purchases: 1 });
    const answer = await desk.enrol(member, { program: automatic() });
    expect(answer.body).toMatchObject({ orders: [{ occurredAt: PAID }], points: 50 });
    expect(await desk.state(member)).toMatchObject({ purchases: 2 });
    expect(await desk.enrol(member, { program: automatic() })).toEqual(answer);
  });
});
