import { fourTierLadder } from './presets/four-tier-ladder.ts';
import type { ProgramDocument } from './program.ts';

/** The programs that come with Perch, by the name that PERCH_PROGRAM takes. */
export const presets: Readonly<Record<string, ProgramDocument>> = {
  [fourTierLadder.id]: fourTierLadder,
};
