import type {
  Leaderboard,
  StatusNote,
  TierCondition,
  Validity,
  Window,
} from '../program/program.ts';

export type LeaderboardMeasure = Leaderboard['by'];
export type StatusChannel = StatusNote['channels'][number];

/** The sentences of a program's terms in one language. Amounts and names come in written out. */
export interface TermsWords {
  readonly title: string;
  version(version: string): string;
  readonly tiers: string;
  readonly benefits: string;
  readonly scores: string;
  readonly keeping: string;
  readonly points: string;
  readonly activities: string;
  readonly catalogue: string;
  readonly campaigns: string;
  readonly draws: string;
  readonly coupons: string;
  readonly joining: string;
  readonly hearing: string;
  readonly onX: string;
  readonly none: string;
  /** What stands between two sentences. */
  readonly between: string;
  tier(name: string, reached: string): string;
  /** Of one path the conditions, of several the paths. */
  all(conditions: readonly string[]): string;
  any(paths: readonly string[]): string;
  condition(condition: TierCondition, amount: string): string;
  within(window: Window): string;
  times(multiplier: number): string;
  off(percent: number): string;
  pointsOnReaching(points: number, validity: Validity): string;
  brings(rewards: readonly string[]): string;
  lasts(validity: Validity): string;
  scoreRow: Readonly<Record<'recencyDays' | 'purchases' | 'spendMinor', string>>;
  atMost(value: string): string;
  promoted(): string;
  keeps(tier: string, how: string): string;
  neverLost(): string;
  demoted(noticeDays: number, graceMonths: number): string;
  falling(months: number, tier: string): string;
  withdrawn(): string;
  earns(amount: string): string;
  worth(amount: string): string;
  mostOfOrder(percent: number): string;
  expires(months: string): string;
  pending(days: number): string;
  firstPurchase(points: number): string;
  milestone(name: string, points: number): string;
  multiplied(): string;
  refunded(debt: boolean): string;
  activity(name: string, points: number, contribution: number): string;
  limits(aDay?: number, aMonth?: number): string;
  referral(member: number, friend: number, days: number, aYear: number): string;
  offer(name: string, points: number, cash?: string): string;
  fromTier(tier: string): string;
  campaign(name: string, from: string, until: string): string;
  /** What can take off more than this waits for a person's yes. */
  couponsWait(amount: string): string;
  joinsWithOrder(): string;
  joinsByConsent(ordersWaitDays: number): string;
  consent(version: string, text: string): string;
  claims(days: number): string;
  leaderboard(by: LeaderboardMeasure, window: Window, places: number): string;
  statusNote(day: number, channels: readonly StatusChannel[]): string;
  promotions(aDay: number): string;
  offers(aWeek: number): string;
  slider(degree: number): string;
  minimumAge(age: number): string;
  prize(name: string, winners?: number, chanceBps?: number): string;
  xNothing(): string;
  xApproved(approval: string): string;
}
