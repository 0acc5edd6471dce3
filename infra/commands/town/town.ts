import type { BusEvent } from '../../local/bus.ts';
import type { OutboxMessage } from '../../local/outbox.ts';
import type { LocalApi } from '../local-api.ts';
import { emptyBook, type TownBook, townDoer } from './doing.ts';
import { dispatchesIn, figuresOf, type MonthFigures } from './figures.ts';
import { livesOf, type TownDeed } from './life.ts';
import { type Person, peopleOf } from './person.ts';
import type { Records } from './records.ts';

export interface TownPlan {
  readonly people: number;
  readonly days: number;
  readonly seed: number;
}

/** What a town did, and what came of it. */
export interface Town {
  readonly people: readonly Person[];
  readonly book: TownBook;
  readonly events: readonly BusEvent[];
  /** Every message that was sent. */
  readonly outbox: readonly OutboxMessage[];
  readonly begin: number;
}

/** What is told while a town lives. */
export interface TownNews {
  /** How far it is: a share of its days. */
  onDay?(done: number, now: number): void;
  /** Of each month that is over, and of the last one at the end. */
  onMonth?(month: string, figures: MonthFigures): void;
}

const DAY = 24 * 3_600_000;

/** People who do things at the same moment do so this many at a time. */
const AT_ONCE = 6;

/** Lets a town live on a host, from the next midnight on, and moves the clock along with it. */
export async function liveTown(
  perch: LocalApi,
  records: Records,
  { people: count, days, seed }: TownPlan,
  news: TownNews = {},
): Promise<Town> {
  const people = peopleOf(count, seed);
  const book = emptyBook();
  const doing = townDoer(perch, people, book);
  const begin = (Math.floor((await perch.now()) / DAY) + 1) * DAY;
  const events: BusEvent[] = [];
  const outbox: OutboxMessage[] = [];
  const told = new Set<string>();

  const tellMonths = async (until: string): Promise<void> => {
    events.push(...(await records.newEvents()));
    outbox.push(...(await records.newMessages()));
    const figures = figuresOf(events, dispatchesIn((await records.items()).values()));
    for (const [month, of] of [...figures].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      if (month >= until || told.has(month)) continue;
      told.add(month);
      news.onMonth?.(month, of);
    }
  };

  let month = monthOf(begin);
  let before = 0;
  for (const moment of moments(livesOf(people, begin, days))) {
    const [{ at }] = moment;
    if (at !== before) await perch.moveClock({ now: new Date(at).toISOString() });
    if (monthOf(at) !== month) await tellMonths(monthOf(at));
    month = monthOf(at);
    // Whoever does a second thing at that time has done the first one by then.
    if (at === before) await perch.settle();
    before = at;
    for (let from = 0; from < moment.length; from += AT_ONCE) {
      await Promise.all(moment.slice(from, from + AT_ONCE).map(doing.does));
    }
    news.onDay?.((at - begin) / (days * DAY), at);
  }
  await perch.moveClock({ now: new Date(begin + days * DAY + DAY / 2).toISOString() });
  await tellMonths('9999');
  for (const person of people) await doing.memberOf(person);
  return { people, book, events, outbox, begin };
}

type Moment = [TownDeed, ...TownDeed[]];

/** Deeds that happen at the same time, of different people each. */
function moments(deeds: readonly TownDeed[]): readonly Moment[] {
  const found: Moment[] = [];
  for (const deed of deeds) {
    const last = found.at(-1);
    const isWith = last !== undefined && last[0].at === deed.at;
    if (isWith && !last.some(({ who }) => who === deed.who)) last.push(deed);
    else found.push([deed]);
  }
  return found;
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}
