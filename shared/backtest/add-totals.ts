import { add, type Tally } from './tally.ts';
import { putAffected, putExample, type Totals } from './totals.ts';

/** Adds the totals of other members of the same trial. */
export function addTotals(totals: Totals, more: Totals): void {
  addTally(totals.tally.was, more.tally.was);
  addTally(totals.tally.would, more.tally.would);
  totals.members += more.members;
  totals.read += more.read;
  totals.entries += more.entries;
  totals.lastAt = Math.max(totals.lastAt, more.lastAt);
  addCounts(totals.versions, more.versions);
  for (const [tier, row] of more.tiers) {
    const known = totals.tiers.get(tier) ?? new Map<string, number>();
    totals.tiers.set(tier, known);
    addCounts(known, row);
  }
  for (const affected of more.affected) putAffected(totals, affected);
  totals.kept.orders += more.kept.orders;
  totals.kept.points += more.kept.points;
  for (const example of more.kept.examples) putExample(totals, example);
  addCounts(totals.impossible, more.impossible);
}

function addTally(tally: Tally, more: Tally): void {
  addCounts(tally.issued, more.issued);
  tally.takenBack += more.takenBack;
  tally.redeemed += more.redeemed;
  tally.expired += more.expired;
  tally.otherwise += more.otherwise;
  addCounts(tally.outstanding, more.outstanding);
  tally.debt += more.debt;
  tally.costs.redeemedMinor += more.costs.redeemedMinor;
  tally.costs.discountsMinor += more.costs.discountsMinor;
  tally.costs.rewardsMinor += more.costs.rewardsMinor;
  addCounts(tally.uses, more.uses);
}

function addCounts<Key>(counts: Map<Key, number>, more: ReadonlyMap<Key, number>): void {
  for (const [key, count] of more) add(counts, key, count);
}
