import { share } from '../domain/ledger/amount.ts';
import { type Month, monthAt } from '../domain/time/time.ts';
import type { Pair } from './backtest.ts';
import { sumOf, type Tally } from './tally.ts';
import type { Totals } from './totals.ts';

/** Points outstanding of which some expire in one month, and what they are worth. */
export interface Liability {
  readonly month: Month;
  readonly points: Pair<number>;
  /** In minor units of the base currency. */
  readonly worthMinor: Pair<number>;
}

/** What members can still spend as of the last entry, by the month in which it expires. */
export function liabilityOf({ tally, prices, lastAt }: Totals): readonly Liability[] {
  const { was, would } = prices;
  const now = monthAt(lastAt, would.program.timeZone);
  const months = new Set([...tally.was.outstanding.keys(), ...tally.would.outstanding.keys()]);
  return [...months]
    .filter((month) => month > now)
    .sort((a, b) => a - b)
    .map((month) => {
      const points = {
        was: tally.was.outstanding.get(month) ?? 0,
        would: tally.would.outstanding.get(month) ?? 0,
      };
      const worthMinor = {
        was: points.was * was.pointMinor,
        would: points.would * would.pointMinor,
      };
      return { month, points, worthMinor };
    });
}

/** What the points of one telling came to. */
export interface Sums {
  readonly issued: number;
  readonly takenBack: number;
  readonly redeemed: number;
  readonly expired: number;
  readonly otherwise: number;
  readonly outstanding: number;
  readonly debt: number;
}

/** Sums as of the last entry: points whose month has come are expired, swept or not. */
export function sumsOf({ tally, prices, lastAt }: Totals, which: keyof Pair<Tally>): Sums {
  const { issued, takenBack, redeemed, expired, otherwise, outstanding, debt } = tally[which];
  const now = monthAt(lastAt, prices.would.program.timeZone);
  return {
    issued: sumOf(issued),
    takenBack,
    redeemed,
    expired: expired + sumOf(outstanding, (month) => month <= now),
    otherwise,
    outstanding: sumOf(outstanding, (month) => month > now),
    debt,
  };
}

/** What a program cost in one telling, in minor units of the base currency. */
export interface Cost {
  readonly redeemed: number;
  /** Of what is outstanding, the part that the program expects to be redeemed; all where it says none. */
  readonly outstanding: number;
  readonly discounts: number;
  readonly rewards: number;
}

export function costOf(totals: Totals, which: keyof Pair<Tally>): Cost {
  const { program, pointMinor } = totals.prices[which];
  const { redeemedMinor, discountsMinor, rewardsMinor } = totals.tally[which].costs;
  const worth = sumsOf(totals, which).outstanding * pointMinor;
  return {
    redeemed: redeemedMinor,
    outstanding: share(worth, program.costs?.redeemedBps ?? 10_000, 10_000),
    discounts: discountsMinor,
    rewards: rewardsMinor,
  };
}
