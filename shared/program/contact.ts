import * as z from 'zod/mini';

const hour = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const most = z.int().check(z.gte(0), z.lte(100));

/** When and how often members are written to. */
export const contact = z.strictObject({
  /** In the member's zone; nothing that can wait is sent between them. */
  quietFrom: hour,
  quietUntil: hour,
  /** Over all channels and kinds. */
  promotionsADay: most,
  emailsADay: most,
  smsADay: most,
  smsAWeek: most,
  /** How long before points expire members are told. */
  expiryWarningDays: z._default(z.array(z.int().check(z.gte(1), z.lte(180))), [30, 7]),
  /** How long before a subscription's period ends. */
  renewalReminderDays: z._default(z.array(z.int().check(z.gte(0), z.lte(60))), [14, 7, 1]),
});

export type Contact = z.infer<typeof contact>;
