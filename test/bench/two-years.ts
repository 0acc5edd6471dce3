import { createHash } from 'node:crypto';
import { type Chance, chance } from '../simulator/chance.ts';

/** What happens in a shop. Instants are epoch milliseconds, amounts hundredths of a euro. */
export type Deed = Purchase | Refund | Redemption;

export interface Purchase {
  readonly kind: 'purchase';
  readonly member: string;
  readonly orderId: string;
  readonly base: number;
  readonly at: number;
}

/** Money of an order that goes back. It names the order; who the member is, only the ledger knows. */
export interface Refund {
  readonly kind: 'refund';
  readonly orderId: string;
  readonly refundId: string;
  readonly amount: number;
  readonly at: number;
}

export interface Redemption {
  readonly kind: 'redemption';
  readonly member: string;
  readonly id: string;
  readonly points: number;
  readonly at: number;
}

const DAY = 86_400_000;
const BEGIN = Date.UTC(2025, 0, 1);
const DAYS = 730;

/** The points of one redemption. */
const SPENT = 300;

/**
 * Two years of some members, in the order of time: from one to eight orders a month each, one in
 * twelve of them refunded within a month, half of those in part, and three hundred points spent
 * whenever six hundred have come together.
 */
export function twoYears(seed: number, members: number): readonly Deed[] {
  const luck = chance(seed);
  const ids = Array.from({ length: members }, (_, i) => memberCalled(`${seed}-${i}`));
  return ids.flatMap((member) => deedsOf(member, luck)).sort((a, b) => a.at - b.at);
}

/** A member's id, of the length that members' ids have. */
export function memberCalled(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 22);
}

function deedsOf(member: string, luck: Chance): Deed[] {
  const deeds: Deed[] = [];
  const everyDays = 30 / luck.between(1, 8);
  let points = 0;
  for (
    let day = luck.between(1, 30);
    day < DAYS;
    day += everyDays * (luck.between(50, 150) / 100)
  ) {
    const at = BEGIN + Math.floor(day * DAY);
    const orderId = `${1_000_000_000 + luck.below(1_000_000_000)}-${deeds.length}`;
    const base = luck.between(990, 14_990);
    deeds.push({ kind: 'purchase', member, orderId, base, at });
    points += Math.floor(base / 100);
    if (luck.oneIn(12)) {
      const amount = luck.oneIn(2) ? base : luck.between(100, base);
      const refundId = `r${deeds.length}`;
      const later = at + luck.between(1, 30) * DAY;
      deeds.push({ kind: 'refund', orderId, refundId, amount, at: later });
      points -= Math.floor(amount / 100);
    }
    if (points < 2 * SPENT) continue;
    points -= SPENT;
    deeds.push({
      kind: 'redemption',
      member,
      id: `${orderId}-off`,
      points: SPENT,
      at: at + 60_000,
    });
  }
  return deeds;
}
