import type { Descent } from './review-explanations.ts';

/** What a message is about, as its title says it. */
export type Topic =
  | 'points'
  | 'points-expiring'
  | 'points-expired'
  | 'rewards'
  | 'win-back'
  | 'birthday'
  | 'anniversary'
  | 'tier-benefits'
  | 'tier-reached'
  | 'tier-notice'
  | 'tier-changed'
  | 'tier-lent'
  | 'renewal'
  | 'content'
  | 'event'
  | 'status';

/** What brought rewards, where it is worth saying. */
export type Occasion = 'win-back' | 'birthday' | 'anniversary' | 'tier-benefits';

/** What would keep a tier; `spend` and days as they are written in the language. */
export interface Rescue {
  readonly orders: number;
  /** What the orders must come to together; absent where any amount does. */
  readonly spend?: string;
  readonly points: number;
  readonly contribution: number;
  readonly interactions: number;
  /** The first day on which it counts, where that is not today. */
  readonly from?: string;
  readonly before: string;
}

/** A subscription whose period ends; amounts and days as they are written in the language. */
export interface Renewal {
  /** Absent where the shop does not say what is subscribed to. */
  readonly title?: string;
  readonly day: string;
  readonly renewsItself: boolean;
  readonly price?: string;
  /** What it was, where it is something else now. */
  readonly priceBefore?: string;
}

/** Something that members may come to; the day as it is written in the language. */
export interface Invitation {
  readonly name: string;
  readonly day: string;
  /** `HH:MM`. */
  readonly at: string;
  readonly where: string;
}

/** What members are told besides what stands in their ledgers, in one language. */
export interface Telling {
  readonly titles: Readonly<Record<Topic, string>>;
  pointsExpiring(points: number, day: string): string;
  pointsExpired(points: number): string;
  rewardsFor(occasion: Occasion, rewards: readonly string[]): string;
  /** Exactly what keeps a tier. */
  keep(descent: Descent, rescue: Rescue): string;
  renewal(renewal: Renewal): string;
  event(invitation: Invitation): string;
  /** Points and tier as they stand; without a tier where the member has none. */
  status(points: number, tier: string | undefined): string;
  /** Below an e-mail; `brand` is absent where the program names none. */
  readonly mail: {
    asMember(brand: string | undefined): string;
    asAgreed(brand: string | undefined): string;
    readonly endPromotions: string;
    readonly endAll: string;
    readonly open: string;
  };
  /** How a text message ends that promotes. */
  readonly stopTexts: string;
  /** The page behind the link that ends what a member is sent. */
  readonly ending: {
    readonly title: string;
    asks(channel: 'email' | 'sms', all: boolean): string;
    readonly yes: string;
    done(channel: 'email' | 'sms', all: boolean): string;
    readonly unknown: string;
  };
}
