import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

type Campaigns = NonNullable<ProgramDocument['campaigns']>;

/** The 8th of each month: 2% more off, except on Diamond's discount. */
export const memberDay: Campaigns[number] = {
  id: 'member-day',
  name: both('Member day', '会员日'),
  from: '2026-01-01',
  until: '2030-12-31',
  on: { every: 'month', day: 8 },
  gives: { kind: 'discount', discountBps: 200, stacks: true },
  for: { upToTier: 'gold' },
};

/** The campaigns of a year's seasons; winter lasts into the next year. */
export function seasonsOf(year: number): Campaigns {
  return [
    {
      id: `summer-${year}`,
      name: both(`Summer ${year}: sunscreen`, `${year} 年夏季：防晒优惠`),
      from: `${year}-06-01`,
      until: `${year}-08-31`,
      gives: { kind: 'discount', discountBps: 1_000 },
      of: { categories: ['sunscreen'] },
    },
    {
      id: `double-11-${year}`,
      name: both(`Double 11 ${year}: five times the points`, `${year} 年双 11：五倍积分`),
      from: `${year}-11-01`,
      until: `${year}-11-11`,
      gives: { kind: 'multiplier', multiplierBps: 50_000 },
      for: { fromTier: 'gold' },
      budget: { points: { units: 2_000_000, slices: 32 } },
    },
    {
      id: `winter-${year}`,
      name: both(`Winter ${year}: double points on warm goods`, `${year} 年冬季：保暖商品双倍积分`),
      from: `${year}-12-01`,
      until: `${year + 1}-02-28`,
      gives: { kind: 'multiplier', multiplierBps: 20_000 },
      of: { categories: ['warm-goods'] },
    },
    {
      id: `christmas-${year}`,
      name: both(`Christmas ${year}`, `${year} 年圣诞礼包`),
      from: `${year}-12-20`,
      until: `${year}-12-26`,
      gives: { kind: 'rewards', rewards: ['christmas-pack'] },
    },
  ];
}
