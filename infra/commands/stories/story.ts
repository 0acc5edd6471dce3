/** What a step brings, as worked out by hand from the program's rules. */
export interface Brings {
  /** Of the entries that the step makes; 0 where it makes none. */
  readonly points: number;
  /** What the customer can spend afterwards. */
  readonly balance: number;
  /** Id of the tier held afterwards. */
  readonly tier: string | null;
  /** Why it was refused, where it was. */
  readonly refused?: string;
  /** Ids of the rewards that the step gives, sorted; none where nothing is said. */
  readonly rewards?: readonly string[];
}

/** Something that a customer does, or that a shop or the brand does for one. */
export type Deed =
  | {
      readonly does: 'buys';
      /** Decimal, in major units. */
      readonly total: string;
      /** ISO 4217; the program's base currency where nothing is said. */
      readonly currency?: string;
      /** What was bought: amounts in major units by product; one product where nothing is said. */
      readonly lines?: Readonly<Record<string, string>>;
    }
  /** Money of the customer's n-th order goes back, counted from 1. */
  | { readonly does: 'returns'; readonly order: number; readonly amount: string }
  | { readonly does: 'acts'; readonly activity: string; readonly subject?: string }
  | { readonly does: 'enters'; readonly code: string }
  | { readonly does: 'pays'; readonly points: number }
  | { readonly does: 'redeems'; readonly reward: string };

/** A step of a story: when, who, what, and what comes of it. */
export interface Step {
  /** ISO duration since the step before; no time where nothing is said. */
  readonly after?: string;
  /** A customer's name within the story. */
  readonly who: string;
  readonly deed: Deed;
  readonly brings: Brings;
  /** What the step shows, in one sentence. */
  readonly shows?: string;
}

/** What a program does, told by what happens to a few customers. */
export interface Story {
  /** Id of the preset. */
  readonly preset: string;
  readonly title: string;
  /** The day of the year on which it begins, as `MM-DD`; it is told at the next such noon, UTC. */
  readonly begins: string;
  readonly steps: readonly Step[];
}
