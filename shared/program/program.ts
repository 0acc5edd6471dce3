import * as z from 'zod/mini';
import { activity, activityLimits } from './activity.ts';
import { approval } from './approval.ts';
import { calendar } from './calendar.ts';
import { campaign } from './campaign.ts';
import { offer, redemption } from './catalogue.ts';
import { scores } from './condition.ts';
import { contact } from './contact.ts';
import { costs, xRules } from './cost.ts';
import { draw } from './draw.ts';
import { earningRule, orderLimits, pointsCode, profitShare, referral } from './earning.ts';
import { enrolment } from './enrolment.ts';
import { event } from './event.ts';
import { leaderboard } from './leaderboard.ts';
import { currency, currencyCode } from './money.ts';
import { ownerList } from './owner-list.ts';
import { churn, donation, goal, occasions, review, yearlyTitle } from './retention.ts';
import { reward } from './reward.ts';
import { segment } from './segment.ts';
import { statusNote } from './status-note.ts';
import { name } from './text.ts';
import { benefit, club, tier } from './tier.ts';

/** What a person may give or take by hand. */
const adjustments = z.strictObject({
  mostPoints: z.int().check(z.gte(1)),
  mostPointsADay: z.int().check(z.gte(1)),
});

function upTo<Item extends z.core.$ZodType>(most: number, item: Item) {
  return z._default(z.array(item).check(z.maxLength(most)), []);
}

/** A brand's rules. Everything that decides about a member's points, tiers and rewards is in here. */
export const programSchema = z.strictObject({
  id: name,
  /** Languages of all texts, the brand's first one first. */
  languages: z.array(z.string()).check(z.minLength(1)),
  /** IANA zone in which months begin and end. */
  timeZone: z.string(),
  baseCurrency: currencyCode,
  currencies: z.record(currencyCode, currency),
  /** Ids of products by category. */
  categories: z._default(z.record(name, z.array(z.string()).check(z.maxLength(10_000))), {}),
  earning: z.array(earningRule).check(z.minLength(1), z.maxLength(100)),
  orders: z._default(orderLimits, {}),
  /** How long an order's points are pending before they can be spent. */
  availableAfterDays: z.int().check(z.gte(0), z.lte(90)),
  /** What becomes of points that a refund would take back and that were spent. */
  overdrawn: z.enum(['debt', 'forgive']),
  activities: upTo(100, activity),
  activityLimits: z._default(activityLimits, {}),
  codes: upTo(1_000, pointsCode),
  referral: z.optional(referral),
  profitShare: z.optional(profitShare),
  redemption,
  adjustments,
  campaigns: upTo(100, campaign),
  segments: upTo(100, segment),
  catalogue: upTo(200, offer),
  draws: upTo(20, draw),
  /** Needed where a tier or a segment asks for scores. */
  scores: z.optional(scores),
  /** Lowest first. */
  tiers: z.array(tier).check(z.minLength(1), z.maxLength(20)),
  clubs: upTo(20, club),
  /** Rows of the benefits table, whose columns are the tiers. */
  benefits: upTo(50, benefit),
  rewards: z.array(reward).check(z.maxLength(200)),
  /** Rewards are given at once where nothing is said. */
  approval: z.optional(approval),
  /** Nothing takes a tier away where nothing is said. */
  review: z.optional(review),
  churn: z.optional(churn),
  occasions: z._default(occasions, { birthday: [], anniversaries: [] }),
  donation: z.optional(donation),
  titles: upTo(10, yearlyTitle),
  contact: z.optional(contact),
  /** Automatic where nothing is said. */
  enrolment: z.optional(enrolment),
  calendar: z.optional(calendar),
  events: upTo(50, event),
  statusNote: z.optional(statusNote),
  ownerList: z.optional(ownerList),
  leaderboard: z.optional(leaderboard),
  goals: upTo(20, goal),
  /** How often the operator is asked to look at the rules again. */
  reviewEveryMonths: z._default(z.int().check(z.gte(1), z.lte(24)), 3),
  costs: z.optional(costs),
  x: z.optional(xRules),
});

/** The rules as a brand writes them. */
export type ProgramDocument = z.input<typeof programSchema>;

/** The rules with everything filled in that the document leaves out. */
export type ProgramRules = z.output<typeof programSchema>;

/** The rules as the system uses them: checked, and stamped with the version entries record. */
export interface Program extends ProgramRules {
  /** `<id>@<first 8 hex digits of the document's SHA-256>`. */
  readonly version: string;
}

/** Types a program as it is written: names are completed, and what does not fit is underlined. */
export function defineProgram(document: ProgramDocument): ProgramDocument {
  return document;
}

export type { Activity } from './activity.ts';
export type { Calendar, CalendarEntry } from './calendar.ts';
export type { Campaign } from './campaign.ts';
export type { Offer } from './catalogue.ts';
export type { Scores, TierCondition } from './condition.ts';
export type { Contact } from './contact.ts';
export type { Draw, MonthlyDraw, SignInDraw } from './draw.ts';
export type { EarningRule, PointsCode, Referral, Selection } from './earning.ts';
export type { Enrolment } from './enrolment.ts';
export type { Event } from './event.ts';
export type { Leaderboard } from './leaderboard.ts';
export type { Limit } from './money.ts';
export type { OwnerList } from './owner-list.ts';
export type { Recurrence, Validity, Window } from './period.ts';
export type { Churn, Review } from './retention.ts';
export type { Coupon, Reward, RewardKind } from './reward.ts';
export type { Audience, Predicate, Segment } from './segment.ts';
export type { StatusNote } from './status-note.ts';
export type { Text } from './text.ts';
export type { Club, Tier } from './tier.ts';
