import { readRoster } from '../table/roster.ts';
import type { TableReader } from '../table/table.ts';
import type { RosterPart, ShardsPart } from './part.ts';

/** A place in a part of the roster: a shard, and the member after whom it goes on there. */
export interface Place {
  readonly shard: number;
  readonly member: string | undefined;
}

/** Members of a part; `next` is where the others begin. */
export interface Page {
  readonly members: readonly string[];
  readonly next: Place | undefined;
}

/** The place that {@link placeText} wrote; of the empty text the part's beginning. */
export function placeIn(part: RosterPart, text: string): Place | undefined {
  if (text === '') return beginningOf('shards' in part ? part.shards[0] : 0);
  const [shard = '', member = ''] = text.split(':');
  return { shard: Number(shard), member: member === '' ? undefined : member };
}

/** A place as text: `12:<member>`, or `12:` for the beginning of a shard. */
export function placeText({ shard, member }: Place): string {
  return `${shard}:${member ?? ''}`;
}

/** So many members from a place on, of as many shards as that takes; few members are one page. */
export async function readPage(
  table: TableReader,
  part: RosterPart,
  from: Place,
  limit: number,
): Promise<Page> {
  return 'members' in part
    ? { members: part.members, next: undefined }
    : readShards(table, part, from, limit);
}

async function readShards(
  table: TableReader,
  { shards }: ShardsPart,
  from: Place,
  limit: number,
): Promise<Page> {
  const members: string[] = [];
  let next: Place | undefined = from;
  while (next !== undefined && members.length < limit) {
    const { shard, member }: Place = next;
    const found = await readRoster(table, shard, limit - members.length, member);
    members.push(...found.members);
    next =
      found.next === undefined
        ? beginningOf(shards.find((one) => one > shard))
        : { shard, member: found.next };
  }
  return { members, next };
}

function beginningOf(shard: number | undefined): Place | undefined {
  return shard === undefined ? undefined : { shard, member: undefined };
}
