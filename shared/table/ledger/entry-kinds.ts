import type { Entry, EntryBase, EntryKind } from '../../domain/ledger/entry.ts';
import type { Draft } from '../attributes.ts';
import type { Item } from '../table.ts';
import { readAward, writeAward } from './award-attributes.ts';
import type { Codec } from './codec.ts';
import { absorbed, merged, released, unmerged } from './merge-codecs.ts';
import { clawedBack, earned } from './order-codecs.ts';
import { adjusted, expired, imported, redeemed, restored } from './points-codecs.ts';
import { readReview, writeReview } from './review-attributes.ts';

const codecs: { readonly [Kind in EntryKind]: Codec<Kind> } = {
  earned,
  'clawed-back': clawedBack,
  redeemed,
  restored,
  expired,
  adjusted,
  awarded: { write: writeAward, read: readAward },
  reviewed: {
    write: ({ outcome }, to) => writeReview(outcome, to),
    read: (base, item) => ({ ...base, kind: 'reviewed', outcome: readReview(item) }),
  },
  imported,
  merged,
  absorbed,
  unmerged,
  released,
};

/** Writes the attributes that only entries of this kind have. */
export function writeOwn<Kind extends EntryKind>(
  entry: Extract<Entry, { kind: Kind }>,
  to: Draft,
): void {
  const codec: Codec<Kind> = codecs[entry.kind as Kind];
  codec.write(entry, to);
}

/** The entry of this kind that an item is. */
export function readOwn(kind: string, base: EntryBase, item: Item): Entry {
  if (!isKind(kind)) throw new Error(`${item.PK} / ${item.SK}: no entry is a ${kind}`);
  return codecs[kind].read(base, item);
}

function isKind(kind: string): kind is EntryKind {
  return Object.hasOwn(codecs, kind);
}
