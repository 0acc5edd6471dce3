import * as z from 'zod/mini';
import { day, recurrence } from './period.ts';
import { audience } from './segment.ts';
import { name, text } from './text.ts';

const common = {
  id: name,
  about: z.enum(['education', 'value', 'offer', 'stories']),
  for: z._default(audience, {}),
  /** What is sent, one each time; after the last the first again. */
  contents: z
    .array(z.strictObject({ subject: text, body: text }))
    .check(z.minLength(1), z.maxLength(60)),
};

/** Something that members who want to hear from the brand are sent, each at their best hour. */
const entry = z.discriminatedUnion('when', [
  /** So many days after an order was paid. */
  z.strictObject({
    ...common,
    when: z.literal('after-payment'),
    days: z.int().check(z.gte(0), z.lte(365)),
  }),
  /** Each time so many days have passed, from a day on. */
  z.strictObject({
    ...common,
    when: z.literal('every-days'),
    days: z.int().check(z.gte(1), z.lte(365)),
    from: day,
  }),
  z.strictObject({ ...common, when: z.literal('recurring'), on: recurrence }),
  z.strictObject({ ...common, when: z.literal('once'), on: day }),
]);

/** What members are sent and when, besides what happens to them. */
export const calendar = z.strictObject({
  entries: z.array(entry).check(z.minLength(1), z.maxLength(100)),
  /** The most that one member is sent of offers in seven days. */
  offersAWeek: z._default(z.int().check(z.gte(1), z.lte(14)), 1),
});

export type Calendar = z.infer<typeof calendar>;
export type CalendarEntry = Calendar['entries'][number];
