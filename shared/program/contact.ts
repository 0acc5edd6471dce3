import * as z from 'zod/mini';
import { timeOfDay } from './period.ts';

const most = z.int().check(z.gte(0), z.lte(100));

/** Who writes, as members read it. */
const brand = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(60), z.regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u)),
  /** Where answers to e-mails go; to the sender where nothing is said. */
  replyTo: z.optional(z.email()),
  /** Stands in every e-mail: many laws want it in those that promote. */
  postalAddress: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
});

/** When and how often members are written to. */
export const contact = z.strictObject({
  brand: z.optional(brand),
  /** In the member's zone; nothing that can wait is sent between them. */
  quietFrom: timeOfDay,
  quietUntil: timeOfDay,
  /** Over all channels and kinds. */
  promotionsADay: most,
  emailsADay: most,
  smsADay: most,
  smsAWeek: most,
  /** How long before points expire members are told. */
  expiryWarningDays: z._default(z.array(z.int().check(z.gte(1), z.lte(180))), [30, 7]),
  /** How long before a subscription's period ends. */
  renewalReminderDays: z._default(z.array(z.int().check(z.gte(0), z.lte(60))), [14, 7, 1]),
  /**
   * How far, from 0 for not at all to 3, what a member is sent goes by what they bought, until they
   * move the slider for it. It is not personalised, and there is no slider, where nothing is said.
   */
  personalisedUnlessChosen: z.optional(z.int().check(z.gte(0), z.lte(3))),
});

export type Contact = z.infer<typeof contact>;
