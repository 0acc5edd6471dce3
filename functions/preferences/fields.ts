import * as z from 'zod/mini';
import { isTimeZone } from '../../shared/domain/time/zone.ts';

/** An IANA zone, which knows its summer time; an offset does not. */
export const timeZone = z
  .string()
  .check(
    z.maxLength(50),
    z.refine(isTimeZone, 'Invalid time zone: not an IANA time zone such as Europe/Berlin'),
  );

/** `1990-11-05`, or `--11-05` where the year is nobody's business. */
export const birthday = z
  .string()
  .check(
    z.refine(
      isBirthday,
      'Invalid birthday: not a day such as 1990-11-05, or --11-05 without the year',
    ),
  );

function isBirthday(text: string): boolean {
  if (!/^(?:(?:19|20)\d\d|-)-\d\d-\d\d$/.test(text)) return false;
  // A year that has a 29 February stands for none.
  const day = text.startsWith('-') ? `2000${text.slice(1)}` : text;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** A name that others see: one line. */
export const displayName = z
  .string()
  .check(z.minLength(1), z.maxLength(50), z.regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u));
