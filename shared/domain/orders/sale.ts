import type { Program, Validity } from '../../program/program.ts';
import type { MemberState, Present } from '../ledger/member.ts';
import { tierWithLent } from '../tiers/lending.ts';
import { type Belonging, belongingOf } from '../tiers/segment.ts';
import { rankOf, standingOf } from '../tiers/tier.ts';
import { expiryMonth, type Instant, type Month, monthAt } from '../time/time.ts';
import type { Occasion, PaidOrder } from './order.ts';
import { Basket } from './selection.ts';

/** An order as the rules look at it: with how its buyer stood before it. */
export interface Checkout {
  readonly order: PaidOrder;
  readonly basket: Basket;
  readonly occurredAt: Instant;
  readonly state: MemberState;
  /** Multiplier of the tier held; 10,000 is x1. */
  readonly tierBps: number;
  /** In which segments the buyer was when it was paid. */
  readonly belongs: Belonging;
  /** When points that it brings expire. Many rules ask, of few validities. */
  readonly expiryOf: (validity: Validity) => Month;
  readonly program: Program;
}

/** One that earns, since the program lists its currency. */
export interface Sale extends Checkout {
  readonly currency: Currency;
}

type Currency = Program['currencies'][string];

export function checkoutOf(
  present: Present,
  order: PaidOrder,
  { occurredAt }: Pick<Occasion, 'occurredAt'>,
  program: Program,
): Checkout {
  const { state } = present;
  const month = monthAt(occurredAt, program.timeZone);
  const standing = { ...standingOf(present), now: occurredAt, month };
  return {
    order,
    basket: new Basket(order, program),
    occurredAt,
    state,
    tierBps: tierMultiplier(program, tierWithLent(program, state, occurredAt)),
    expiryOf: expiryAt(occurredAt, program.timeZone),
    belongs: belongingOf({ standing, tier: state.tier }, program),
    program,
  };
}

function expiryAt(occurredAt: Instant, timeZone: string): Checkout['expiryOf'] {
  const known = new Map<number, Month>();
  return (validity) => {
    const key = 'months' in validity ? validity.months : 0 - validity.days;
    let month = known.get(key);
    if (month === undefined) {
      month = expiryMonth(occurredAt, validity, timeZone);
      known.set(key, month);
    }
    return month;
  };
}

function tierMultiplier(program: Program, tier: string | null): number {
  return program.tiers[rankOf(program, tier)]?.multiplierBps ?? 10_000;
}

/** Whether an order comes to a minimum; one in a currency that has none never does. */
export function reaches(
  { currency, earningBaseMinor }: PaidOrder,
  minimumMinor: Readonly<Record<string, number>> | undefined,
): boolean {
  if (minimumMinor === undefined) return true;
  const least = minimumMinor[currency];
  return least !== undefined && earningBaseMinor >= least;
}
