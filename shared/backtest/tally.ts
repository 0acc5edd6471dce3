import { share } from '../domain/ledger/amount.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { pointsOf } from '../domain/ledger/ledger.ts';
import type { MemberState } from '../domain/ledger/member.ts';
import { rankOf } from '../domain/tiers/tier.ts';
import { type Month, monthAt } from '../domain/time/time.ts';
import { pointWorthMinor } from '../program/costing.ts';
import type { Program } from '../program/program.ts';

/** Points by month. */
export type Monthly = Map<Month, number>;

/** Points and money of many members in one telling; money in minor units of the base currency. */
export interface Tally {
  /** What orders earned, by the month of the order. */
  readonly issued: Monthly;
  takenBack: number;
  /** Net of redemptions that were called off. */
  redeemed: number;
  expired: number;
  /** Adjusted, awarded and imported. */
  otherwise: number;
  /** What members have in the end, by the month at whose first instant it expires. */
  readonly outstanding: Monthly;
  debt: number;
  readonly costs: {
    /** What was redeemed: points off at checkout, and what rewards cost that were redeemed. */
    redeemedMinor: number;
    /** What tiers took off at checkout. */
    discountsMinor: number;
    /** What rewards cost that came without points. */
    rewardsMinor: number;
  };
  /** Units of limited things, by the id of the cap. */
  readonly uses: Map<string, number>;
}

export function emptyTally(): Tally {
  return {
    issued: new Map(),
    takenBack: 0,
    redeemed: 0,
    expired: 0,
    otherwise: 0,
    outstanding: new Map(),
    debt: 0,
    costs: { redeemedMinor: 0, discountsMinor: 0, rewardsMinor: 0 },
    uses: new Map(),
  };
}

/** What counting needs to know of a program. */
export interface Prices {
  readonly program: Program;
  /** What a point is worth, in minor units of the base currency. */
  readonly pointMinor: number;
  readonly rewardMinor: ReadonlyMap<string, number>;
}

export function pricesOf(program: Program): Prices {
  return {
    program,
    pointMinor: pointWorthMinor(program),
    rewardMinor: new Map(program.rewards.map(({ id, costMinor }) => [id, costMinor])),
  };
}

/** Counts the entries of a family of ledgers, in one telling. */
export function countEntries(tally: Tally, entries: readonly Entry[], prices: Prices): void {
  const redeemed = new Map<string, number>();
  for (const entry of entries) {
    if ('rewards' in entry) tally.costs.rewardsMinor += costOf(entry.rewards, prices);
    if ('uses' in entry) for (const { cap, units } of entry.uses) add(tally.uses, cap, units);
    switch (entry.kind) {
      case 'earned':
        add(tally.issued, entry.figures.month, entry.figures.points);
        tally.expired += entry.lapsed;
        tally.costs.discountsMinor += discountOf(entry.figures.spendMinor, entry, prices);
        break;
      case 'clawed-back':
        tally.takenBack -= entry.figures.points;
        break;
      case 'redeemed': {
        const { purpose, points } = entry;
        const costMinor =
          purpose.for === 'checkout'
            ? points * prices.pointMinor
            : costOf([purpose.reward], prices);
        redeemed.set(entry.redemption, costMinor);
        tally.redeemed += points;
        tally.costs.redeemedMinor += costMinor;
        break;
      }
      case 'restored':
        tally.redeemed -= entry.points;
        tally.costs.redeemedMinor -= redeemed.get(entry.redemption) ?? 0;
        break;
      case 'expired':
        tally.expired += entry.points;
        break;
      case 'merged':
      case 'absorbed':
      case 'unmerged':
      case 'released':
        break;
      default:
        tally.otherwise += pointsOf(entry);
    }
  }
}

/** Counts what a member has in the end. */
export function countState(tally: Tally, { lots, holds, debt }: MemberState): void {
  for (const { expires, points } of lots) add(tally.outstanding, expires, points);
  for (const { expires, points } of holds) add(tally.outstanding, expires, points);
  tally.debt += debt;
}

/** Points that a member has and that are not expired as of the member's last entry, net of debt. */
export function inHand({ lots, holds, debt, asOf }: MemberState, timeZone: string): number {
  const month = monthAt(asOf, timeZone);
  return [...lots, ...holds].reduce(
    (sum, { expires, points }) => (expires > month ? sum + points : sum),
    0 - debt,
  );
}

/** All of what stands by month, or what is of some months. */
export function sumOf(monthly: Monthly, isOf: (month: Month) => boolean = () => true): number {
  let sum = 0;
  for (const [month, points] of monthly) if (isOf(month)) sum += points;
  return sum;
}

export function add<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  if (more !== 0) counts.set(key, (counts.get(key) ?? 0) + more);
}

function costOf(rewards: readonly string[], { rewardMinor }: Prices): number {
  return rewards.reduce((sum, reward) => sum + (rewardMinor.get(reward) ?? 0), 0);
}

/** What the tier that an order found the member in takes off at checkout. */
function discountOf(spendMinor: number, { tier }: Entry, { program }: Prices): number {
  const discountBps = program.tiers[rankOf(program, tier.before)]?.discountBps ?? 0;
  return discountBps === 0 ? 0 : share(spendMinor, discountBps, 10_000);
}
