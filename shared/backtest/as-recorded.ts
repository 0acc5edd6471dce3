import { credit } from '../domain/ledger/credit.ts';
import type { Change, Entry } from '../domain/ledger/entry.ts';
import type { Hold } from '../domain/ledger/hold.ts';
import { type Lot, move, spendable } from '../domain/ledger/lots.ts';
import { type MemberState, presentAt } from '../domain/ledger/member.ts';
import { rankOf } from '../domain/tiers/tier.ts';
import type { Program } from '../program/program.ts';

/**
 * An entry that no rule is asked about again, in another state of its member: it gives what it gave,
 * and takes what it took as far as that is there.
 */
export function asRecorded<Kept extends Entry>(
  member: MemberState,
  entry: Kept,
  program: Program,
): Kept {
  const { state, now, month } = presentAt(member, entry.receivedAt, program.timeZone);
  const given = entry.movements.filter(({ points }) => points > 0);
  const paid: Lot = { expires: given[0]?.expires ?? month + 1, points: Math.max(0, -entry.debt) };
  // What a member brings from another system pays no debt.
  const debt = entry.kind === 'imported' ? 0 : state.debt;
  const credited = credit([paid, ...given], debt, { instant: now, month });
  const movements = move(credited.movements, takings(entry.movements, state.lots, isSameLot));
  const held = [
    ...entry.held.filter(({ points }) => points > 0),
    ...takings(entry.held, state.holds, isSameHold),
  ];
  return {
    ...entry,
    member: state.member,
    v: state.v + 1,
    movements,
    held,
    debt: Math.max(0, entry.debt) - credited.paid,
    balance: {
      before: spendable(state.lots, month),
      after: spendable(move(state.lots, movements), month),
    },
    purchases: {
      before: state.purchases,
      after: state.purchases + entry.purchases.after - entry.purchases.before,
    },
    tier: { before: state.tier, after: tierAfter(state.tier, entry.tier, program) },
  };
}

/** What entries took, as far as it is there. */
function takings<Part extends Lot>(
  movements: readonly Part[],
  there: readonly Part[],
  isSame: (one: Part, other: Part) => boolean,
): readonly Part[] {
  return movements
    .filter(({ points }) => points < 0)
    .map((taken) => {
      const points = there.find((part) => isSame(part, taken))?.points ?? 0;
      return { ...taken, points: Math.max(taken.points, 0 - points) };
    })
    .filter(({ points }) => points < 0);
}

function isSameLot(one: Lot, other: Lot): boolean {
  return one.expires === other.expires;
}

function isSameHold(one: Hold, other: Hold): boolean {
  return one.availableAt === other.availableAt && one.expires === other.expires;
}

/**
 * The tier that a recorded change makes of another one: what it was where it was the same before. A
 * rise never lowers, a fall concerns only who held the tier, and a tier that there is no longer
 * is given to nobody.
 */
function tierAfter(
  held: string | null,
  { before, after }: Change<string | null>,
  program: Program,
): string | null {
  if (before === after) return held;
  const rank = rankOf(program, after);
  if (after !== null && rank < 0) return held;
  if (before === held) return after;
  return rank > Math.max(rankOf(program, before), rankOf(program, held)) ? after : held;
}
