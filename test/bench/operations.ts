import { redemptions } from '../../functions/redemptions/handler.ts';
import { loadProgram } from '../../shared/program/load.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Bill } from '../support/accountant.ts';
import { ask } from '../support/invoke.ts';
import { ladder } from '../support/member-ledger.ts';
import { fullProgram } from '../support/programs.ts';
import { benchTable } from './design.ts';
import { perch } from './designs/perch.ts';
import { memberCalled, type Purchase } from './two-years.ts';

const REDEMPTIONS = '/v1/members/{member}/redemptions';
const IN_CAMPAIGN = Date.UTC(2026, 2, 24, 12);
const MINUTE = 60_000;

/** What one operation of Perch costs, each measured on a member who has ordered before. */
export async function operationCosts(): Promise<Readonly<Record<string, Bill>>> {
  const full = loadProgram(fullProgram);
  const known = await operation(ladder, async (shop) => {
    await shop.buys('1');
    return () => shop.buys('2');
  });
  return {
    'a member’s first purchase': await operation(ladder, async (shop) => () => shop.buys('1')),
    'a purchase': known,
    'the same purchase delivered again': await operation(ladder, async (shop) => {
      await shop.buys('1');
      return () => shop.buys('1');
    }),
    'a purchase in a campaign with a budget': await operation(full, async (shop) => {
      await shop.buys('1');
      return () => shop.buys('2');
    }),
    'a refund': await operation(ladder, async (shop) => {
      await shop.buys('1');
      return () => shop.refunds('1');
    }),
    'a redemption at checkout': await operation(ladder, async (shop) => {
      await shop.buys('1');
      return () => shop.redeems({ points: 20, currency: 'EUR' });
    }),
    'a redemption refused for want of points': await operation(ladder, async (shop) => {
      await shop.buys('1');
      return () => shop.redeems({ points: 900_000, currency: 'EUR' });
    }),
    'a redemption from the catalogue': await operation(full, async (shop) => {
      await shop.buys('1');
      return () => shop.redeems({ reward: 'mug' });
    }),
    'a redemption from the catalogue, with stock': await operation(full, async (shop) => {
      await shop.buys('1');
      return () => shop.redeems({ reward: 'tasting' });
    }),
    'a redemption called off': await operation(ladder, async (shop) => {
      await shop.buys('1');
      const id = await shop.redeems({ points: 20, currency: 'EUR' });
      return () => shop.callsOff(id);
    }),
  };
}

type Shop = ReturnType<typeof shopOn>;

/** The bill of what `prepare` returns, without that of the preparation. */
async function operation(
  program: Program,
  prepare: (shop: Shop) => Promise<() => Promise<unknown>>,
): Promise<Bill> {
  const bench = benchTable();
  const act = await prepare(shopOn(bench, program));
  const before = { ...bench.bill };
  await act();
  const { requests, readUnits, writeUnits } = bench.bill;
  return {
    requests: requests - before.requests,
    readUnits: readUnits - before.readUnits,
    writeUnits: writeUnits - before.writeUnits,
  };
}

function shopOn(bench: ReturnType<typeof benchTable>, program: Program) {
  const member = memberCalled('a member');
  const design = perch(bench, program);
  const spend = redemptions({ table: bench.table, program, memberKey: async () => 'a-key' });
  let at = IN_CAMPAIGN;
  const later = (): number => {
    at += MINUTE;
    return at;
  };
  const asked = async (route: string, path: object, body?: object) => {
    const answer = await ask(spend, route, {
      path: { member, ...path },
      headers: { 'idempotency-key': 'a-key' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      at: new Date(later()).toISOString(),
    });
    return String(answer.body.id);
  };
  return {
    buys: (orderId: string) => {
      const order: Purchase = { kind: 'purchase', member, orderId, base: 9_900, at: later() };
      return design.purchase(order);
    },
    refunds: (orderId: string) =>
      design.refund({ kind: 'refund', orderId, refundId: 'r', amount: 2_500, at: later() }),
    redeems: (body: object) => asked(`POST ${REDEMPTIONS}`, {}, body),
    callsOff: (id: string) => asked(`DELETE ${REDEMPTIONS}/{id}`, { id }),
  };
}
