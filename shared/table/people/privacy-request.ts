import type { Instant } from '../../domain/time/time.ts';
import { attributesOf } from '../attributes.ts';
import { AGENDA_INDEX, keys } from '../keys.ts';
import { jitter } from '../patience.ts';
import { REVISION } from '../rewards/grant-item.ts';
import { type Item, type Table, TableBusy } from '../table.ts';
import type { Page } from './member-reads.ts';

/** What is asked for: to know what is kept of somebody, to forget them, or to forget a shop's customers. */
export type PrivacyRequestKind = 'export' | 'erasure' | 'shop-erasure';

/** How much there was of each kind. */
export type Counts = Readonly<Record<string, number>>;

/**
 * A request over somebody's data. Once it is closed it is the receipt of what was done: it says how
 * much of what, when and for which request, and names nobody but by ids that say nothing.
 */
export interface PrivacyRequest {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  /** The shop that passed it on; absent where it came through the API. */
  readonly shop?: string;
  /** The member as they were asked for; absent of guests and of a whole shop. */
  readonly member?: string;
  /** The shop's ids of orders that it names; forgotten when it is closed. */
  readonly orders: readonly string[];
  readonly receivedAt: Instant;
  /** Who asked through the API, as their token named them. */
  readonly by?: string;
  /** All ids of the member. What is erased is counted before any of it is. */
  readonly members?: readonly string[];
  readonly found?: Counts;
  /** When it was done: as of what set the work off. */
  readonly closedAt?: Instant;
  /** How often it was written. */
  readonly revision: number;
}

/** Within how long a request is to be done, by GDPR and by Shopify; California allows 45 days. */
const DUE_WITHIN = 30 * 86_400_000;

export function dueAt({ receivedAt }: PrivacyRequest): Instant {
  return receivedAt + DUE_WITHIN;
}

/** How often other writers may get in between. */
const ATTEMPTS = 8;

/** Where the agenda has the requests that are open, the most urgent first. */
const OPEN = 'privacy';

/** Records a request once; false where it was recorded before. */
export function recordRequest(
  table: Table,
  request: Omit<PrivacyRequest, 'revision'>,
): Promise<boolean> {
  return table.put({ item: requestItem({ ...request, revision: 1 }), condition: 'absent' });
}

export async function readRequest(table: Table, id: string): Promise<PrivacyRequest | undefined> {
  const item = await table.get(keys.privacyRequest(id), { consistent: true });
  return item === undefined ? undefined : read(item);
}

/**
 * Changes a request that is open; one that is closed stays as it is.
 *
 * @returns the request as it then is
 * @throws {TableBusy} when eight attempts met other writers; nothing was written
 */
export async function changeRequest(
  table: Table,
  id: string,
  change: (request: PrivacyRequest) => PrivacyRequest,
): Promise<PrivacyRequest> {
  const { pause } = table.patience ?? jitter;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await readRequest(table, id);
    if (before === undefined) throw new Error('a request was there, and is no longer');
    if (before.closedAt !== undefined) return before;
    const next = { ...change(before), revision: before.revision + 1 };
    const condition = { attribute: REVISION, equals: before.revision };
    if (await table.put({ item: requestItem(next), condition })) return next;
    await pause(attempt);
  }
  throw new TableBusy('a request stayed contended');
}

/** The requests that are open, the most urgent first; one of this very moment may not be among them. */
export async function readOpenRequests(
  table: Table,
  limit: number,
  from?: string,
): Promise<Page<PrivacyRequest, string>> {
  // One more than wanted: where the next page begins.
  const places = await table.query({
    index: AGENDA_INDEX,
    partition: OPEN,
    ...(from === undefined ? {} : { from }),
    limit: limit + 1,
  });
  const page = places.slice(0, limit);
  // The index holds keys alone; one that was closed a moment ago is no longer open.
  const items = await Promise.all(page.map(({ PK, SK }) => table.get({ PK, SK })));
  const things = items
    .flatMap((item) => (item === undefined ? [] : [read(item)]))
    .filter(({ closedAt }) => closedAt === undefined);
  const after = places[limit];
  return { things, ...(after === undefined ? {} : { next: String(after[AGENDA_INDEX.sort]) }) };
}

function requestItem(request: PrivacyRequest): Item {
  const { id, kind, shop, member, orders, receivedAt, by, members, found, closedAt } = request;
  return {
    ...keys.privacyRequest(id),
    id,
    kind,
    received: receivedAt,
    [REVISION]: request.revision,
    // Not `member`: that is an attribute of entries, by which the index finds them.
    ...(member === undefined ? {} : { of: member }),
    ...(shop === undefined ? {} : { shop }),
    ...(by === undefined ? {} : { by }),
    ...(members === undefined ? {} : { members }),
    ...(found === undefined ? {} : { found }),
    ...(closedAt === undefined
      ? {
          orders,
          [AGENDA_INDEX.partition]: OPEN,
          [AGENDA_INDEX.sort]: `${new Date(dueAt(request)).toISOString()}#${id}`,
        }
      : { closed: closedAt }),
  };
}

function read(item: Item): PrivacyRequest {
  const attributes = attributesOf(item);
  const textAt = <Name extends string>(name: string, as: Name) =>
    attributes.has(name) ? { [as]: attributes.text(name) } : {};
  return {
    id: attributes.text('id'),
    kind: attributes.text('kind') as PrivacyRequestKind,
    orders: attributes.has('orders') ? attributes.texts('orders') : [],
    receivedAt: attributes.number('received'),
    revision: attributes.number(REVISION),
    ...textAt('of', 'member'),
    ...textAt('shop', 'shop'),
    ...textAt('by', 'by'),
    ...(attributes.has('members') ? { members: attributes.texts('members') } : {}),
    ...(attributes.has('found') ? { found: item.found as Counts } : {}),
    ...(attributes.has('closed') ? { closedAt: attributes.number('closed') } : {}),
  };
}
