import * as z from 'zod/mini';

const days = z.strictObject({ days: z.int().check(z.gte(1), z.lte(3650)) });

/** How long points live; they end at the month edge after it, so never earlier than promised. */
export const validity = z.union([
  z.strictObject({ months: z.int().check(z.gte(1), z.lte(120)) }),
  days,
]);

export type Validity = z.infer<typeof validity>;

/** How long a reward is good for. What is for life must say so. */
export const rewardValidity = z.union([days, z.literal('lifetime')]);

/**
 * Over what a condition counts. A window of months is the running month and as many before it, so
 * that nothing counts for less than was promised; the ledger keeps twelve before the running one.
 */
export const months = z.strictObject({ months: z.int().check(z.gte(1), z.lte(12)) });
export const calendarYear = z.literal('calendar-year');
export const window = z.union([z.literal('lifetime'), calendarYear, months]);

export type Window = z.infer<typeof window>;

/** A day of the program's zone. */
export const day = z.iso.date();

/** `HH:MM`. */
export const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

export const weekday = z.enum([
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
]);

/** `MM-DD`. */
const dayOfYear = z.string().check(z.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/** The days on which something happens again and again, in the program's zone. */
export const recurrence = z.discriminatedUnion('every', [
  /** The 29th to 31st fall on the last day of a shorter month. */
  z.strictObject({ every: z.literal('month'), day: z.int().check(z.gte(1), z.lte(31)) }),
  z.strictObject({
    every: z.literal('month-week'),
    week: z.union([z.int().check(z.gte(1), z.lte(4)), z.literal('last')]),
    weekday,
  }),
  z.strictObject({ every: z.literal('week'), weekday }),
  /** From one day of the year to another, both included; over the turn of the year where it is earlier. */
  z.strictObject({ every: z.literal('year'), from: dayOfYear, until: dayOfYear }),
]);

export type Recurrence = z.infer<typeof recurrence>;
