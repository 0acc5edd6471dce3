import { openProfile } from '../contact/profiles.ts';
import type { Instant } from '../domain/time/time.ts';
import { readState } from '../table/ledger/state-item.ts';
import { readOrder } from '../table/orders/order-record.ts';
import { readConsentRecord } from '../table/people/consent-item.ts';
import { readDispatch } from '../table/people/dispatch-item.ts';
import {
  kindOfMemberItem,
  type MemberItemKind,
  readMemberItems,
} from '../table/people/member-items.ts';
import { readEntriesFrom } from '../table/people/member-reads.ts';
import { readMessage } from '../table/people/message-item.ts';
import { readProfile } from '../table/people/profile-item.ts';
import { readSubscription } from '../table/people/subscription-item.ts';
import { readGrant } from '../table/rewards/grant-item.ts';
import type { Item, Table } from '../table/table.ts';
import { aliasesOf } from './aliases.ts';
import { drawsOf } from './draws.ts';
import type { Exported, Exporting, Subject } from './exported.ts';
import { ordersWaiting } from './proofs.ts';
import { readableFields, readableItem } from './readable.ts';

/** A place in an export: a part of it, of one id, behind this. */
export interface ExportPlace {
  readonly part: ExportPart;
  readonly of: string;
  readonly behind: string;
}

export const exportParts = ['own', 'entries', 'waiting', 'aliases', 'draws', 'orders'] as const;
export type ExportPart = (typeof exportParts)[number];

/** So many things make a page full: far below the 6 MB that a function can answer. */
const FULL = 100;

/** As many entries as one read brings. */
const ENTRIES_AT_ONCE = 100;

/** As many orders of guests as one read brings. */
const ORDERS_AT_ONCE = 20;

/** A part of all that is kept of somebody, made when it is asked for; `next` is where the rest begins. */
export async function exportPage(
  exporting: Exporting,
  subject: Subject,
  at: Instant,
  from?: ExportPlace,
): Promise<{ readonly items: readonly Exported[]; readonly next?: ExportPlace }> {
  const ofMember = ['own', 'entries', 'waiting', 'aliases', 'draws'] as const;
  const steps: readonly ExportPlace[] = [
    ...subject.members.flatMap((of) => ofMember.map((part) => ({ part, of, behind: '' }))),
    { part: 'orders', of: '', behind: '' },
  ];
  const isFrom = ({ part, of }: ExportPlace) => part === from?.part && of === from.of;
  // Merges may have changed whose these ids are: then it begins anew.
  const start = Math.max(0, steps.findIndex(isFrom));
  const items: Exported[] = [];
  for (const step of steps.slice(start)) {
    let place: ExportPlace | undefined = from !== undefined && isFrom(step) ? from : step;
    while (place !== undefined) {
      if (items.length >= FULL) return { items, next: place };
      const read: Part = await readPart(exporting, subject, at, place);
      items.push(...read.items);
      place = read.behind === undefined ? undefined : { ...place, behind: read.behind };
    }
  }
  return { items };
}

interface Part {
  readonly items: readonly Exported[];
  /** Where it goes on; absent where it is all. */
  readonly behind?: string;
}

async function readPart(
  exporting: Exporting,
  subject: Subject,
  at: Instant,
  { part, of, behind }: ExportPlace,
): Promise<Part> {
  const { table } = exporting;
  switch (part) {
    case 'own': {
      const found = await readMemberItems(table, of, behind === '' ? undefined : behind);
      const items = await Promise.all(found.map((item) => ownItem(exporting, of, item)));
      const last = found.at(-1);
      return { items, ...(last === undefined ? {} : { behind: last.SK }) };
    }
    case 'entries': {
      const found = await readEntriesFrom(table, of, Number(behind) + 1, ENTRIES_AT_ONCE);
      const last = found.at(-1);
      return {
        items: found.map((entry) => {
          const { member, ...content } = entry;
          return { kind: 'entry', member, content: readableFields(content) };
        }),
        ...(last === undefined ? {} : { behind: String(last.v) }),
      };
    }
    case 'waiting': {
      const waiting = await ordersWaiting(table, of);
      return {
        items: waiting.map((order) => ({
          kind: 'order',
          member: of,
          content: readableFields(order),
        })),
      };
    }
    case 'aliases':
      return { items: await aliasesOf(exporting, of) };
    case 'draws':
      return { items: await drawsOf(exporting, of, at) };
    case 'orders': {
      const start = Number(behind);
      const { orders } = subject;
      const page = orders.slice(start, start + ORDERS_AT_ONCE);
      const items = await Promise.all(page.map((id) => namedOrder(table, subject, id)));
      const end = start + ORDERS_AT_ONCE;
      return { items: items.flat(), ...(end >= orders.length ? {} : { behind: String(end) }) };
    }
  }
}

async function ownItem({ keys }: Exporting, member: string, item: Item): Promise<Exported> {
  const kind = kindOfMemberItem(item);
  if (kind !== 'profile') return { kind, member, content: contentOf(kind, member, item) };
  const profile = readProfile(member, item);
  const { shop, language, choices, consents, erasedAt } = profile;
  const known = { ...(await openProfile(keys, profile)), shop, language, choices };
  return { kind, member, content: readableFields({ ...known, consents, erasedAt }) };
}

function contentOf(kind: MemberItemKind, member: string, item: Item): Exported['content'] {
  switch (kind) {
    case 'state':
      return readableFields(readState(member, item).state);
    case 'consent':
      return readableFields(readConsentRecord(item));
    case 'grant':
      return readableFields(readGrant(member, item));
    case 'subscription':
      return readableFields(readSubscription(item));
    case 'message':
      return readableFields(readMessage(item));
    case 'delivery':
      return readableFields(readDispatch(item));
    default:
      return readableItem(item);
  }
}

/** An order that a shop named, if it is there; those of the member's are among the entries. */
async function namedOrder(
  table: Table,
  { members, shop }: Subject,
  orderId: string,
): Promise<readonly Exported[]> {
  if (shop === undefined) return [];
  const record = await readOrder(table, shop, orderId);
  if (record.known === 'not') return [];
  if (record.known === 'unclaimed') {
    const content = { ...record.order, takenBack: record.unattached };
    return [{ kind: 'order', content: readableFields(content) }];
  }
  // Another member's points are none of the customer's, whoever claimed the order.
  if (members.includes(record.entry.member)) return [];
  return [{ kind: 'order', content: readableFields({ order: record.entry.order }) }];
}
