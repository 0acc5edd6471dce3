import type { Program } from '../../program/program.ts';
import { figuresOf } from '../ledger/figures.ts';
import type { MemberState } from '../ledger/member.ts';
import { lostSince } from './churn.ts';
import { type Instant, monthAt } from './time.ts';

export type Goal = Program['goals'][number];

/** A figure as what it is and of how much: 12 of 80 who bought did so again. */
export interface Ratio {
  readonly of: number;
  readonly among: number;
}

/** What was counted over all members, by name. */
export type Counted = Readonly<Record<string, number>>;

/** The ledger knows a member's months for so long. */
const MOST_MONTHS = 12;

/**
 * What a member adds to the figures by which goals are measured. Over the complete months of a goal:
 * who bought, who did so more than once, and what those spent who have bought more than once in
 * their life; over all members what they have spent, and who is lost.
 */
export function countedForGoals(state: MemberState, program: Program, at: Instant): Counted {
  if (state.tier === null) return {};
  const { churn, goals, timeZone } = program;
  const counted: Record<string, number> = {
    goalMembers: 1,
    goalSpendMinor: Math.max(0, state.spendMinor),
    goalLost: churn !== undefined && lostSince(state, churn, at) !== undefined ? 1 : 0,
  };
  const last = monthAt(at, timeZone) - 1;
  for (const months of new Set(goals.map(monthsOf))) {
    const each = Array.from({ length: months }, (_, i) => figuresOf(state.figures, last - i));
    const purchases = each.reduce((sum, figures) => sum + figures.purchases, 0);
    const spend = Math.max(
      0,
      each.reduce((sum, { spendMinor }) => sum + spendMinor, 0),
    );
    counted[`goalBuyers${months}`] = purchases > 0 ? 1 : 0;
    counted[`goalAgain${months}`] = purchases > 1 ? 1 : 0;
    counted[`goalRevenueMinor${months}`] = spend;
    counted[`goalRepeatMinor${months}`] = state.purchases > 1 ? spend : 0;
  }
  return counted;
}

/** What a goal's measure came to; undefined where the ledger does not tell it. */
export function ratioOf(goal: Goal, counted: Counted): Ratio | undefined {
  const months = monthsOf(goal);
  const figure = (name: string): number => counted[name] ?? 0;
  switch (goal.measure) {
    case 'repurchase-rate':
      return { of: figure(`goalAgain${months}`), among: figure(`goalBuyers${months}`) };
    case 'repeat-revenue-share':
      return { of: figure(`goalRepeatMinor${months}`), among: figure(`goalRevenueMinor${months}`) };
    case 'lifetime-value':
      return { of: figure('goalSpendMinor'), among: figure('goalMembers') };
    case 'churn':
      return { of: figure('goalLost'), among: figure('goalMembers') };
    case 'renewal':
      return undefined;
  }
}

/** How a figure changed, in ten thousandths of what it was; undefined where it was nothing. */
export function changeBps(before: Ratio, now: Ratio): number | undefined {
  if (before.of === 0 || before.among === 0 || now.among === 0) return undefined;
  return Math.round(((now.of / now.among) * 10_000) / (before.of / before.among)) - 10_000;
}

function monthsOf({ withinMonths }: Goal): number {
  return Math.min(withinMonths, MOST_MONTHS);
}
