import { fourTierLadder } from './presets/four-tier-ladder.ts';
import { pointsClub } from './presets/points-club.ts';
import { rfmMembership } from './presets/rfm-membership.ts';
import { serviceTiers } from './presets/service-tiers.ts';
import { smallShop } from './presets/small-shop.ts';
import type { ProgramDocument } from './program.ts';

/** The programs that come with Perch, by the name that PERCH_PROGRAM takes. */
export const presets: Readonly<Record<string, ProgramDocument>> = Object.fromEntries(
  [fourTierLadder, pointsClub, serviceTiers, rfmMembership, smallShop].map((preset) => [
    preset.id,
    preset,
  ]),
);
