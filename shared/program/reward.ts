import * as z from 'zod/mini';
import { selection } from './earning.ts';
import { amounts, costMinor, points, shareBps } from './money.ts';
import { day, rewardValidity, validity } from './period.ts';
import { drawId, name, rewardId, text } from './text.ts';

const common = {
  id: name,
  name: text,
  description: z.optional(text),
  /** What giving it once costs the brand. */
  costMinor,
  /**
   * Whether it is given once in a lifetime, or each time that something brings it. What is redeemed
   * for points is given each time.
   */
  gives: z._default(z.enum(['once', 'each-time']), 'once'),
  /** How long it is good for once it is given; for life where nothing is said. */
  validFor: z.optional(rewardValidity),
};

/** A code that a shop checks and marks used. */
const coupon = z.strictObject({
  ...common,
  kind: z.literal('coupon'),
  worth: z.union([
    z.strictObject({ discountBps: shareBps }),
    z.strictObject({ amountMinor: amounts }),
  ]),
  /** What an order must reach. */
  minimumMinor: z.optional(amounts),
  of: z.optional(selection),
  /** How often its owner may use it. */
  uses: z._default(z.int().check(z.gte(1), z.lte(1_000)), 1),
  /** With how many friends it can be shared, who may use it once each. */
  friends: z._default(z.int().check(z.gte(0), z.lte(100)), 0),
});

/** What a coupon promises when it is given. */
export const couponTerms = z.pick(coupon, {
  worth: true,
  minimumMinor: true,
  of: true,
  uses: true,
  friends: true,
});

/** What a reward is. */
export const reward = z.discriminatedUnion('kind', [
  /** Something to show: a mark, a tag, a title. */
  z.strictObject({ ...common, kind: z.literal('badge'), hashtag: z.optional(z.string()) }),
  z.strictObject({ ...common, kind: z.literal('title') }),
  /** Something that a member may: support with a promise, early access, content, a community. */
  z.strictObject({
    ...common,
    kind: z.literal('entitlement'),
    /** Shown to those alone who hold it. */
    link: z.optional(z.url()),
    /** Within how long support answers. */
    answerMinutes: z.optional(z.int().check(z.gte(1))),
    /** How long before everybody else. */
    daysAhead: z.optional(z.int().check(z.gte(1), z.lte(365))),
  }),
  coupon,
  /** Points, as shares of their own. */
  z.strictObject({ ...common, kind: z.literal('points'), points, pointsValidity: validity }),
  /** Money back as store credit, which the shop pays out. */
  z.strictObject({ ...common, kind: z.literal('credit'), amountMinor: amounts }),
  /** A thing that is made or sent: a gift, merchandise, something customised. */
  z.strictObject({
    ...common,
    kind: z.literal('item'),
    personalised: z._default(z.boolean(), false),
  }),
  /** A place at an event. */
  z.strictObject({ ...common, kind: z.literal('place'), event: text, on: z.optional(day) }),
  z.strictObject({
    ...common,
    kind: z.literal('draw-entry'),
    draw: drawId,
    entries: z.int().check(z.gte(1), z.lte(100)),
  }),
  /** What the brand gives to others. */
  z.strictObject({ ...common, kind: z.literal('donation'), to: text }),
  /** Several rewards as one: each part is given whenever the pack is, as often as that is. */
  z.strictObject({
    ...common,
    kind: z.literal('pack'),
    of: z.array(rewardId).check(z.minLength(1), z.maxLength(10)),
  }),
]);

export type Reward = z.infer<typeof reward>;
export type RewardKind = Reward['kind'];
export type Coupon = Extract<Reward, { kind: 'coupon' }>;
