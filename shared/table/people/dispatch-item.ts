import type { Channel, MessageKind } from '../../domain/time/contact.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Text } from '../../program/program.ts';
import { heldUntil } from '../agenda.ts';
import { attributesOf } from '../attributes.ts';
import { type Key, keys, ranges, TTL_ATTRIBUTE } from '../keys.ts';
import { REVISION } from '../rewards/grant-item.ts';
import type { Condition, Item, TableReader } from '../table.ts';
import { textOf } from './message-item.ts';

/** Why a message did not go on a channel. */
export type NotSent =
  | 'no-consent'
  | 'switched-off'
  | 'too-many'
  | 'too-late'
  /** There is no such member any more. */
  | 'no-member'
  /** No address or number is known. */
  | 'no-address'
  /** It bounced or complained before, or its owner was forgotten. */
  | 'suppressed'
  /** Its owner told the carrier to stop. */
  | 'opted-out'
  /** The channel's service does not take this very message. */
  | 'refused';

/** A message on its way on one channel, as it was said, in every language of the program. */
export interface Outbound {
  readonly member: string;
  /** What it tells of; a repeat of that is sent no second time on a channel. */
  readonly fact: string;
  readonly topic: string;
  readonly channel: Channel;
  readonly kind: MessageKind;
  readonly title: Text;
  readonly text: Text;
  /** Where what it asks for can be done. */
  readonly link?: string;
  /** From when on it says nothing any more. */
  readonly notAfter?: Instant;
  /** When Perch heard of what the message tells, as an ISO instant. */
  readonly receivedAt: string;
}

/**
 * What became of it: `sending` from before the channel's service is called until it has answered,
 * and how often it was called.
 */
export type Fate =
  | { readonly state: 'held'; readonly until: Instant }
  | { readonly state: 'sending'; readonly calls: number }
  | { readonly state: 'sent' }
  | { readonly state: 'dropped'; readonly why: NotSent };

/** The record of a message on a channel: written before it goes. It names and reaches nobody. */
export interface Dispatch extends Outbound {
  readonly fate: Fate;
  /** When that was decided. */
  readonly at: Instant;
  /** Counts its writes. */
  readonly revision: number;
}

/** As long as messages stay in the inbox. */
const KEPT_DAYS = 400;

export function dispatchKey({ member, receivedAt, fact, topic, channel }: Outbound): Key {
  return keys.dispatch(member, receivedAt, fact, topic, channel);
}

export function dispatchItem(dispatch: Dispatch): Item {
  const { member, fact, topic, channel, kind, title, text, link, notAfter } = dispatch;
  const { receivedAt, fate, at, revision } = dispatch;
  const key = dispatchKey(dispatch);
  return {
    ...key,
    to: member,
    fact,
    topic,
    channel,
    kind,
    title,
    text,
    ...(link === undefined ? {} : { link }),
    ...(notAfter === undefined ? {} : { notAfter }),
    receivedAt,
    at,
    [REVISION]: revision,
    fate: fate.state,
    ...(fate.state === 'dropped' ? { why: fate.why } : {}),
    ...(fate.state === 'sending' ? { calls: fate.calls } : {}),
    ...(fate.state === 'held'
      ? { until: fate.until, ...heldUntil(member, new Date(fate.until).toISOString(), key.SK) }
      : {}),
    [TTL_ATTRIBUTE]: Math.floor(Date.parse(receivedAt) / 1000) + KEPT_DAYS * 86_400,
  };
}

/** What must hold for the next write of a record; it is there from the second on. */
export function unchanged({ revision }: Dispatch): Condition {
  return revision === 0 ? 'absent' : { attribute: REVISION, equals: revision };
}

export function readDispatch(item: Item): Dispatch {
  const read = attributesOf(item);
  return {
    member: read.text('to'),
    fact: read.text('fact'),
    topic: read.text('topic'),
    channel: read.text('channel') as Channel,
    kind: read.text('kind') as MessageKind,
    title: textOf(item.title),
    text: textOf(item.text),
    ...(read.has('link') ? { link: read.text('link') } : {}),
    ...(read.has('notAfter') ? { notAfter: read.number('notAfter') } : {}),
    receivedAt: read.text('receivedAt'),
    at: read.number('at'),
    revision: read.number(REVISION),
    fate: fateOf(item),
  };
}

function fateOf(item: Item): Fate {
  const read = attributesOf(item);
  const state = read.text('fate') as Fate['state'];
  switch (state) {
    case 'held':
      return { state, until: read.number('until') };
    case 'sending':
      return { state, calls: read.number('calls') };
    case 'sent':
      return { state };
    case 'dropped':
      return { state, why: read.text('why') as NotSent };
  }
}

/** What became of the messages to a member on all channels, the newest first, from a sort key down. */
export async function readDispatches(
  table: TableReader,
  members: readonly string[],
  limit: number,
  from?: string,
): Promise<{ readonly things: readonly Dispatch[]; readonly next?: string }> {
  const pages = await Promise.all(
    members.map((member) => {
      const all = ranges.dispatches(member);
      const to = from !== undefined && from > all.from && from < all.to ? from : all.to;
      return table.query({ ...all, to, descending: true, limit: limit + 1 });
    }),
  );
  const items = pages.flat().sort((a, b) => (a.SK < b.SK ? 1 : -1));
  const after = items[limit];
  return {
    things: items.slice(0, limit).map(readDispatch),
    ...(after === undefined ? {} : { next: after.SK }),
  };
}
