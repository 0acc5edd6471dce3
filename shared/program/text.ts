import * as z from 'zod/mini';

/** A text in each of the program's languages, by BCP 47 tag. */
export const text = z.record(z.string(), z.string().check(z.minLength(1), z.maxLength(2_000)));

/** Text by language tag. */
export type Text = z.infer<typeof text>;

/** An id: lower-case words joined by hyphens. */
export const name = id();

/** Ids of what stands elsewhere in the document. Each must be found there. */
export const tierId = id();
export const rewardId = id();
export const segmentId = id();
export const drawId = id();
export const categoryId = id();
export const benefitId = id();

function id() {
  return z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));
}
