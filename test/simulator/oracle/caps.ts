import type { Program } from '../../../shared/program/program.ts';
import { holds } from './violation.ts';

/** Counts what was used of everything limited. */
export interface Caps {
  /** A use, or with negative units one given back. */
  use(cap: string, units: number): void;
  /** Whether a claim may be refused: were there this much and more in every part, it may not. */
  mayRefuse(cap: string, units: number): boolean;
  /** How often something was given back. */
  givenBack(cap: string): number;
}

export function caps(program: Program): Caps {
  const used = new Map<string, number>();
  const givenBack = new Map<string, number>();
  return {
    use(cap, units) {
      const after = (used.get(cap) ?? 0) + units;
      const limit = limitOf(cap, program).units;
      holds(after >= 0 && after <= limit, `${after} of ${limit} were used of ${cap}`);
      used.set(cap, after);
      if (units < 0) givenBack.set(cap, (givenBack.get(cap) ?? 0) + 1);
    },
    mayRefuse(cap, units) {
      const { units: limit, slices } = limitOf(cap, program);
      // With as much free as all parts need together, one of them has room.
      return limit - (used.get(cap) ?? 0) < units * slices;
    },
    givenBack: (cap) => givenBack.get(cap) ?? 0,
  };
}

/** The limit that the program sets, and into how many parts it may be divided. */
function limitOf(cap: string, program: Program): { units: number; slices: number } {
  const [kind, id] = cap.split(':');
  const limit =
    kind === 'campaign'
      ? program.campaigns.find((campaign) => campaign.id === id)?.budget?.points
      : kind === 'stock'
        ? program.catalogue.find((offer) => offer.reward === id)?.stock
        : { units: program.adjustments.mostPointsADay, slices: 1 };
  if (limit === undefined) throw new Error(`nothing limits ${cap}`);
  return { units: limit.units, slices: limit.slices ?? (limit.units < 100 ? 1 : 8) };
}
