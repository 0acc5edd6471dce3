import * as z from 'zod/mini';
import { day, recurrence, timeOfDay } from './period.ts';
import { audience } from './segment.ts';
import { name, rewardId, text } from './text.ts';

/** A salon, a launch, questions and answers with the makers: on a day, or again and again. */
export const event = z.strictObject({
  id: name,
  name: text,
  on: z.union([day, recurrence]),
  /** In the program's zone. */
  at: timeOfDay,
  /** An address, or how to come in. */
  where: text,
  for: z._default(audience, {}),
  /** The reward that is a place at it; whoever it is for may come where there is none. */
  place: z.optional(rewardId),
  /** How many days before it those who may come, or have a place, are reminded. */
  remindDays: z._default(z.array(z.int().check(z.gte(0), z.lte(60))).check(z.maxLength(5)), [7, 1]),
});

export type Event = z.infer<typeof event>;
