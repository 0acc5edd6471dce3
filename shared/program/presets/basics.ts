import type { ProgramDocument } from '../program.ts';

/** Currencies of a program that counts in euros: one point for 1.00, or for 8.00 yuan. */
export const euroCurrencies: ProgramDocument['currencies'] = {
  EUR: { perPointMinor: 100, worthBaseMinor: 100 },
  USD: { perPointMinor: 100, worthBaseMinor: 100 },
  GBP: { perPointMinor: 100, worthBaseMinor: 100 },
  CNY: { perPointMinor: 800, worthBaseMinor: 100 },
};

/** The same sum in each of those currencies. */
export function euros(minor: number): Record<string, number> {
  return { EUR: minor, USD: minor, GBP: minor, CNY: 8 * minor };
}

/** Quiet nights, and few messages: three promotions a day over all channels, one e-mail, one SMS. */
export const usualContact = {
  quietFrom: '20:00',
  quietUntil: '08:00',
  promotionsADay: 3,
  emailsADay: 1,
  smsADay: 1,
  smsAWeek: 2,
};

/** No approval of rewards for actions on X, so there are none. */
export const usualX = { readOn: '2026-08-31' };

/** Both sides are rewarded once a friend's first order is two weeks old; ten friends a year. */
export const usualReferral = {
  validity: { months: 12 },
  afterDays: 14,
  friendsAYear: 10,
};

/** What a lifetime count reaches stays; a tier whose count fell through refunds is withdrawn. */
export const lifetimeReview = { demotes: false, noticeDays: 30 };

/** Each month: whoever no longer fulfils a tier is told 30 days before it is lost. */
export const monthlyReview = { demotes: true, noticeDays: 30 };
