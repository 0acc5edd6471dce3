import type { Program } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import {
  rankOf,
  type Standing,
  standingOf,
  tierAfterPurchase,
  tiersBetween,
} from '../tiers/tier.ts';
import { type Accepted, accept, type Refusal, refuse } from './decision.ts';
import type {
  AbsorbedEntry,
  EntryBase,
  MergedEntry,
  ReleasedEntry,
  UnmergedEntry,
} from './entry.ts';
import { addFigures, negated } from './figures.ts';
import { move, spendable, take } from './lots.ts';
import { type MemberState, type Present, presentAt } from './member.ts';

/** As many ledgers as may go into one: each moves with it, in one transaction, when it goes on. */
export const MOST_ABSORBED = 4;

/** Both sides of a merge, written in one transaction. */
export interface Merge {
  readonly ok: true;
  readonly survivor: Accepted<MergedEntry>;
  readonly absorbed: Accepted<AbsorbedEntry>;
}

/** Both sides of the undoing of a merge, written in one transaction. */
export interface Unmerge {
  readonly ok: true;
  readonly survivor: Accepted<UnmergedEntry>;
  readonly released: Accepted<ReleasedEntry>;
}

/**
 * Makes two members one: everything of the absorbed one goes into the survivor, who keeps the
 * higher tier and reaches what both together reach. Debt of either is paid at once.
 */
export function merge(
  survivor: MemberState,
  absorbed: MemberState,
  occasion: Occasion,
  program: Program,
): Merge | Refusal {
  const why = obstacle(survivor, absorbed);
  if (why !== undefined) return refuse({ reason: 'cannot-merge', why });

  // One moment for both ledgers, so that what has matured in one has matured in the other.
  const at = Math.max(survivor.asOf, absorbed.asOf, occasion.receivedAt);
  const here = presentAt(survivor, at, program.timeZone);
  const there = presentAt(absorbed, at, program.timeZone);
  const lots = move(here.state.lots, there.state.lots);
  const debt = here.state.debt + there.state.debt;
  const { movements: paying, missing } = take(lots, debt, here.month);
  const movements = move(there.state.lots, paying);
  const purchases = here.state.purchases + there.state.purchases;
  const higher =
    rankOf(program, there.state.tier) > rankOf(program, here.state.tier)
      ? there.state.tier
      : here.state.tier;
  const tier = tierAfterPurchase(program, higher, together(here, there.state));
  return {
    ok: true,
    survivor: accept({
      ...line(here, at, occasion, program),
      kind: 'merged',
      absorbed: there.state,
      before: {
        lastOrderAt: here.state.lastOrderAt,
        lastVisitAt: here.state.lastVisitAt,
        joinedAt: here.state.joinedAt,
      },
      movements,
      held: there.state.holds,
      debt: missing - here.state.debt,
      balance: {
        before: spendable(here.state.lots, here.month),
        after: spendable(move(here.state.lots, movements), here.month),
      },
      purchases: { before: here.state.purchases, after: purchases },
      tier: { before: here.state.tier, after: tier },
      rewards: tiersBetween(program, higher, tier).flatMap(({ rewards }) => rewards),
    }),
    absorbed: accept({
      ...line(there, at, occasion, program),
      kind: 'absorbed',
      into: survivor.member,
      movements: there.state.lots.map(({ expires, points }) => ({ expires, points: 0 - points })),
      held: there.state.holds.map((hold) => ({ ...hold, points: 0 - hold.points })),
      debt: 0 - there.state.debt,
      balance: { before: spendable(there.state.lots, there.month), after: 0 },
      purchases: { before: there.state.purchases, after: 0 },
      tier: { before: there.state.tier, after: null },
    }),
  };
}

function obstacle(survivor: MemberState, absorbed: MemberState) {
  if (survivor.member === absorbed.member) return 'same-member' as const;
  if (survivor.mergedInto !== null || absorbed.mergedInto !== null)
    return 'merged-already' as const;
  const gathered = survivor.absorbed.length + absorbed.absorbed.length + 1;
  return gathered > MOST_ABSORBED ? ('too-many' as const) : undefined;
}

/**
 * Takes a merge back: the absorbed state leaves the survivor as it came, and is a member's again.
 * What was earned since stays with the survivor; once points were spent, taken or expired since,
 * nobody could say whose they were, and it is refused.
 *
 * @param since the entries of the survivor after the merge
 */
export function unmerge(
  survivor: MemberState,
  absorbed: MemberState,
  merged: MergedEntry,
  since: readonly { readonly kind: string }[],
  occasion: Occasion,
  program: Program,
): Unmerge | Refusal {
  const no = (why: 'not-merged' | 'spent-since') => refuse({ reason: 'cannot-unmerge', why });
  if (absorbed.mergedInto !== survivor.member) return no('not-merged');
  if (since.some(({ kind }) => kind !== 'earned' && kind !== 'awarded')) return no('spent-since');

  const at = Math.max(survivor.asOf, absorbed.asOf, occasion.receivedAt);
  const here = presentAt(survivor, at, program.timeZone);
  const there = presentAt(absorbed, at, program.timeZone);
  const matured = merged.held.filter((hold) => hold.availableAt <= here.now);
  const held = merged.held.filter((hold) => hold.availableAt > here.now);
  const came = move(move([], merged.movements), matured);
  const movements = came.map(({ expires, points }) => ({ expires, points: 0 - points }));
  const lots = move(here.state.lots, movements);
  const debt = 0 - merged.debt;
  if (lots.some(({ points }) => points < 0) || here.state.debt + debt < 0) return no('spent-since');
  const purchases = here.state.purchases - merged.absorbed.purchases;
  const released = merged.absorbed;
  return {
    ok: true,
    survivor: accept({
      ...line(here, at, occasion, program),
      kind: 'unmerged',
      released,
      lastOrderAt: ofOwn(here.state, merged, 'lastOrderAt'),
      lastVisitAt: ofOwn(here.state, merged, 'lastVisitAt'),
      // Where the survivor had no entry before, the merge is its first.
      joinedAt: merged.before.joinedAt === 0 ? merged.occurredAt : merged.before.joinedAt,
      movements,
      held: held.map((hold) => ({ ...hold, points: 0 - hold.points })),
      debt,
      balance: {
        before: spendable(here.state.lots, here.month),
        after: spendable(lots, here.month),
      },
      purchases: { before: here.state.purchases, after: purchases },
      tier: {
        before: here.state.tier,
        after: tierAfterPurchase(program, merged.tier.before, without(here, released)),
      },
    }),
    released: accept({
      ...line(there, at, occasion, program),
      kind: 'released',
      from: survivor.member,
      state: released,
      movements: released.lots,
      held: released.holds,
      debt: released.debt,
      balance: { before: 0, after: spendable(released.lots, there.month) },
      purchases: { before: 0, after: released.purchases },
      tier: { before: null, after: released.tier },
    }),
  };
}

/** An instant of the survivor's own: of what came since the merge, or else as it was before it. */
function ofOwn(
  survivor: MemberState,
  { before, absorbed }: MergedEntry,
  of: 'lastOrderAt' | 'lastVisitAt',
): number {
  return survivor[of] > Math.max(before[of], absorbed[of]) ? survivor[of] : before[of];
}

/** Where both together stand. */
function together(here: Present, there: MemberState): Standing {
  const standing = standingOf(here);
  return {
    ...standing,
    purchases: standing.purchases + there.purchases,
    spendMinor: standing.spendMinor + there.spendMinor,
    figures: there.figures.reduce(addFigures, standing.figures),
    lastOrderAt: Math.max(standing.lastOrderAt, there.lastOrderAt),
  };
}

/** Where the survivor stands alone again. */
function without(here: Present, released: MemberState): Standing {
  const standing = standingOf(here);
  return {
    ...standing,
    purchases: standing.purchases - released.purchases,
    spendMinor: standing.spendMinor - released.spendMinor,
    figures: negated(released.figures).reduce(addFigures, standing.figures),
  };
}

type Line = Pick<EntryBase, 'member' | 'v' | 'program' | keyof Occasion>;

function line({ state }: Present, receivedAt: number, occasion: Occasion, program: Program): Line {
  const { occurredAt, correlationId } = occasion;
  const { version } = program;
  return {
    member: state.member,
    v: state.v + 1,
    program: version,
    occurredAt,
    receivedAt,
    correlationId,
  };
}
