import { expect, test } from 'vitest';
import { keys, rosterShard } from '../../../shared/table/keys.ts';
import { shardOf } from '../../../shared/table/roster-shard.ts';
import { shardsInUse } from '../../../shared/table/roster-shards.ts';
import { useLocalTable } from '../../support/local-table.ts';

const local = useLocalTable();
const look = () => shardsInUse(local.client, 'perch-test')();

async function join(member: string): Promise<number> {
  const roster = rosterShard(member);
  await local.table.put({ item: { ...keys.state(member), roster }, condition: 'absent' });
  return shardOf(roster);
}

test('the shards in use are those of the members, each once, as long as they are few', async () => {
  expect(await look()).toEqual([]);
  const shards = new Set<number>();
  for (let i = 0; i < 20; i++) shards.add(await join(`member-${i}`));
  expect(await look()).toEqual([...shards].toSorted((a, b) => a - b));
});

test('of more members than one look sees it is not said where they are', async () => {
  await Promise.all(Array.from({ length: 120 }, (_, i) => join(`another-${i}`)));
  expect(await look()).toBeUndefined();
});
