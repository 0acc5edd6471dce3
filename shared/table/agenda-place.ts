import { hash } from 'node:crypto';
import { attributesOf } from './attributes.ts';
import { AGENDA_INDEX, type Key, memberOf } from './keys.ts';
import { REVISION } from './rewards/grant-item.ts';
import type { Item, Query, Table } from './table.ts';

/**
 * What stands in the agenda besides messages. A birthday's kind is the keyed hash of its day, which
 * nobody can read there.
 */
export type AgendaKind = 'renewal' | 'referral' | `birthday#${string}`;

/** In so many partitions what is of a kind stands; fixed, for it stays where it is. */
export const AGENDA_PARTS = 4;

/** Sorts behind everything that is due at the same instant. */
const END = '~';

/** A member's item as what it stands in the agenda, and when it is due in epoch milliseconds. */
export interface Place {
  readonly kind: AgendaKind;
  readonly due: number;
}

/** The attributes with which a member's item stands in the agenda; no two at the same place. */
export function agendaPlace(key: Key, { kind, due }: Place): Readonly<Record<string, string>> {
  const id = memberOf(key);
  const part = hash('sha256', id, 'buffer').readUInt16BE(0) % AGENDA_PARTS;
  const sort = `${new Date(due).toISOString()}#${id}#${key.SK}`;
  return { [AGENDA_INDEX.partition]: `${kind}#${part}`, [AGENDA_INDEX.sort]: sort };
}

/** The place that an item has in the agenda; undefined where it has none. */
export function placeOf(item: Item): Place | undefined {
  const { [AGENDA_INDEX.partition]: partition, [AGENDA_INDEX.sort]: sort } = item;
  if (typeof partition !== 'string' || typeof sort !== 'string') return undefined;
  return {
    kind: partition.slice(0, partition.lastIndexOf('#')) as AgendaKind,
    due: Date.parse(sort.slice(0, sort.indexOf('#'))),
  };
}

/**
 * Gives an item another place, or none, unless it was written meanwhile: it counts its writes. That
 * this one is not counted does no harm: whoever has read the item before gives it a place as well.
 */
export function movePlace(table: Table, item: Item, place: Place | undefined): Promise<boolean> {
  const equals = attributesOf(item).number(REVISION);
  return table.put({
    item: withPlace(item, place),
    condition: { attribute: REVISION, equals },
  });
}

/** The item with another place in the agenda, or with none. */
function withPlace(item: Item, place: Place | undefined): Item {
  const { [AGENDA_INDEX.partition]: _, [AGENDA_INDEX.sort]: __, ...rest } = item;
  const { PK, SK } = item;
  return { ...rest, PK, SK, ...(place === undefined ? {} : agendaPlace(item, place)) };
}

/** What is due of a kind in one part, up to an instant and including it, from another place on. */
export function dueBy(kind: AgendaKind, part: number, instant: number, from?: string): Query {
  return {
    index: AGENDA_INDEX,
    partition: `${kind}#${part}`,
    ...(from === undefined ? {} : { from }),
    to: `${new Date(instant).toISOString()}#${END}`,
  };
}
