import type { Threat } from '../domain/tiers/notice.ts';
import type { Missing } from './missing.ts';

/** A tier, by name, and the one below; without that the lowest one goes. */
export interface Descent {
  readonly from: string;
  readonly to: string | undefined;
}

/** What a ledger tells of a tier that goes or is lent, in one language. */
export interface ReviewExplanations {
  /** A notice: what would keep the tier until the day on which it goes; undefined where nothing can. */
  notice(descent: Descent, wanted: readonly Missing[] | undefined, day: string): string;
  threat(threat: Threat): string;
  demoted(descent: Descent, why: 'paths' | 'falling', day: string): string;
  withdrawn(descent: Descent, day: string): string;
  lent(tier: string, until: string): string;
  returned(tier: string, day: string): string;
}
