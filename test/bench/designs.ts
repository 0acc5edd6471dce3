import type { DesignKind } from './design.ts';
import { getPutAdd } from './designs/get-put-add.ts';
import { lotsAsItems } from './designs/lots-as-items.ts';
import { oneItem } from './designs/one-item.ts';
import { perch } from './designs/perch.ts';
import { underMember } from './designs/under-member.ts';

export const PERCH: DesignKind = { name: 'Perch', on: (bench) => perch(bench) };

/** Perch, and what one might have built instead. */
export const designs: readonly DesignKind[] = [
  PERCH,
  { name: 'get, put, then ADD', on: getPutAdd },
  { name: 'lots as items with an index', on: lotsAsItems },
  { name: 'state + entry under the member', on: underMember },
  { name: 'one item, audit from the stream', on: oneItem },
];
