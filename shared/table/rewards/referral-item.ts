import type { Referred } from '../../domain/rewards/referral.ts';
import { agendaPlace, placeOf } from '../agenda-place.ts';
import { attributesOf } from '../attributes.ts';
import { keys, ranges } from '../keys.ts';
import type { Page } from '../people/member-reads.ts';
import type { Item, Put, Table } from '../table.ts';

/** What became of a referral; the last three are for good. */
export type ReferralStatus = 'waiting' | 'settled' | 'order-undone' | 'limit' | 'same-member';

/** A referral, and what became of it. */
export interface Referral extends Referred {
  readonly status: ReferralStatus;
  /** Points that it brought its owner, once it is settled; levels come on top. */
  readonly points?: number;
  /** It is settled, and the friend's points or levels may still be owed: it stands in the agenda. */
  readonly unfinished?: boolean;
}

/** 0 while a referral waits, so that it is settled once; 2 when it is settled and nothing is owed. */
const REVISION = 'revision';

/**
 * A friend who has come: the friend's own item, which stands in the agenda until everything that
 * follows has happened, and the line on the owner's list.
 */
export function referralPuts(referred: Referred): readonly Put[] {
  return itemsOf({ ...referred, status: 'waiting' }).map((item) => ({ item, condition: 'absent' }));
}

/** The same once it is known what came of it, on condition that it was not before. */
export function closedPuts(
  referral: Referral,
  closed: Pick<Referral, 'status' | 'points'>,
): readonly Put[] {
  const unfinished = closed.status === 'settled';
  return itemsOf({ ...referral, ...closed, unfinished }).map((item) => ({
    item,
    condition: { attribute: REVISION, equals: 0 },
  }));
}

/** Takes a referral from the agenda, of which all has been given; that it is gone is as good. */
export async function finishReferral(table: Table, referral: Referral): Promise<void> {
  const [item] = itemsOf({ ...referral, unfinished: false });
  if (item === undefined) return;
  await table.put({
    item: { ...item, [REVISION]: 2 },
    condition: { attribute: REVISION, equals: 1 },
  });
}

/** Closes a referral that brings nothing; false where somebody closed it before. */
export async function closeReferral(
  table: Table,
  referral: Referral,
  status: Exclude<ReferralStatus, 'waiting' | 'settled'>,
): Promise<boolean> {
  const result = await table.transact(closedPuts(referral, { status }));
  return result.committed;
}

/** The referral with which a member came; undefined for those who came by themselves. */
export async function readReferral(table: Table, friend: string): Promise<Referral | undefined> {
  const item = await table.get(keys.referral(friend), { consistent: true });
  return item === undefined ? undefined : read(item);
}

/** The friends who came with the codes of these ids of one member, from a friend's id on. */
export async function readFriends(
  table: Table,
  owners: readonly string[],
  limit: number,
  from?: string,
): Promise<Page<Referral, string>> {
  const lists = await Promise.all(
    owners.map((owner) => table.query({ ...ranges.friends(owner, from), limit: limit + 1 })),
  );
  const friends = lists
    .flat()
    .map(read)
    .toSorted((a, b) => (a.friend < b.friend ? -1 : 1));
  const after = friends[limit];
  return {
    things: friends.slice(0, limit),
    ...(after === undefined ? {} : { next: after.friend }),
  };
}

/** The item that a member's code leads to. */
export function referralAlias(hash: string, owner: string): Item {
  return { ...keys.alias('referral', hash), of: owner };
}

/** The member whose code has this hash; that there is none is believed on a consistent read alone. */
export async function findOwner(table: Table, hash: string): Promise<string | undefined> {
  const at = keys.alias('referral', hash);
  const item = (await table.get(at)) ?? (await table.get(at, { consistent: true }));
  return item === undefined ? undefined : attributesOf(item).text('of');
}

function itemsOf(referral: Referral): readonly Item[] {
  const { friend, owner, shop, orderId, orderedAt, dueAt, status, points, unfinished } = referral;
  const attributes = {
    friend,
    owner,
    shop,
    order: orderId,
    at: orderedAt,
    dueAt,
    status,
    [REVISION]: status === 'waiting' ? 0 : 1,
    ...(points === undefined ? {} : { points }),
  };
  const own = keys.referral(friend);
  const isDue = status === 'waiting' || unfinished === true;
  return [
    { ...own, ...attributes, ...(isDue && agendaPlace(own, { kind: 'referral', due: dueAt })) },
    { ...keys.friend(owner, friend), ...attributes },
  ];
}

const statuses: readonly ReferralStatus[] = [
  'waiting',
  'settled',
  'order-undone',
  'limit',
  'same-member',
];

function read(item: Item): Referral {
  const attributes = attributesOf(item);
  const written = attributes.text('status');
  const status = statuses.find((known) => known === written);
  if (status === undefined) throw new Error(`no referral is ${written}`);
  return {
    friend: attributes.text('friend'),
    owner: attributes.text('owner'),
    shop: attributes.text('shop'),
    orderId: attributes.text('order'),
    orderedAt: attributes.number('at'),
    dueAt: attributes.number('dueAt'),
    status,
    ...(attributes.has('points') ? { points: attributes.number('points') } : {}),
    ...(status === 'settled' && placeOf(item) !== undefined ? { unfinished: true } : {}),
  };
}
