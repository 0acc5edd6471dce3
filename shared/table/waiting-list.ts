import type { Item, Query, Table } from './table.ts';

/** How long a list still holds what does not wait any more: DynamoDB takes it away some time later. */
const LISTED_SECONDS = 86_400;

/** As many pages of a partition as one reading goes through for what waits. */
const MOST_PAGES = 20;
const PAGE = 100;

/** On an item of a list: 0 while it waits, 1 once it has been decided. */
export const DECIDED = 'revision';

/** When DynamoDB may take an item off its list that was decided at an instant, in epoch seconds. */
export function offListAt(decidedAt: number): number {
  return Math.floor(decidedAt / 1000) + LISTED_SECONDS;
}

/** A part of a list of what waits; `next` is the sort key at which the rest of it begins. */
export interface WaitingPage {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** What waits in these partitions, whose sort keys begin with a time: the oldest first. */
export async function readWaiting(
  table: Table,
  partitions: readonly Query[],
  limit: number,
  from?: string,
): Promise<WaitingPage> {
  const parts = await Promise.all(
    partitions.map((partition) => readPart(table, partition, limit, from)),
  );
  // Behind the place where a partition was left, others cannot be put in order yet.
  const known = parts.flatMap(({ leftAt }) => (leftAt === undefined ? [] : [leftAt])).sort()[0];
  const items = parts
    .flatMap((part) => part.items)
    .filter(({ SK }) => known === undefined || SK < known)
    .sort((a, b) => (a.SK < b.SK ? -1 : 1));
  const next = items[limit]?.SK ?? known;
  return { items: items.slice(0, limit), ...(next === undefined ? {} : { next }) };
}

interface Part {
  readonly items: readonly Item[];
  /** The sort key up to which it was read, where there is more. */
  readonly leftAt?: string;
}

async function readPart(
  table: Table,
  partition: Query,
  limit: number,
  from: string | undefined,
): Promise<Part> {
  const items: Item[] = [];
  let next = from;
  for (let page = 0; page < MOST_PAGES; page++) {
    const range = next === undefined ? partition : { ...partition, from: next };
    const found = await table.query({ ...range, consistent: true, limit: PAGE });
    const last = found.at(-1);
    // A range includes where it begins: what ends this page begins the next one.
    const more = found.length === PAGE;
    items.push(...(more ? found.slice(0, -1) : found).filter((item) => item[DECIDED] === 0));
    if (!more || last === undefined) return { items };
    next = last.SK;
    if (items.length > limit) break;
  }
  return { items, ...(next === undefined ? {} : { leftAt: next }) };
}
