import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadProgram } from '../../../shared/program/load.ts';
import type { Program } from '../../../shared/program/program.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { bareLadder } from '../../support/bare-ladder.ts';
import { agreed, useClaimDesk } from '../../support/claim-desk.ts';

const desk = useClaimDesk();

/** Tiers that multiply nothing: so that what an order earns does not hang on which came before. */
const flat = {
  ...bareLadder,
  tiers: bareLadder.tiers.map((tier) => ({ ...tier, multiplierBps: 10_000 })),
};
const consent = { version: 'v1', text: { en: 'Join us?', 'zh-CN': '加入吗？' } };
const known = loadProgram({ ...flat, enrolment: { joins: 'automatic', consent } });
const unknown = loadProgram({
  ...flat,
  enrolment: { joins: 'by-consent', consent, ordersWaitDays: 30 },
});

/** Orders by their numbers: the shop names the customer of the first two, the third is a guest's. */
const deeds = [
  'paid 0',
  'paid 1',
  'paid 2',
  'refunded 0',
  'refunded 2',
  'refunded 2 again',
  'cancelled 1',
  'claim 2',
  'enrol',
  'enrol',
] as const;

type Deed = (typeof deeds)[number];

const days = ['10', '11', '12'].map((day) => `2026-03-${day}T12:00:00.000Z`);

test('whatever comes first, a customer ends as one who had been known from the start', async () => {
  const inTime = await lives(known, deeds, 'named');
  expect(inTime.lots).not.toEqual([]);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...deeds], { minLength: deeds.length }),
      async (order) => {
        expect(await lives(unknown, order, 'guest')).toEqual(inTime);
      },
    ),
    { numRuns: 15 },
  );
});

/** Lets all of it happen to a new customer, and says what the ledger has of them then. */
async function lives(program: Program, order: readonly Deed[], third: 'guest' | 'named') {
  desk.putOff.length = 0;
  const member = desk.next('customer');
  const orderIds = days.map(() => desk.next('order'));
  const refundIds = days.map(() => desk.next('refund'));
  let claims = 0;

  const paid = (n: number) => {
    const named = n < 2 || third === 'named' ? { member } : {};
    return desk.paid({ orderId: orderIds[n] ?? '', ...named }, days[n]);
  };
  const does: Readonly<Record<Deed, () => Promise<unknown>>> = {
    'paid 0': () => desk.tell(program, paid(0)),
    'paid 1': () => desk.tell(program, paid(1)),
    'paid 2': () => desk.tell(program, paid(2)),
    'refunded 0': () => desk.tell(program, desk.refunded(orderIds[0] ?? '', 1_111)),
    'refunded 2': () => desk.tell(program, desk.refunded(orderIds[2] ?? '', 333, refundIds[0])),
    'refunded 2 again': () => desk.tell(program, desk.refunded(orderIds[2] ?? '', 777)),
    'cancelled 1': () => desk.tell(program, desk.cancelled(orderIds[1] ?? '')),
    'claim 2': async () => {
      claims += 1;
      const body = { orderNumber: orderIds[2] };
      const { status } = await desk.claim(member, body, { program, key: `try ${claims}` });
      expect([201, 404, 409]).toContain(status);
    },
    enrol: () => desk.enrol(member, { program }, agreed),
  };

  for (const deed of order) await does[deed]();
  // What was too early is tried again: a refund that waited for its order, a claim of one to come.
  for (const event of desk.putOff.splice(0)) await desk.tell(program, event);
  await does['claim 2']();

  expect(await desk.differences(member)).toEqual([]);
  const state = await desk.state(member);
  const records = await Promise.all(orderIds.map((id) => readOrder(desk.table, 'birdhouse', id)));
  return {
    lots: state?.lots,
    debt: state?.debt,
    figures: state?.figures,
    purchases: state?.purchases,
    spendMinor: state?.spendMinor,
    refunded: state?.refunded,
    lastOrderAt: state?.lastOrderAt,
    orders: records.map((record) =>
      record.known === 'entered'
        ? [record.entry.member === member, record.entry.occurredAt, record.entry.figures]
        : record.known,
    ),
  };
}
