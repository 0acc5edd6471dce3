import type { Text } from '../../program/program.ts';
import { attributesOf } from '../attributes.ts';
import { keys, TTL_ATTRIBUTE } from '../keys.ts';
import type { Item } from '../table.ts';

/** A message in a member's inbox, as it was said, in every language of the program. */
export interface InboxMessage {
  readonly member: string;
  /** Id of the fact that it tells of; a repeat of the fact makes no second message on its topic. */
  readonly fact: string;
  readonly topic: string;
  readonly text: Text;
  /** Where what it asks for can be done. */
  readonly link?: string;
  /** When Perch heard of what the message tells, as an ISO instant. */
  readonly receivedAt: string;
}

/** How long a message stays in the inbox. */
const KEPT_DAYS = 400;

export function messageItem(message: InboxMessage): Item {
  const expires = Date.parse(message.receivedAt) / 1000 + KEPT_DAYS * 86_400;
  return {
    ...keys.message(message.member, message.receivedAt, message.fact, message.topic),
    fact: message.fact,
    topic: message.topic,
    text: message.text,
    ...(message.link === undefined ? {} : { link: message.link }),
    receivedAt: message.receivedAt,
    to: message.member,
    [TTL_ATTRIBUTE]: Math.floor(expires),
  };
}

export function readMessage(item: Item): InboxMessage {
  const read = attributesOf(item);
  return {
    member: read.text('to'),
    fact: read.text('fact'),
    topic: read.text('topic'),
    text: textOf(item.text),
    ...(read.has('link') ? { link: read.text('link') } : {}),
    receivedAt: read.text('receivedAt'),
  };
}

/** A text in several languages, as an item holds it. */
export function textOf(value: Item[string] | undefined): Text {
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) return {};
  return Object.fromEntries(Object.entries(value).map(([tag, said]) => [tag, String(said)]));
}
