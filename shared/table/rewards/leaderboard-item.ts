import type { RankedBy } from '../../domain/tiers/ranking.ts';
import type { Instant } from '../../domain/time/time.ts';
import { attributesOf } from '../attributes.ts';
import { operatorKeys } from '../operator/keys.ts';
import type { Table } from '../table.ts';

/** Who is first in a period, among those who agreed to be shown. It holds no names. */
export interface Leaderboard {
  /** As `2026` or `2026-11`. */
  readonly period: string;
  readonly by: RankedBy;
  /** Up to when it counts. */
  readonly asOf: Instant;
  /** The first one first. */
  readonly places: readonly { readonly member: string; readonly figure: number }[];
}

/** The leaderboard of a period; undefined where none was made. */
export async function readLeaderboard(
  table: Pick<Table, 'get'>,
  period: string,
): Promise<Leaderboard | undefined> {
  const item = await table.get(operatorKeys.leaderboard(period), { consistent: true });
  if (item === undefined) return undefined;
  const read = attributesOf(item);
  const figures = read.numbers('figures');
  return {
    period,
    by: read.text('by') as RankedBy,
    asOf: read.number('asOf'),
    places: read.texts('members').map((member, i) => ({ member, figure: figures[i] ?? 0 })),
  };
}

/** Records a leaderboard in the place of the same period's earlier one; never of a later one. */
export async function writeLeaderboard(
  table: Table,
  { period, by, asOf, places }: Leaderboard,
): Promise<boolean> {
  const before = await readLeaderboard(table, period);
  if (before !== undefined && before.asOf >= asOf) return false;
  return table.put({
    item: {
      ...operatorKeys.leaderboard(period),
      by,
      asOf,
      members: places.map(({ member }) => member),
      figures: places.map(({ figure }) => figure),
    },
    condition: before === undefined ? 'absent' : { attribute: 'asOf', equals: before.asOf },
  });
}
