import type { Campaign } from '../../program/program.ts';
import { isAmong } from '../tiers/member-share.ts';
import { isFor } from '../tiers/segment.ts';
import { localDay } from '../time/time.ts';
import { fallsOn } from './recurrence.ts';
import { type Checkout, reaches } from './sale.ts';

/** As many campaigns as apply to one order: each may add to its transaction. */
const MOST_CAMPAIGNS = 20;

/** Id of the cap that a campaign's budget of points is, and of the shares that it gives. */
export function budgetOf({ id }: Pick<Campaign, 'id'>): string {
  return `campaign:${id}`;
}

/** Id of the cap that a campaign's budget for rewards is. */
export function costBudgetOf({ id }: Campaign): string {
  return `campaign-cost:${id}`;
}

/** The campaigns that hold for an order: on its day, for its buyer, and for what it is made of. */
export function campaignsFor(sale: Checkout): readonly Campaign[] {
  const { campaigns, timeZone } = sale.program;
  if (campaigns.length === 0) return campaigns;
  const day = localDay(sale.occurredAt, timeZone);
  const holding: Campaign[] = [];
  for (const campaign of campaigns) {
    if (holding.length === MOST_CAMPAIGNS) break;
    if (holdsFor(campaign, sale, day)) holding.push(campaign);
  }
  return holding;
}

/** The cheapest questions come first: most campaigns are not of the day. */
function holdsFor(campaign: Campaign, sale: Checkout, day: string): boolean {
  const { order, basket, state, belongs, program } = sale;
  return (
    campaign.from <= day &&
    day <= campaign.until &&
    (campaign.on === undefined || fallsOn(campaign.on, day)) &&
    reaches(order, campaign.minimumMinor) &&
    (campaign.of === undefined || basket.has(campaign.of)) &&
    isFor(campaign.for, state.tier, belongs, program) &&
    isStarted(campaign, sale, day)
  );
}

/** Whether a campaign has come to a member yet: it may begin with a part of those it is for. */
function isStarted({ pilot }: Campaign, { state, belongs }: Checkout, day: string): boolean {
  const stage = pilot.find(({ until }) => day < until);
  if (stage === undefined) return true;
  const { segments, shareBps } = stage;
  return (
    (segments === undefined || segments.some((segment) => belongs(segment))) &&
    (shareBps === undefined || isAmong(state.member, shareBps))
  );
}
