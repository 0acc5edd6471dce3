import * as z from 'zod/mini';

/**
 * What members are told of their points and tier each month. Their page says it at any time. A
 * direct message goes only to those who wrote first and opted in.
 */
export const statusNote = z.strictObject({
  /** The day of the month, in the program's zone. */
  day: z.int().check(z.gte(1), z.lte(28)),
  channels: z.array(z.enum(['in-app', 'email', 'direct-message'])).check(z.minLength(1)),
});

export type StatusNote = z.infer<typeof statusNote>;
