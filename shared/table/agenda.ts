import { hash } from 'node:crypto';
import { AGENDA_INDEX } from './keys.ts';
import type { Query } from './table.ts';

/** In so many partitions of the agenda messages wait; fixed, as they stay where they are. */
export const HELD_PARTS = 4;

const partName = (part: number): string => `message#${part}`;

/** The attributes by which a member's message waits, and no two of them at the same place. */
export function heldUntil(member: string, until: string, sort: string): Record<string, string> {
  const part = hash('sha256', member, 'buffer').readUInt16BE(0) % HELD_PARTS;
  return {
    [AGENDA_INDEX.partition]: partName(part),
    [AGENDA_INDEX.sort]: `${until}#${member}#${sort}`,
  };
}

/** Messages of a part that wait until an ISO instant at the most, from a place on. */
export function heldMessages(part: number, until: string, from?: string): Query {
  return {
    index: AGENDA_INDEX,
    partition: partName(part),
    ...(from === undefined ? {} : { from }),
    // Behind every place of that instant.
    to: `${until}#~`,
  };
}
