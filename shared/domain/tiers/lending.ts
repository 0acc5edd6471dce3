import type { Program } from '../../program/program.ts';
import type { Instant } from '../time/time.ts';
import type { Lent } from './lent.ts';
import { rankOf } from './tier.ts';

/** The tier whose benefits a member has at an instant: the one earned, or a higher one that is lent. */
export function tierWithLent(
  program: Program,
  { tier, lent }: { readonly tier: string | null; readonly lent: Lent | null },
  now: Instant,
): string | null {
  if (lent === null || lent.until <= now) return tier;
  return rankOf(program, lent.tier) > rankOf(program, tier) ? lent.tier : tier;
}

/** Whether two loans are one. */
export function isSame(one: Lent | null, other: Lent | null): boolean {
  return one?.tier === other?.tier && one?.until === other?.until;
}
