import type { Program } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import { tierRule } from '../orders/purchase.ts';
import { rankOf, tiersBetween } from '../tiers/tier.ts';
import { type Instant, monthAt } from '../time/time.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { ImportedEntry } from './entry.ts';
import { type Lot, type Lots, move, spendable } from './lots.ts';
import { type MemberState, presentAt } from './member.ts';

/** What a member brings from another system: balances and counts, and no orders made up for them. */
export interface Opening {
  /** Id of the row: the same for every repeat of it. */
  readonly row: string;
  /** Hash of what it says. */
  readonly request: string;
  readonly points: readonly { readonly points: number; readonly expiresAt: Instant }[];
  readonly tier: string | null;
  readonly purchases: number;
  readonly spendMinor: number;
  readonly lastOrderAt: Instant;
}

/**
 * Opens a member's ledger with what another system had. Points live to the edge of the month in
 * which they were to expire; the higher of two tiers is kept; what lower tiers give once counts as
 * given. Imported points do not count as earned.
 */
export function open(
  member: MemberState,
  opening: Opening,
  occasion: Occasion,
  program: Program,
): Decision<ImportedEntry> {
  const { state, month } = presentAt(member, occasion.receivedAt, program.timeZone);
  const brought = rankOf(program, opening.tier);
  if (opening.tier !== null && brought < 0) return refuse({ reason: 'unknown-tier' });
  const tier = brought > rankOf(program, state.tier) ? opening.tier : state.tier;
  const movements = lotsOf(opening, program).filter(({ expires }) => expires > month);
  const given = tiersBetween(program, null, tier).map(tierRule);
  return accept({
    kind: 'imported',
    ...occasion,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    row: opening.row,
    request: opening.request,
    spendMinor: opening.spendMinor,
    lastOrderAt: opening.lastOrderAt,
    givenOnce: given.filter((rule) => !state.givenOnce.includes(rule)),
    movements,
    held: [],
    debt: 0,
    balance: {
      before: spendable(state.lots, month),
      after: spendable(move(state.lots, movements), month),
    },
    purchases: { before: state.purchases, after: state.purchases + opening.purchases },
    tier: { before: state.tier, after: tier },
  });
}

function lotsOf({ points }: Opening, { timeZone }: Program): Lots {
  return move(
    [],
    points.map(
      (lot): Lot => ({ expires: monthAt(lot.expiresAt, timeZone) + 1, points: lot.points }),
    ),
  );
}
