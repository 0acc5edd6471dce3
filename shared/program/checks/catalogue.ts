import {
  longestLifeMonths,
  monthsOf,
  mostActivityPoints,
  pointsOfTypicalMonth,
} from '../earnings.ts';
import type { ProgramRules, Reward } from '../program.ts';
import { emptySlices } from './campaigns.ts';

/** Offers that nobody could pay for, and such as would undo that points expire. */
export function faultyOffers(program: ProgramRules): string[] {
  const offered = program.catalogue.map(({ reward }) => reward);
  return program.catalogue.flatMap(({ reward, points, stock }, i) => [
    // An offer is named by its reward, so that a reward has one price and one stock.
    ...(offered.indexOf(reward) < i
      ? [`catalogue.${i}.reward: "${reward}" is offered twice; keep one`]
      : []),
    ...emptySlices(`catalogue.${i}.stock`, stock),
    ...unpayable(program, `catalogue.${i}.points`, points),
    ...outlivingCoupon(program, reward),
    ...pointsForPoints(program, `catalogue.${i}.reward`, reward),
  ]);
}

/**
 * What a typical member of the best tier cannot put by before the first points of it expire is out
 * of reach for all.
 */
function unpayable(program: ProgramRules, where: string, price: number): string[] {
  const typical = pointsOfTypicalMonth(program);
  if (typical === undefined) return [];
  const multiplier = Math.max(...program.tiers.map((tier) => tier.multiplierBps)) / 10_000;
  const aMonth = typical * multiplier + mostActivityPoints(program, true);
  const life = longestLifeMonths(program);
  const most = Math.floor(aMonth * life);
  return price > most
    ? [
        `${where}: ${price} cannot be reached; a typical member of the best tier has ${most} before they expire after ${life} months; ask less, or let points live longer`,
      ]
    : [];
}

/** Points are given by what happens, not sold for points. */
function pointsForPoints({ rewards }: ProgramRules, where: string, id: string): string[] {
  const offered = rewards.find((reward) => reward.id === id);
  const parts = offered?.kind === 'pack' ? offered.of : [id];
  return rewards.some((reward) => reward.kind === 'points' && parts.includes(reward.id))
    ? [`${where}: "${id}" gives points for points; offer something else`]
    : [];
}

/** A coupon that outlives the points that it was bought with would make points that never expire. */
function outlivingCoupon(program: ProgramRules, id: string): string[] {
  const i = program.rewards.findIndex((reward) => reward.id === id);
  const reward: Reward | undefined = program.rewards[i];
  if (reward?.kind !== 'coupon') return [];
  const life = longestLifeMonths(program);
  const { validFor } = reward;
  const outlives = validFor === undefined || validFor === 'lifetime' || monthsOf(validFor) > life;
  return outlives
    ? [
        `rewards.${i}.validFor: points expire after ${life} months, and this coupon is bought with points; let it end within ${life * 30} days`,
      ]
    : [];
}
