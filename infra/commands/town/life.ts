import { type Chance, chance } from '../../../test/simulator/chance.ts';
import type { Person } from './person.ts';

/** Something that a person of the town does. Amounts are in euro cents. */
export type TownDeed = { readonly at: number; readonly who: Person } & (
  | { readonly does: 'buys'; readonly cents: number; readonly with?: string }
  /** Money of the latest order goes back. */
  | { readonly does: 'returns'; readonly shareBps: number }
  | { readonly does: 'subscribes'; readonly cents: number; readonly until: number }
  | { readonly does: 'renews'; readonly cents: number; readonly until: number }
  | { readonly does: 'cancels' }
  | { readonly does: 'visits' }
  | { readonly does: 'redeems' }
  /** Says yes to promotions, and confirms it. */
  | { readonly does: 'agrees' }
  | { readonly does: 'unsubscribes' }
);

type Doing = TownDeed extends infer Deed
  ? Deed extends unknown
    ? Omit<Deed, 'at' | 'who'>
    : never
  : never;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PERIOD = 30;

/**
 * The town's shops open every third day, at another hour each time: moving a clock costs more than
 * anything that happens meanwhile. Whoever wants something before comes the time before.
 */
const EVERY_DAYS = 3;
const HOURS = [7, 10, 13, 16, 18] as const;

/** All that the people do from an instant on, for so many days, in its order. */
export function livesOf(
  people: readonly Person[],
  begin: number,
  days: number,
): readonly TownDeed[] {
  return people
    .flatMap((person) => lifeOf(person, begin, days))
    .toSorted((one, other) => one.at - other.at || one.who.place - other.who.place);
}

/** When the shops are open that somebody wants to go to on a day. */
function openOn(day: number): number {
  const times = Math.floor(day / EVERY_DAYS);
  return times * EVERY_DAYS * DAY + (HOURS[times % HOURS.length] ?? 12) * HOUR;
}

function lifeOf(who: Person, begin: number, days: number): readonly TownDeed[] {
  const luck = chance(who.luck);
  const deeds: { readonly day: number; readonly doing: Doing }[] = [];
  const does = (day: number, doing: Doing): void => {
    if (day < days) deeds.push({ day, doing });
  };
  const buys = (day: number): void => {
    const cents = luck.between(900, 9_900);
    does(day, { does: 'buys', cents, ...(day === first && brought ? { with: brought } : {}) });
    // Later than whatever else is done on that day.
    if (day > first && luck.oneIn(15)) {
      does(day + luck.between(1, 9), { does: 'returns', shareBps: luck.pick([5_000, 10_000]) });
    }
    if (day > first + 60 && luck.oneIn(6)) does(day, { does: 'redeems' });
  };
  const brought = who.broughtBy;
  // A friend comes when whoever brings them has been there for a while.
  const first = brought === undefined ? luck.below(Math.ceil(days / 4)) : Math.ceil(days / 3);

  if (who.habit.startsWith('renews')) subscription(who, first, days, luck, does);
  else for (const day of buyingDays(who, first, days, luck)) buys(day);
  if (who.habit === 'visits') {
    for (let day = first + 5; day < days; day += luck.between(9, 20)) does(day, { does: 'visits' });
  }
  if (who.agrees) does(first + 1, { does: 'agrees' });
  if (who.agrees && luck.oneIn(5)) does(first + Math.ceil(days / 3), { does: 'unsubscribes' });
  return deeds
    .toSorted((one, other) => one.day - other.day)
    .map(({ day, doing }): TownDeed => ({ ...doing, who, at: begin + openOn(day) }));
}

/** On which days somebody buys, who bought on a first one. */
function buyingDays(
  { habit }: Person,
  first: number,
  days: number,
  luck: Chance,
): readonly number[] {
  const found: number[] = [];
  let gap = habit === 'grows' ? 55 : habit === 'fades' ? 12 : habit === 'visits' ? 70 : 20;
  const last = first + luck.between(120, 260);
  const pause = habit === 'returns' ? luck.between(100, 150) : Number.POSITIVE_INFINITY;
  let isBack = false;
  for (let day = first; day < days; ) {
    found.push(day);
    day += Math.max(5, Math.round((gap * luck.between(70, 130)) / 100));
    if (habit === 'grows') gap = Math.max(14, gap * 0.9);
    if (habit === 'fades') gap *= 1.25;
    if (habit === 'fades' && day > last) break;
    if (!isBack && day > first + pause) {
      isBack = true;
      day += luck.between(32, 55);
    }
  }
  return found;
}

function subscription(
  { habit }: Person,
  first: number,
  days: number,
  luck: Chance,
  does: (day: number, doing: Doing) => void,
): void {
  const cents = luck.pick([1_490, 1_990, 2_900]);
  let end = first + PERIOD;
  const until = (day: number): Pick<Extract<TownDeed, { does: 'renews' }>, 'until'> => ({
    until: day,
  });
  does(first, { does: 'subscribes', cents, ...until(end) });
  const periods = habit === 'renews-no-more' ? luck.between(3, 7) : Number.POSITIVE_INFINITY;
  for (let i = 1; end < days; i++) {
    if (i >= periods) {
      // The shop ends what was not paid for.
      does(end + 2, { does: 'cancels' });
      return;
    }
    const before = habit === 'renews-early' ? luck.between(4, 12) : luck.between(0, 1);
    end += PERIOD;
    does(end - PERIOD - before, { does: 'renews', cents, ...until(end) });
  }
}
