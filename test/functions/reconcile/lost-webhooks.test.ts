import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberId } from '../../../shared/identity/member-id.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { bareLadder } from '../../support/bare-ladder.ts';
import { ledgerBus, MEMBER_KEY } from '../../support/ledger-bus.ts';
import { reconciler } from '../../support/reconciler.ts';
import { type ScriptedShop, scriptedShop } from '../../support/scripted-shop.ts';

const HOUR = 3_600_000;
const HOURS = 24;
const START = Date.UTC(2026, 10, 3);
const SHOP = 'birdhouse';
const CUSTOMERS = ['ann', 'ben', undefined] as const;

/** What an order earns depends on nothing but the order, so that it may come at any time. */
const program = loadProgram({
  ...bareLadder,
  tiers: bareLadder.tiers.map((tier) => ({ ...tier, multiplierBps: 10_000 })),
});

/** One thing that happens in the shop, by numbers that are taken modulo what there is to choose. */
const happening = fc.record({
  kind: fc.constantFrom('sale', 'sale', 'refund', 'refund', 'reversal', 'cancellation'),
  order: fc.nat(99),
  amountMinor: fc.integer({ min: 1, max: 5_000 }),
  at: fc.integer({ min: 0, max: HOURS * HOUR - 1 }),
});

const day = fc.record({
  happenings: fc.array(happening, { minLength: 1, maxLength: 30 }),
  /** Which webhooks arrive. */
  arrives: fc.infiniteStream(fc.boolean()),
  /** Which questions the shop's API leaves unanswered. */
  fails: fc.array(fc.nat(60), { maxLength: 8 }),
});

type Day = typeof day extends fc.Arbitrary<infer Value> ? Value : never;

/** Has a shop live through a day. */
function live(shop: ScriptedShop, { happenings }: Day): readonly string[] {
  const orders: { id: string; leftMinor: number; refunds: string[]; isOpen: boolean }[] = [];
  for (const [i, { kind, order: pick, amountMinor, at: after }] of happenings
    .toSorted((a, b) => a.at - b.at)
    .entries()) {
    const at = START + after;
    const open = orders.filter(({ isOpen }) => isOpen);
    const order = open[pick % Math.max(1, open.length)];
    if (kind === 'sale' || order === undefined) {
      const id = `${i}`;
      const customer = CUSTOMERS[pick % CUSTOMERS.length];
      shop.sells(at, { orderId: id, ...(customer && { customer }), totalMinor: 5_000 });
      orders.push({ id, leftMinor: 5_000, refunds: [], isOpen: true });
    } else if (kind === 'refund' && amountMinor <= order.leftMinor) {
      shop.refunds(at, order.id, `r${i}`, amountMinor);
      order.leftMinor -= amountMinor;
      order.refunds.push(`r${i}`);
    } else if (kind === 'reversal') {
      const refund = order.refunds.shift();
      if (refund !== undefined) shop.takesBack(at, order.id, refund);
    } else if (kind === 'cancellation') {
      shop.cancels(at, order.id);
      order.isOpen = false;
    }
  }
  return orders.map(({ id }) => id);
}

/** What a ledger comes to once a day is over and a last reconciliation is through. */
async function ledgerAfter(shop: ScriptedShop, orders: readonly string[], told: Day | 'all') {
  const table = memoryTable();
  const bus = ledgerBus(table, SHOP, program);
  const hourly = reconciler(table, SHOP, shop.api, bus);
  const arrives = told === 'all' ? undefined : told.arrives[Symbol.iterator]();
  let asked = 0;
  const { changes } = shop.api;
  shop.api.changes = (...page) => {
    if (told !== 'all' && told.fails.includes(asked)) shop.fail();
    asked += 1;
    return changes(...page);
  };
  for (let hour = 0; hour <= HOURS + 12; hour++) {
    if (told !== 'all') await hourly.run(START + hour * HOUR);
    for (const { event, at } of shop.webhooks) {
      const isNow = at >= START + hour * HOUR && at < START + (hour + 1) * HOUR;
      if (isNow && arrives?.next().value !== false) await bus.receives(event, at);
    }
    await bus.goesRound();
  }
  shop.api.changes = changes;

  const members = ['ann', 'ben'].map((customer) => memberId(MEMBER_KEY, SHOP, customer));
  const states = await Promise.all(members.map((member) => readMember(table, member)));
  return {
    members: states.map(
      (state) =>
        state && {
          points: state.lots.reduce((sum, { points }) => sum + points, 0),
          debt: state.debt,
          purchases: state.purchases,
          spendMinor: state.spendMinor,
        },
    ),
    orders: await Promise.all(
      orders.map(async (orderId) => {
        const record = await readOrder(table, SHOP, orderId);
        if (record.known !== 'entered') return { known: record.known, taken: causes(record) };
        const { entry, clawbacks } = record;
        return { member: entry.member, occurredAt: entry.occurredAt, taken: causes({ clawbacks }) };
      }),
    ),
  };
}

/** What was taken back and given again, by its causes and in no order. */
function causes(record: object): readonly string[] {
  const found = 'clawbacks' in record ? record.clawbacks : Object(record).unattached;
  return (found as object[])
    .map((one) => {
      const { reason, refund } = 'cause' in one ? Object(one.cause) : Object(one);
      return `${reason} ${refund?.refundId ?? ''}`;
    })
    .toSorted();
}

test('whichever webhooks are lost, reconciliation makes the ledger what it would have been', async () => {
  await fc.assert(
    fc.asyncProperty(day, async (told) => {
      const shop = scriptedShop({ perPage: 2 });
      const orders = live(shop, told);
      const whole = await ledgerAfter(shop, orders, 'all');
      expect(await ledgerAfter(shop, orders, told)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});
