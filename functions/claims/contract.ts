import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';

const ofMember = z.object({ member: memberId });
const lang = z.optional(z.string().check(z.maxLength(35)));
const tierChange = z.object({ before: z.nullable(z.string()), after: z.nullable(z.string()) });

const claimBody = z.strictObject({
  shop: identifier,
  /** As its buyer knows it: `#`, case and blanks around it do not matter. */
  orderNumber: identifier,
  /** The address that it was placed with. */
  email: z.string().check(z.minLength(3), z.maxLength(320)),
});

const unprovedBody = z
  .strictObject({
    shop: identifier,
    orderNumber: z.optional(identifier),
    /** The shop's own id of it, where several orders have the number. */
    orderId: z.optional(identifier),
    /** Who says so; whom the token names where nothing is said. */
    by: z.optional(identifier),
    reason: identifier,
  })
  .check(
    z.refine(
      ({ orderNumber, orderId }) => (orderNumber === undefined) !== (orderId === undefined),
      {
        path: ['orderNumber'],
        message: 'Invalid input: say either orderNumber or orderId',
      },
    ),
  );

const consentBody = z.strictObject({
  /** Of the text that was shown. */
  version: identifier,
  /** The language that it was shown in. */
  locale: z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/)),
  /** The page or the place; without anything personal in it. */
  source: z.string().check(z.minLength(1), z.maxLength(500)),
});

const enteredOrder = z.object({
  shop: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  occurredAt: instant,
  /** Id of its entry, which can be explained. */
  entry: z.string(),
  /** What it brought, with points on reaching a tier. */
  earned: z.int(),
  /** What refunds of before took back of that at once. */
  takenBack: z.int(),
  tier: tierChange,
  /** Ids of rewards that are being granted for it. */
  rewards: z.array(z.string()),
  /** Why, in words. */
  sentences: z.array(z.string()),
});

const claimAnswer = z.object({
  /** The member that it counts for, merges followed. */
  member: memberId,
  order: enteredOrder,
  /** With it, and without what came later. */
  balance: z.int(),
});

const enrolmentAnswer = z.object({
  member: memberId,
  /** When the customer became a member by agreeing to it; absent of members by buying. */
  joinedAt: z.optional(instant),
  /** The orders that had waited for it, the oldest first. */
  orders: z.array(enteredOrder),
  /** What they brought, less what refunds took back. */
  points: z.int(),
  /** Whether more of them wait: the same call goes on. */
  more: z.boolean(),
});

const taken =
  'It counts for another member, it is too late to claim it, or the customer has not joined';
const keyReused = 'The key was used for another request.';

/** How orders that are nobody's become a member's, and customers members. */
export const routes = {
  'POST /v1/members/{member}/claims': {
    summary:
      'Claim an order that names no customer, by its number and the e-mail address that it was placed with. A repeat is answered as the first was.',
    scope: 'write',
    path: ofMember,
    query: z.object({ lang }),
    headers: keyed,
    body: claimBody,
    status: 201,
    answer: claimAnswer,
    refusals: {
      404: 'There is no order of this number and address.',
      409: `${taken}.`,
      422: keyReused,
      429: 'As often as a member, or an order, may be tried in a day.',
    },
  },
  'POST /v1/members/{member}/claims/unproved': {
    summary:
      'Enter an order that is nobody’s for a member without its e-mail address, with a reason that is recorded.',
    scope: 'operate',
    path: ofMember,
    query: z.object({ lang }),
    headers: keyed,
    body: unprovedBody,
    status: 201,
    answer: claimAnswer,
    refusals: {
      404: 'There is no such order.',
      409: `${taken}; or several orders have the number (\`orders\`).`,
      422: keyReused,
    },
  },
  'POST /v1/members/{member}/enrolments': {
    summary:
      'Record that a customer agreed to be a member, and enter the orders that waited for it. A repeat is answered as the first was.',
    scope: 'write',
    path: ofMember,
    query: z.object({ lang }),
    body: z.strictObject({ consent: consentBody }),
    status: 201,
    answer: enrolmentAnswer,
    refusals: {
      404: 'Nobody agrees to become a member here, and there is no such member.',
      409: 'The program has no text to agree to, or another one by now (`version`).',
      422: 'The text is not there in that language.',
    },
  },
} as const;

export type ConsentBody = z.infer<typeof consentBody>;
export type EnteredOrder = z.infer<typeof enteredOrder>;
export type ClaimAnswer = z.infer<typeof claimAnswer>;
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswer>;
