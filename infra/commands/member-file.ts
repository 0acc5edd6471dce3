import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** The columns that a file of members can have; the first two it must. */
export const columns = [
  'shop',
  'customer',
  'points',
  'expiresAt',
  'tier',
  'purchases',
  'spendMinor',
  'lastOrderAt',
] as const;

export type Column = (typeof columns)[number];

/** One line of the file. */
export interface MemberRecord {
  /** The line on which it ends, from 1. */
  readonly line: number;
  /** How many bytes of the file it and all before it are. */
  readonly bytes: number;
  readonly fields: readonly string[];
  /** The row as the API takes it, or why it is none. */
  readonly row: object | { readonly fault: string };
}

/** More than any member comes to; a quote that is never closed ends here. */
const MOST_CHARACTERS = 20_000;

/**
 * The members of a CSV file (RFC 4180, with a head line that names its columns).
 *
 * Somebody with points that expire at different times has several, `100;50`, and as many days,
 * `2027-03-31;2027-06-30`. Times are ISO instants or days; amounts are in minor units.
 *
 * @throws with the line, when the file is no CSV, or has columns that nobody knows.
 */
export async function* readMembers(file: string): AsyncGenerator<MemberRecord> {
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: MOST_CHARACTERS,
    }),
  );
  let head: readonly Column[] | undefined;
  for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
    if (head === undefined) {
      head = headOf(record);
      continue;
    }
    const { lines: line, bytes } = info;
    yield { line, bytes, fields: record, row: rowOf(head, record) };
  }
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

function headOf(names: readonly string[]): readonly Column[] {
  const strange = names.find((name) => !isColumn(name));
  if (strange !== undefined) {
    throw new Error(`There is no column "${strange}"; there are ${columns.join(', ')}.`);
  }
  for (const needed of ['shop', 'customer']) {
    if (!names.includes(needed)) throw new Error(`The column ${needed} is missing.`);
  }
  return names.filter(isColumn);
}

function isColumn(name: string): name is Column {
  return columns.some((column) => column === name);
}

function rowOf(head: readonly Column[], fields: readonly string[]): MemberRecord['row'] {
  if (fields.length !== head.length) {
    return { fault: `There are ${fields.length} fields in the place of ${head.length}.` };
  }
  const field = (name: Column): string => fields[head.indexOf(name)] ?? '';
  const points = several(field('points'));
  const days = several(field('expiresAt'));
  if (points.length !== days.length) {
    return { fault: `points has ${points.length} parts, expiresAt ${days.length}.` };
  }
  return {
    shop: field('shop'),
    customer: field('customer'),
    points: points.map((lot, i) => ({ points: number(lot), expiresAt: noonOf(days[i] ?? '') })),
    ...given('tier', field('tier')),
    ...given('purchases', field('purchases'), number),
    ...given('spendMinor', field('spendMinor'), number),
    ...given('lastOrderAt', field('lastOrderAt'), midnightOf),
  };
}

function several(field: string): readonly string[] {
  return field === '' ? [] : field.split(';').map((part) => part.trim());
}

/** A field that is empty is not there. */
function given(name: Column, field: string, read: (text: string) => unknown = (text) => text) {
  return field === '' ? {} : { [name]: read(field) };
}

/** What is no number goes as it is: the API says what is wrong with it. */
function number(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day's noon in UTC falls on that day in nearly every zone, so that no month is missed. */
function noonOf(text: string): string {
  return DAY.test(text) ? `${text}T12:00:00Z` : text;
}

/** The last order's day may be today, and must not be in the future. */
function midnightOf(text: string): string {
  return DAY.test(text) ? `${text}T00:00:00Z` : text;
}
