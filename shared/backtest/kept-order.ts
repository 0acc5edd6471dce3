import { credit } from '../domain/ledger/credit.ts';
import type { EarnedEntry } from '../domain/ledger/entry.ts';
import { move, spendable } from '../domain/ledger/lots.ts';
import { type MemberState, presentAt } from '../domain/ledger/member.ts';
import { isGivenOnce } from '../domain/orders/purchase.ts';
import { fallsOn } from '../domain/orders/recurrence.ts';
import { standingOf, tierAfterPurchase, tiersBetween } from '../domain/tiers/tier.ts';
import { localDay } from '../domain/time/time.ts';
import type { Program } from '../program/program.ts';

/**
 * Whether a program would have had to know what an order was of. Entries hold no order lines, so
 * nobody can say any more what it would have earned.
 */
export function needsLines({ order, occurredAt }: EarnedEntry, program: Program): boolean {
  if (order.earningBaseMinor <= 0 || program.currencies[order.currency] === undefined) return false;
  if (program.earning.some((rule) => 'of' in rule && rule.of !== undefined)) return true;
  const campaigns = program.campaigns.filter(({ of }) => of !== undefined);
  if (campaigns.length === 0) return false;
  const day = localDay(occurredAt, program.timeZone);
  return campaigns.some(
    ({ from, until, on }) => from <= day && day <= until && (on === undefined || fallsOn(on, day)),
  );
}

/** An order with the points that it earned as recorded, less what was given once already. */
export function keepOrder(member: MemberState, entry: EarnedEntry, program: Program): EarnedEntry {
  const present = presentAt(member, entry.receivedAt, program.timeZone);
  const { state, now, month } = present;
  const shares = entry.shares.filter(
    (share) => !isGivenOnce(share) || !state.givenOnce.includes(share.rule),
  );
  const points = shares.reduce((sum, share) => sum + share.points, 0);
  const figures = { ...entry.figures, points };
  const counts = figures.purchases > 0;
  const tier = counts
    ? tierAfterPurchase(
        program,
        state.tier,
        standingOf(present, { occurredAt: entry.occurredAt, figures }),
      )
    : state.tier;
  const credited = credit(shares, state.debt, { instant: now, month }, entry.availableAt);
  return {
    ...entry,
    member: state.member,
    v: state.v + 1,
    figures,
    shares,
    movements: credited.movements,
    held: credited.held,
    debt: 0 - credited.paid,
    lapsed: credited.lapsed,
    balance: {
      before: spendable(state.lots, month),
      after: spendable(move(state.lots, credited.movements), month),
    },
    purchases: { before: state.purchases, after: state.purchases + figures.purchases },
    tier: { before: state.tier, after: tier },
    rewards: tiersBetween(program, state.tier, tier).flatMap(({ rewards }) => rewards),
  };
}
