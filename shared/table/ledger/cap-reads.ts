import { ranges } from '../keys.ts';
import { type Table, USED } from '../table.ts';

/** How many units of a cap have been used, over all of its slices. */
export async function readUsed(
  table: Table,
  cap: string,
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<number> {
  const slices = await table.query({ ...ranges.slices(cap), consistent });
  return slices.reduce((sum, slice) => sum + Number(slice[USED] ?? 0), 0);
}
