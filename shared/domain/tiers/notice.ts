import type { Month } from '../time/time.ts';
import type { Way } from './way.ts';

/** What costs a tier unless something is done: that no path holds, orders that fall, refunds. */
export type Threat = 'paths' | 'falling' | 'refunds';

/** What a member was told: that this tier goes with the review of this month, and why. */
export interface Notice {
  readonly tier: string;
  readonly month: Month;
  readonly threats: readonly Threat[];
}

/** A notice to give, with what would keep the tier. */
export interface DueNotice extends Notice {
  /** The tier below. */
  readonly to: string | null;
  /** Undefined where nothing that can be done in the time that is left keeps the tier. */
  readonly way: Way | undefined;
}
