import type { Instant } from '../time/time.ts';

/** What would keep a tier: all of it, done between the two instants. */
export interface Way {
  /** How many orders, at least. */
  readonly orders: number;
  /** What they must come to together, in minor units of the base currency; 0 where any amount does. */
  readonly spendMinor: number;
  /** Points that orders must earn. */
  readonly points: number;
  readonly contribution: number;
  readonly interactions: number;
  readonly from: Instant;
  readonly before: Instant;
}
