import type { TierCondition } from '../program/program.ts';

/** What a condition of a tier still wants; spend as an amount of the base currency, written out. */
export interface Missing {
  readonly measure: TierCondition['measure'];
  readonly missing: number;
  readonly amount: string;
}
