import type { CapUse } from '../../domain/ledger/entry.ts';
import type { Attribute } from '../table.ts';

export function writeUse({ cap, slice, units }: CapUse): Attribute {
  return [cap, slice, units];
}

export function readUse(used: Attribute): CapUse {
  const [cap, slice, units]: readonly Attribute[] = Array.isArray(used) ? used : [];
  return { cap: String(cap), slice: Number(slice), units: Number(units) };
}
