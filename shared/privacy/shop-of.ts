import { findProfile } from '../contact/profiles.ts';
import { ranges, subscriptionOf } from '../table/keys.ts';
import { readFirstEntries } from '../table/people/member-reads.ts';
import type { Table } from '../table/table.ts';

/** So many entries are looked through for an order; members begin with one, but for those imported. */
const FIRST_ENTRIES = 25;

/**
 * The shop whose customer a member's id is of. The id itself says nothing, and is of one shop for
 * ever: it is the shop that told how to reach them, or that has a subscription of theirs, or that the
 * first order came from. Undefined where nothing of these is there.
 */
export async function shopOf(table: Table, id: string): Promise<string | undefined> {
  const { shop } = await findProfile(table, id, { consistent: true });
  if (shop !== undefined) return shop;
  const [subscription] = await table.query({ ...ranges.subscriptions(id), limit: 1 });
  if (subscription !== undefined) return subscriptionOf(subscription).shop;
  const { things } = await readFirstEntries(table, id, FIRST_ENTRIES);
  return things.find((entry) => entry.kind === 'earned')?.order.shop;
}
