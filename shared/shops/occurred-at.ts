import * as z from 'zod/mini';

const toEpoch = z.transform((text: string) => Date.parse(text));

/** `2026-11-01T09:00:00+01:00` or `...Z`, as epoch milliseconds. */
export const offsetInstant = z.pipe(
  z.iso.datetime({ offset: true, error: 'is not a time with an offset' }),
  toEpoch,
);

/** `2026-11-01T08:00:00`, UTC although it does not say so, as epoch milliseconds. */
export const unmarkedUtcInstant = z.pipe(
  z.iso.datetime({ local: true, error: 'is not a time without an offset' }),
  z.transform((text: string) => Date.parse(text.endsWith('Z') ? text : `${text}Z`)),
);

/** `1793520000`, seconds since 1970, as epoch milliseconds. */
export const epochSeconds = z.pipe(
  z.string().check(z.regex(/^\d{1,11}$/, 'is not epoch seconds')),
  z.transform((text: string) => Number(text) * 1000),
);

/** `Sun, 01 Nov 2026 09:00:00 +0100`, as epoch milliseconds. */
export const rfc2822Instant = z.pipe(
  z.string().check(
    z.regex(
      /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/,
      'is not a time of RFC 2822',
    ),
    z.refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time of RFC 2822'),
  ),
  toEpoch,
);

/** For how long before receipt a shop's word is taken, in milliseconds. */
export const LONGEST_DELAY = 30 * 24 * 60 * 60 * 1000;

/**
 * When something happened in a shop, as an event's instant. A shop's word is taken for the 30 days
 * before receipt: no delivery is older for a good reason, and none comes from the future.
 *
 * @param at epoch milliseconds, by the shop
 */
export function occurredAt(at: number, receivedAt: number): string {
  const taken = Math.min(Math.max(at, receivedAt - LONGEST_DELAY), receivedAt);
  return new Date(taken).toISOString();
}
