import type { ProgramRules } from '../program.ts';

/** Cuts that do not rise leave a score that nobody has. */
export function faultyScores({ scores }: ProgramRules): string[] {
  return Object.entries(scores ?? {}).flatMap(([of, cuts]) =>
    cuts.flatMap((cut, i) => {
      const before = cuts[i - 1];
      return before !== undefined && cut <= before
        ? [`scores.${of}.${i}: ${cut} does not exceed ${before} before it; cuts must rise`]
        : [];
    }),
  );
}
