import type { Attribute } from '../table/table.ts';

/** What JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** Names under which a number is an instant, besides those that end in `At`. */
const INSTANTS: ReadonlySet<string> = new Set(['at', 'asOf', 'until', 'tierSince', 'notAfter']);

/** Counters and months are smaller than any instant since 1973. */
const EARLIEST = 100_000_000_000;

/** A value as people can read it: instants as ISO texts, bytes as base64. */
export function readable(value: unknown, name = ''): Json {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((held) => readable(held));
  if (typeof value === 'object' && value !== null) return readableFields(value);
  if (typeof value === 'number') return isInstant(name, value) ? iso(value) : value;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

/** The same of what has fields; what is undefined is not there. */
export function readableFields(fields: object): { readonly [name: string]: Json } {
  const said = Object.entries(fields).filter(([, held]) => held !== undefined);
  return Object.fromEntries(said.map(([name, held]) => [name, readable(held, name)]));
}

/** An item that nothing is known of but that it is there: its attributes without its key. */
export function readableItem(item: { readonly [name: string]: Attribute }) {
  const { PK: _, ...attributes } = item;
  return readableFields(attributes);
}

function isInstant(name: string, value: number): boolean {
  return (INSTANTS.has(name) || /[a-z]At$/.test(name)) && value >= EARLIEST;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
