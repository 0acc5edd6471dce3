import { type Key, keys, ranges } from '../keys.ts';
import type { Item, TableReader } from '../table.ts';

/** What a member's own items are; `other` is what nobody has named here. */
export type MemberItemKind =
  | 'state'
  | 'profile'
  | 'consent'
  | 'grant'
  | 'subscription'
  | 'message'
  | 'delivery'
  | 'promotion-count'
  | 'referral'
  | 'friend'
  | 'brought-order'
  | 'profit-share'
  | 'other';

/** The word that a sort key begins with. */
const wordOf = (sort: string): string => sort.split('#', 1)[0] ?? '';

const kinds: ReadonlyMap<string, MemberItemKind> = new Map([
  [wordOf(keys.state('').SK), 'state'],
  [wordOf(keys.profile('').SK), 'profile'],
  [wordOf(ranges.consents('').from), 'consent'],
  [wordOf(ranges.grants('').from), 'grant'],
  [wordOf(ranges.subscriptions('').from), 'subscription'],
  [wordOf(ranges.messages('').from), 'message'],
  [wordOf(ranges.dispatches('').from), 'delivery'],
  [wordOf(keys.contacts('', '', '').SK), 'promotion-count'],
  [wordOf(keys.referral('').SK), 'referral'],
  [wordOf(ranges.friends('').from), 'friend'],
  [wordOf(ranges.brought('', '').from), 'brought-order'],
  [wordOf(keys.profitShare('', '').SK), 'profit-share'],
]);

export function kindOfMemberItem({ SK }: Key): MemberItemKind {
  return kinds.get(wordOf(SK)) ?? 'other';
}

/** As many items as one read brings, unless they come to more than 1 MB. */
const AT_ONCE = 100;

/**
 * A part of all that stands under a member's id, of whatever kind, in the order of its sort keys:
 * what comes behind a sort key. Only where nothing comes behind it is it all.
 */
export async function readMemberItems(
  table: TableReader,
  id: string,
  behind?: string,
): Promise<readonly Item[]> {
  // A range includes where it begins: the last one of those before.
  const found = await table.query({
    partition: keys.state(id).PK,
    ...(behind === undefined ? {} : { from: behind }),
    consistent: true,
    limit: AT_ONCE,
  });
  return found.filter(({ SK }) => SK !== behind);
}

/** Goes through all that stands under a member's id; what `act` removes meanwhile is no matter. */
export async function eachMemberItem(
  table: TableReader,
  id: string,
  act: (item: Item, kind: MemberItemKind) => Promise<void> | void,
): Promise<void> {
  let behind: string | undefined;
  for (;;) {
    const items = await readMemberItems(table, id, behind);
    behind = items.at(-1)?.SK;
    if (behind === undefined) return;
    await Promise.all(items.map((item) => act(item, kindOfMemberItem(item))));
  }
}
