import type { Figures } from '../domain/figures.ts';
import type { MemberState } from '../domain/member.ts';
import { attributesOf, rows } from './attributes.ts';
import { keys, ROSTER_INDEX, rosterShard } from './keys.ts';
import type { Attribute, Item } from './table.ts';

/** A member's state as the table keeps it: with the hash of the entry that made it. */
export interface StoredState {
  readonly state: MemberState;
  /** SHA-256 of the member's last entry, which the next entry records: the ledger's chain. */
  readonly lastEntryHash: Uint8Array;
}

export function stateItem({ state, lastEntryHash }: StoredState): Item {
  return {
    ...keys.state(state.member),
    [ROSTER_INDEX.partition]: rosterShard(state.member),
    ...stateAttributes(state),
    hash: lastEntryHash,
  };
}

/** Reads a state item back. */
export function readState(member: string, item: Item): StoredState {
  return {
    state: readStateAttributes(member, item),
    lastEntryHash: attributesOf(item).bytes('hash'),
  };
}

/**
 * A state as attributes. Lists are positional, since every byte above 1 KB costs another write unit
 * twice over on each write of a member: `lots` is expiry month and points by turns; `holds` the
 * instant, expiry month and points; `months` is the first month that has figures, then purchases,
 * spend and points of it and of each month that follows. What is nothing is left out.
 */
export function stateAttributes(state: MemberState): { readonly [name: string]: Attribute } {
  return {
    v: state.v,
    asOf: state.asOf,
    lots: state.lots.flatMap((lot) => [lot.expires, lot.points]),
    ...(state.holds.length === 0
      ? {}
      : { holds: state.holds.flatMap((hold) => [hold.availableAt, hold.expires, hold.points]) }),
    ...(state.debt === 0 ? {} : { debt: state.debt }),
    months: monthsOf(state.figures),
    purchases: state.purchases,
    spend: state.spendMinor,
    lastOrder: state.lastOrderAt,
    ...(state.tier === null ? {} : { tier: state.tier }),
    since: state.tierSince,
    once: state.givenOnce,
    ...(state.absorbed.length === 0 ? {} : { absorbed: state.absorbed }),
    ...(state.mergedInto === null ? {} : { into: state.mergedInto }),
  };
}

export function readStateAttributes(
  member: string,
  attributes: { readonly [name: string]: Attribute },
): MemberState {
  const read = attributesOf(attributes);
  return {
    member,
    v: read.number('v'),
    asOf: read.number('asOf'),
    lots: rows(read.numbers('lots'), 2).map(([expires = 0, points = 0]) => ({ expires, points })),
    holds: rows(read.has('holds') ? read.numbers('holds') : [], 3).map(
      ([availableAt = 0, expires = 0, points = 0]) => ({ availableAt, expires, points }),
    ),
    debt: read.has('debt') ? read.number('debt') : 0,
    figures: figuresOf(read.numbers('months')),
    purchases: read.number('purchases'),
    spendMinor: read.number('spend'),
    lastOrderAt: read.number('lastOrder'),
    tier: read.has('tier') ? read.text('tier') : null,
    tierSince: read.number('since'),
    givenOnce: read.texts('once'),
    absorbed: read.has('absorbed') ? read.texts('absorbed') : [],
    mergedInto: read.has('into') ? read.text('into') : null,
  };
}

function monthsOf(figures: Figures): number[] {
  const [first] = figures;
  const last = figures.at(-1);
  if (first === undefined || last === undefined) return [];
  const values = new Array<number>(1 + 3 * (last.month - first.month + 1)).fill(0);
  values[0] = first.month;
  for (const { month, purchases, spendMinor, points } of figures) {
    values.splice(1 + 3 * (month - first.month), 3, purchases, spendMinor, points);
  }
  return values;
}

function figuresOf([first, ...values]: number[]): Figures {
  if (first === undefined) return [];
  return rows(values, 3)
    .map(([purchases = 0, spendMinor = 0, points = 0], i) => ({
      month: first + i,
      purchases,
      spendMinor,
      points,
    }))
    .filter((month) => month.purchases !== 0 || month.spendMinor !== 0 || month.points !== 0);
}
