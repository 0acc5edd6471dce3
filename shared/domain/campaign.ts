import type { Campaign, Program } from '../program/program.ts';
import { type Instant, localDay } from './time.ts';

/** Id of the cap that a campaign's budget is. */
export function budgetOf(campaign: Campaign): string {
  return `campaign:${campaign.id}`;
}

/** The campaign that multiplies most on the day of an order, if it does more than the tier. */
export function bestCampaign(
  program: Program,
  occurredAt: Instant,
  tierBps: number,
): Campaign | undefined {
  const better = program.campaigns.filter(({ multiplierBps }) => multiplierBps > tierBps);
  if (better.length === 0) return undefined;
  const day = localDay(occurredAt, program.timeZone);
  return better
    .filter(({ from, until }) => from <= day && day <= until)
    .sort((a, b) => b.multiplierBps - a.multiplierBps)[0];
}
