import type { Instant } from '../time/time.ts';

/** A tier that is lent to win a member back, beside the one that is earned. It ends on its date. */
export interface Lent {
  readonly tier: string;
  readonly until: Instant;
}
