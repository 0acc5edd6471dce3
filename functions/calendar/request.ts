import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));

/** How far measuring a month's offers has come. */
const measuring = z.object({
  /** As `2026-11`. */
  month: z.string(),
  part: count,
  /** Where in the part it goes on. */
  from: z.optional(z.string()),
  /** What was counted so far. */
  so: z.optional(
    z.object({ offered: count, offeredBack: count, heldOut: count, heldOutBack: count }),
  ),
});

export type Measuring = z.infer<typeof measuring>;

/**
 * What a message asks for: to see what the day brings, to draw a month and give its prizes, or to
 * measure who came back of those who were lost in a month.
 */
export const calendarRequest = z.object({
  /** When the schedule fired. */
  scheduledFor: z.iso.datetime(),
  drawing: z.optional(
    z.object({
      draw: z.string(),
      /** As `2026-11`. */
      month: z.string(),
      /** The place among the winners from which on prizes are to be given. */
      from: z.int().check(z.gte(0)),
    }),
  ),
  measuring: z.optional(measuring),
});

export type CalendarRequest = z.infer<typeof calendarRequest>;
