import type { Program } from '../../program/program.ts';
import { type Day, daysAfter, parts, yearsAfter } from './day.ts';

/** Rewards that a day of a member's own brings, and what keeps them to once. */
export interface DueRewards {
  /** Such as `birthday:2026`, `anniversary:3`, `tier-month:gold:2026-11`: once for each member. */
  readonly occasion: string;
  /** Ids, in the order of the program. */
  readonly rewards: readonly string[];
}

/** Month and day of a birthday, as `02-29`. The year is nobody's business. */
export type Birthday = string;

/** Whether a birthday is kept on a day: that of 29 February on the 28th in years that have no 29th. */
export function isBirthday(birthday: Birthday, day: Day): boolean {
  const [year] = parts(day);
  return yearsAfter(`2000-${birthday}`, year - 2_000) === day;
}

/** The birthdays that are kept on a day: its own, and now and then that of 29 February. */
export function birthdaysOn(day: Day): readonly Birthday[] {
  return [...new Set([day.slice(5), '02-29'])].filter((birthday) => isBirthday(birthday, day));
}

/** What a birthday brings on a day. */
export function dueBirthday(
  birthday: Birthday | undefined,
  day: Day,
  { occasions }: Program,
): DueRewards | undefined {
  if (birthday === undefined || occasions.birthday.length === 0 || !isBirthday(birthday, day))
    return undefined;
  return { occasion: `birthday:${parts(day)[0]}`, rewards: occasions.birthday };
}

/** What an anniversary of joining brings on a day; several of the program's may fall on one. */
export function dueAnniversary(
  joined: Day,
  day: Day,
  { occasions }: Program,
): DueRewards | undefined {
  const years = parts(day)[0] - parts(joined)[0];
  if (years < 1 || yearsAfter(joined, years) !== day) return undefined;
  const rewards = occasions.anniversaries
    .filter((of) => (of.andLater ? years >= of.years : years === of.years))
    .flatMap((of) => of.rewards);
  return rewards.length === 0 ? undefined : { occasion: `anniversary:${years}`, rewards };
}

/**
 * What each month, and each year, in a tier brings: the month's on its first day, to whoever has the
 * tier then; the year's on the day after the tier was reached and on that day of each later year.
 *
 * @param since the day on which the tier was reached
 */
export function dueOfTier(
  { tier, since }: { readonly tier: string | null; readonly since: Day },
  day: Day,
  program: Program,
): readonly DueRewards[] {
  const held = program.tiers.find(({ id }) => id === tier);
  if (held === undefined || since >= day) return [];
  const [year, , date] = parts(day);
  const first = daysAfter(since, 1);
  const isYearly = yearsAfter(first, year - parts(first)[0]) === day;
  const due = [
    {
      occasion: `tier-month:${held.id}:${day.slice(0, 7)}`,
      rewards: date === 1 ? held.monthlyRewards : [],
    },
    { occasion: `tier-year:${held.id}:${year}`, rewards: isYearly ? held.yearlyRewards : [] },
  ];
  return due.filter(({ rewards }) => rewards.length > 0);
}

/** Whether a day begins a period of so many months, counted from January of any year they divide. */
export function beginsPeriod(day: Day, months: number): boolean {
  const [year, month, date] = parts(day);
  return date === 1 && (year * 12 + month - 1) % months === 0;
}
