import type { Club, Program } from '../../program/program.ts';
import { distance, type Standing } from './tier.ts';

/**
 * The clubs that somebody is in now: of each, one path holds in full. Nothing is written when it
 * begins to hold or ceases to, so that a program can change its clubs at any time.
 */
export function clubsOf(program: Program, standing: Standing): readonly Club[] {
  return program.clubs.filter(({ reach }) =>
    reach.some((path) =>
      path.every((condition) => distance(condition, standing, program.scores).missing === 0),
    ),
  );
}
