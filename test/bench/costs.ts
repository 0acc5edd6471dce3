import type { Bill } from '../support/accountant.ts';
import { benchTable, type DesignKind } from './design.ts';
import type { Deed } from './two-years.ts';

/** List prices of DynamoDB on demand in us-east-1, in dollars, as read in September 2026. */
export const PRICES = {
  readOn: '2026-09',
  aMillionReadUnits: 0.125,
  aMillionWriteUnits: 0.625,
} as const;

/** What one operation costs on average. */
export interface Cost extends Readonly<Bill> {
  /** How often it was done. */
  readonly times: number;
}

/** Dollars for a million of an operation. */
export function dollarsAMillion({ readUnits, writeUnits }: Bill): number {
  return readUnits * PRICES.aMillionReadUnits + writeUnits * PRICES.aMillionWriteUnits;
}

/** What a design costs for each kind of deed, on average over all of them. */
export async function costsOf(
  kind: DesignKind,
  deeds: readonly Deed[],
): Promise<Readonly<Record<Deed['kind'], Cost>>> {
  const bench = benchTable();
  const design = kind.on(bench);
  const owners = new Map<string, string>();
  const spent = { purchase: nothing(), refund: nothing(), redemption: nothing() };
  for (const deed of deeds) {
    const before = { ...bench.bill };
    if (deed.kind === 'purchase') {
      owners.set(deed.orderId, deed.member);
      await design.purchase(deed);
    } else if (deed.kind === 'refund') await design.refund(deed, owners.get(deed.orderId));
    else await design.redeem(deed);
    const sum = spent[deed.kind];
    sum.times += 1;
    sum.requests += bench.bill.requests - before.requests;
    sum.readUnits += bench.bill.readUnits - before.readUnits;
    sum.writeUnits += bench.bill.writeUnits - before.writeUnits;
  }
  return {
    purchase: average(spent.purchase),
    refund: average(spent.refund),
    redemption: average(spent.redemption),
  };
}

function nothing() {
  return { times: 0, requests: 0, readUnits: 0, writeUnits: 0 };
}

function average({ times, ...sum }: ReturnType<typeof nothing>): Cost {
  const each = (of: number): number => of / Math.max(1, times);
  return {
    times,
    requests: each(sum.requests),
    readUnits: each(sum.readUnits),
    writeUnits: each(sum.writeUnits),
  };
}
