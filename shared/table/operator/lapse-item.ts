import { nameOfMonth } from '../../domain/rewards/draw-month.ts';
import { DAY, type Instant, monthAt } from '../../domain/time/time.ts';
import { attributesOf } from '../attributes.ts';
import { TTL_ATTRIBUTE } from '../keys.ts';
import type { Item, Put, Table } from '../table.ts';
import { operatorKeys, operatorRanges } from './keys.ts';

/** Who orders within so many days after an offer, or after it would have come, came back. */
export const BACK_WITHIN_DAYS = 60;

/** A lapse is measured some months later; by then all is known of it. */
const KEPT_DAYS = 250;

/** That a lost member was made the first offer of a lapse, or was held out to compare with. */
export interface Lapse {
  readonly member: string;
  readonly lostAt: Instant;
  readonly heldOut: boolean;
  /** When the offer was made, or would have been. */
  readonly at: Instant;
}

/** The write of a lapse into the list of its month, on condition that it is not there. */
export function lapsePut({ member, lostAt, heldOut, at }: Lapse, timeZone: string): Put {
  const item = {
    ...operatorKeys.lapse(nameOfMonth(monthAt(at, timeZone)), member, lostAt),
    of: member,
    lostAt,
    heldOut: heldOut ? 1 : 0,
    at,
    [TTL_ATTRIBUTE]: Math.floor((at + KEPT_DAYS * DAY) / 1000),
  };
  return { item, condition: 'absent' };
}

/** Some lapses of a part of a month's; `next` is where the rest of them begins. */
export async function readLapses(
  table: Pick<Table, 'query'>,
  month: string,
  part: number,
  limit: number,
  from?: string,
): Promise<{ readonly lapses: readonly Lapse[]; readonly next?: string }> {
  const range = operatorRanges.lapses(month, part);
  const items = await table.query({
    ...range,
    ...(from === undefined ? {} : { from }),
    consistent: true,
    limit: limit + 1,
  });
  const next = items[limit];
  return {
    lapses: items.slice(0, limit).map(readLapse),
    ...(next === undefined ? {} : { next: next.SK }),
  };
}

function readLapse(item: Item): Lapse {
  const read = attributesOf(item);
  return {
    member: read.text('of'),
    lostAt: read.number('lostAt'),
    heldOut: read.number('heldOut') === 1,
    at: read.number('at'),
  };
}

/** Of those made an offer in a month, and of those held out, how many came back. */
export interface Returns {
  readonly offered: number;
  readonly offeredBack: number;
  readonly heldOut: number;
  readonly heldOutBack: number;
}

export const noReturns: Returns = { offered: 0, offeredBack: 0, heldOut: 0, heldOutBack: 0 };

/** Records what came of a month's offers; what was recorded first stays. */
export async function writeReturns(table: Table, month: string, returns: Returns): Promise<void> {
  await table.put({ item: { ...operatorKeys.returns(month), ...returns }, condition: 'absent' });
}

/** What came of a month's offers; undefined where it has not been measured. */
export async function readReturns(
  table: Pick<Table, 'get'>,
  month: string,
): Promise<Returns | undefined> {
  const item = await table.get(operatorKeys.returns(month), { consistent: true });
  if (item === undefined) return undefined;
  const read = attributesOf(item);
  return {
    offered: read.number('offered'),
    offeredBack: read.number('offeredBack'),
    heldOut: read.number('heldOut'),
    heldOutBack: read.number('heldOutBack'),
  };
}
