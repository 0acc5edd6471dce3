import type { Hold, Holds } from '../../domain/ledger/hold.ts';
import type { Lot, Lots } from '../../domain/ledger/lots.ts';

/*
 * Lists whose values are told apart by their place alone: a name in each row would cost more bytes
 * than what it names.
 */

/** Expiry month and points by turns. */
export function writeLots(lots: Lots): number[] {
  const values: number[] = [];
  for (const { expires, points } of lots) values.push(expires, points);
  return values;
}

export function readLots(values: readonly number[]): Lots {
  return rows(values, 2, (at): Lot => ({ expires: values[at] ?? 0, points: values[at + 1] ?? 0 }));
}

/**
 * The first expiry month, then how many months later and points by turns: in a state, which has many
 * lots, this is shorter.
 */
export function writeBuckets(lots: Lots): number[] {
  const [first] = lots;
  if (first === undefined) return [];
  const values = [first.expires];
  for (const { expires, points } of lots) values.push(expires - first.expires, points);
  return values;
}

export function readBuckets([first = 0, ...values]: readonly number[]): Lots {
  return rows(
    values,
    2,
    (at): Lot => ({ expires: first + (values[at] ?? 0), points: values[at + 1] ?? 0 }),
  );
}

/** The instant, expiry month and points by turns. */
export function writeHolds(holds: Holds): number[] {
  const values: number[] = [];
  for (const { availableAt, expires, points } of holds) values.push(availableAt, expires, points);
  return values;
}

export function readHolds(values: readonly number[]): Holds {
  return rows(
    values,
    3,
    (at): Hold => ({
      availableAt: values[at] ?? 0,
      expires: values[at + 1] ?? 0,
      points: values[at + 2] ?? 0,
    }),
  );
}

/** What is made of each row; `at` is where it begins. */
function rows<Row>(values: readonly number[], width: number, make: (at: number) => Row): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < values.length; at += width) made.push(make(at));
  return made;
}
