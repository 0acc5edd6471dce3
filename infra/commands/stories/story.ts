import type { Recurrence } from '../../../shared/program/program.ts';

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
  /** Ids of clubs that the customer is in since; none where nothing is said. */
  readonly clubs?: readonly string[];
  /** What was asked for: hundredths of a percent off, or a sum in minor units. */
  readonly says?: number;
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
      /** With the own code of this customer. */
      readonly codeOf?: string;
    }
  /** Money of the customer's n-th order goes back, counted from 1. */
  | { readonly does: 'returns'; readonly order: number; readonly amount: string }
  | {
      readonly does: 'acts';
      readonly activity: string;
      readonly subject?: string;
      /** Whether the brand says yes to it; it counts at once where nothing is said. */
      readonly approved?: true;
      /** So many, of as many subjects. */
      readonly times?: number;
    }
  /** What would come off an order of this total. */
  | { readonly does: 'asks'; readonly total: string }
  /** The customer's own coupon, or a friend with its code. */
  | { readonly does: 'uses'; readonly coupon: string; readonly friend?: string }
  /** A friend who came with the customer's code is looked at. */
  | { readonly does: 'brings'; readonly friend: string }
  /** The customer's share of what the code brought in the quarter before is settled. */
  | { readonly does: 'shares' }
  /** What orders of this month have given away so far. */
  | { readonly does: 'gives' }
  /** The month before is drawn. */
  | { readonly does: 'takes part'; readonly draw: string }
  | { readonly does: 'enters'; readonly code: string }
  | { readonly does: 'pays'; readonly points: number }
  | { readonly does: 'redeems'; readonly reward: string };

/** A step of a story: when, who, what, and what comes of it. */
export interface Step {
  /** ISO duration since the step before; no time where nothing is said. */
  readonly after?: string;
  /** Then on the next such day; today where it is one. */
  readonly on?: Recurrence;
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
