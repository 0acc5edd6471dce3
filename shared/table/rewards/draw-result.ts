import type { Entrant, Prize, Winner } from '../../domain/rewards/draw.ts';
import { attributesOf } from '../attributes.ts';
import { keys } from '../keys.ts';
import type { Item, Table } from '../table.ts';

/** The rules that a month is drawn by: those of the moment when it was first asked to be drawn. */
export interface DrawRules {
  readonly prizes: readonly Prize[];
  /** Version of the program that they stand in. */
  readonly program: string;
  /** When it was drawn, as an ISO instant. */
  readonly ranAt: string;
}

/** What came of a draw's month. */
export interface DrawResult extends DrawRules {
  readonly seed: string;
  readonly listHash: string;
  /** How many people took part, with how many entries, and how many of them won. */
  readonly entrants: number;
  readonly entries: number;
  readonly winners: number;
}

/** A winner, with what the public list does not say: who it is. */
export interface KnownWinner extends Winner {
  readonly person: string;
  readonly isMember: boolean;
}

/** So many are in one item: far below what an item may hold. */
const PAGE = 1_000;

/** Settles the rules of a month: those that were settled first are the ones. */
export async function settleRules(
  table: Table,
  draw: string,
  month: string,
  rules: DrawRules,
): Promise<DrawRules> {
  const key = keys.drawRules(draw, month);
  await table.put({ item: { ...key, ...rulesAttributes(rules) }, condition: 'absent' });
  const settled = await table.get(key, { consistent: true });
  if (settled === undefined) throw new Error(`the rules of ${draw} ${month} are gone`);
  return readRules(settled);
}

/**
 * Records a drawn month: pages first and the result last, so that where there is a result there is
 * all of it. What is recorded already is the same, for closed list, rules and seed decide it.
 */
export async function recordResult(
  table: Table,
  draw: string,
  month: string,
  {
    result,
    list,
    winners,
  }: {
    readonly result: DrawResult;
    readonly list: readonly Entrant[];
    readonly winners: readonly KnownWinner[];
  },
): Promise<void> {
  const pages = [
    ...pagesOf(list).map((page, i) => ({
      ...keys.drawPage(draw, month, 'LIST', i),
      entrants: page.map(({ entrant }) => entrant),
      entries: page.map(({ entries }) => entries),
    })),
    ...pagesOf(winners).map((page, i) => ({
      ...keys.drawPage(draw, month, 'WON', i),
      entrants: page.map(({ entrant }) => entrant),
      rewards: page.map(({ reward }) => reward),
      people: page.map(({ person }) => person),
      members: page.map(({ isMember }) => (isMember ? 1 : 0)),
    })),
  ];
  for (const item of pages) await table.put({ item, condition: 'absent' });
  const { seed, listHash, entrants, entries, winners: won } = result;
  const item = {
    ...keys.drawResult(draw, month),
    ...rulesAttributes(result),
    seed,
    listHash,
    entrants,
    entries,
    winners: won,
  };
  await table.put({ item, condition: 'absent' });
}

export async function readResult(
  table: Table,
  draw: string,
  month: string,
): Promise<DrawResult | undefined> {
  const item = await table.get(keys.drawResult(draw, month), { consistent: true });
  if (item === undefined) return undefined;
  const read = attributesOf(item);
  return {
    ...readRules(item),
    seed: read.text('seed'),
    listHash: read.text('listHash'),
    entrants: read.number('entrants'),
    entries: read.number('entries'),
    winners: read.number('winners'),
  };
}

/** Notes that all prizes of a drawn month have been given; done again it changes nothing. */
export async function markGiven(table: Table, draw: string, month: string): Promise<void> {
  await table.put({ item: { ...keys.drawGiven(draw, month) }, condition: 'absent' });
}

/** How far a draw's month is: not drawn, drawn, or all its prizes have been given too. */
export type Drawn = 'not' | 'drawn' | 'given';

/** How far months of draws are, at most fifty of them; one that got further a moment ago may be behind. */
export async function readDrawn(
  table: Pick<Table, 'getMany'>,
  months: readonly { readonly draw: string; readonly month: string }[],
): Promise<readonly Drawn[]> {
  const found = await table.getMany([
    ...months.map(({ draw, month }) => keys.drawResult(draw, month)),
    ...months.map(({ draw, month }) => keys.drawGiven(draw, month)),
  ]);
  return months.map((_, i) => {
    if (found[months.length + i] !== undefined) return 'given';
    return found[i] === undefined ? 'not' : 'drawn';
  });
}

/** Of the closed list, in its order, those from a place on. */
export function readList(table: Table, draw: string, month: string, from: number, limit: number) {
  const key = (page: number) => keys.drawPage(draw, month, 'LIST', page);
  return readRange<Entrant>(table, key, { from, limit }, (item) => {
    const read = attributesOf(item);
    const entries = read.numbers('entries');
    return read.texts('entrants').map((entrant, i) => ({ entrant, entries: entries[i] ?? 0 }));
  });
}

/** Of the winners, in the order in which they were drawn, those from a place on. */
export function readWinners(
  table: Table,
  draw: string,
  month: string,
  from: number,
  limit: number,
) {
  const key = (page: number) => keys.drawPage(draw, month, 'WON', page);
  return readRange<KnownWinner>(table, key, { from, limit }, (item) => {
    const read = attributesOf(item);
    const [rewards, people, members] = [
      read.texts('rewards'),
      read.texts('people'),
      read.numbers('members'),
    ];
    return read.texts('entrants').map((entrant, i) => ({
      entrant,
      reward: rewards[i] ?? '',
      person: people[i] ?? '',
      isMember: members[i] === 1,
    }));
  });
}

async function readRange<Thing>(
  table: Table,
  key: (page: number) => ReturnType<typeof keys.drawPage>,
  { from, limit }: { readonly from: number; readonly limit: number },
  read: (item: Item) => readonly Thing[],
): Promise<readonly Thing[]> {
  const things: Thing[] = [];
  const first = Math.floor(from / PAGE);
  for (let page = first; page * PAGE < from + limit; page++) {
    // A run reads what it has just recorded.
    const item = await table.get(key(page), { consistent: true });
    if (item === undefined) break;
    things.push(...read(item));
  }
  return things.slice(from - first * PAGE, from - first * PAGE + limit);
}

function pagesOf<Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] {
  const count = Math.ceil(things.length / PAGE);
  return Array.from({ length: count }, (_, i) => things.slice(i * PAGE, (i + 1) * PAGE));
}

function rulesAttributes({ prizes, program, ranAt }: DrawRules) {
  return {
    prizes: prizes.map(({ reward }) => reward),
    places: prizes.map(({ winners }) => winners),
    program,
    ranAt,
  };
}

function readRules(item: Item): DrawRules {
  const read = attributesOf(item);
  const places = read.numbers('places');
  return {
    prizes: read.texts('prizes').map((reward, i) => ({ reward, winners: places[i] ?? 0 })),
    program: read.text('program'),
    ranAt: read.text('ranAt'),
  };
}
