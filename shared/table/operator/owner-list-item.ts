import * as z from 'zod/mini';
import { attributesOf } from '../attributes.ts';
import type { Table } from '../table.ts';
import { operatorKeys } from './keys.ts';

const members = z.array(z.string());

/** What a shop's owner is given of a week. */
const ownerWeek = z.object({
  /** The day on which the week was over. */
  week: z.string(),
  /** ISO instants: from the one on, up to the other. */
  from: z.string(),
  to: z.string(),
  /** Who reached a tier, lowest tier first; how many, and the latest of them. */
  tiers: z.array(z.object({ tier: z.string(), count: z.int(), members })),
  /** Who bought most, the first one first; net of refunds, in minor units of the base currency. */
  buyers: z.array(z.object({ member: z.string(), orders: z.int(), spendMinor: z.int() })),
  /** For whom too long without an order or a visit was full; those who have bought most first. */
  quiet: z.object({ count: z.int(), members }),
});

export type OwnerWeek = z.infer<typeof ownerWeek>;

/** Records the list of a week; one that was recorded before stays. */
export async function writeOwnerWeek(table: Table, list: OwnerWeek): Promise<boolean> {
  const item = { ...operatorKeys.ownerList(list.week), list: JSON.stringify(list) };
  return table.put({ item, condition: 'absent' });
}

/** The list of a week, by the day on which it was over; undefined where there is none. */
export async function readOwnerWeek(table: Table, week: string): Promise<OwnerWeek | undefined> {
  const item = await table.get(operatorKeys.ownerList(week), { consistent: true });
  if (item === undefined) return undefined;
  return ownerWeek.parse(JSON.parse(attributesOf(item).text('list')));
}
