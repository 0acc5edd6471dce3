import type { ClawedBackEntry, NothingEarned } from '../domain/ledger/entry.ts';
import type { Ending, Fate } from '../domain/ledger/fate.ts';
import type { NamedCause } from './award-cause.ts';
import type { ReviewExplanations } from './review-explanations.ts';

/** Why points of an order were taken back, or given back again. */
export type ClawbackReason = ClawedBackEntry['reason'];

/** What came back of a redemption, and what had expired. */
export interface CameBack {
  readonly points: number;
  readonly lapsed: number;
}

/**
 * What can be read out of a member's ledger, in one language: sentences for whoever is asked why.
 * Days and amounts of money come as they are written in it.
 */
export interface Explanations {
  /** An order that has not been placed, before what it would earn. */
  quote(amount: string, day: string): string;
  /** An order, before what it earned. */
  order(number: string, amount: string, day: string): string;
  shareOfOrder(points: number, amount: string, multiplier: string | undefined): string;
  /** The part that a rule for certain products gives on what they cost. */
  shareOfSelected(points: number, multiplier: string | undefined): string;
  /** The part that certain products bring, whatever they cost. */
  shareOfProducts(points: number): string;
  shareOfFirstPurchase(points: number): string;
  shareOfMilestone(points: number, milestone: string): string;
  /** The points that a campaign gives with any order. */
  shareOfCampaignPoints(points: number, campaign: string): string;
  campaignRewards(campaign: string): string;
  /** The part that a campaign gave beyond the tier. */
  shareOfCampaign(points: number, campaign: string, multiplier: string): string;
  shareOfTier(points: number, tier: string): string;
  /** What the brand gives away with an order, by the name of it where it still has one. */
  donated(amount: string, donation: string | undefined): string;
  nothingEarned(reason: NothingEarned): string;
  campaignExhausted(campaign: string): string;
  clawback(points: number, reason: ClawbackReason, orderNumber: string): string;
  /** Of points to be taken back, those that were not there any more. */
  owed(points: number): string;
  forgiven(points: number): string;
  /** Of points that came in, those that paid a debt first. */
  paidDebt(points: number): string;
  /** Of points that came in, those whose time was over. */
  lapsed(points: number): string;
  /** When points that came in can be spent, and until when. */
  availableFrom(points: number, day: string): string;
  expires(points: number, day: string): string;
  /** From where points went. */
  cameFrom(points: number, day: string): string;
  redeemedAtCheckout(points: number, amount: string, day: string): string;
  redeemedForReward(points: number, reward: string, cash: string | undefined, day: string): string;
  calledOff(back: CameBack, day: string): string;
  restored(back: CameBack, day: string): string;
  expired(points: number, day: string): string;
  adjusted(points: number, by: string, reason: string, day: string): string;
  /** Points given for something besides an order, or with 0 that it was recorded. */
  awarded(points: number, cause: NamedCause, day: string): string;
  /** Contribution points that came with an activity. */
  contributed(contribution: number): string;
  /** What the limits of all activities did not let in; one of the two may be 0. */
  withheld(points: number, contribution: number): string;
  imported(points: number, purchases: number, spend: string, day: string): string;
  importedTier(tier: string): string;
  merged(member: string, points: number, purchases: number, day: string): string;
  absorbed(into: string, day: string): string;
  unmerged(member: string, day: string): string;
  released(from: string, day: string): string;
  /** What became of a tier. */
  readonly reviews: ReviewExplanations;
  /** What became of the points that an entry brought. */
  fate(fate: Fate): string;
  /** The history is so long that its later part was not read. */
  fateUpTo(entries: number): string;
  /** Under which version of the program an entry was decided. */
  decidedBy(program: string): string;
}

/** The parts of a fate that are worth saying, in the order in which they are said. */
export function partsOf(fate: Fate): readonly { readonly of: Told; readonly points: number }[] {
  const order: readonly Told[] = [
    'spent',
    'takenBack',
    'adjusted',
    'expired',
    'moved',
    'pending',
    'left',
  ];
  return order.map((of) => ({ of, points: fate[of] })).filter(({ points }) => points > 0);
}

export type Told = Ending | 'pending' | 'left';
