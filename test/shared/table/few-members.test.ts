import { expect, test } from 'vitest';
import { fewMembers } from '../../../shared/table/few-members.ts';
import { keys, rosterShard } from '../../../shared/table/keys.ts';
import { useLocalTable } from '../../support/local-table.ts';

const local = useLocalTable();
const look = () => fewMembers(local.client, 'perch-test')();

async function join(member: string): Promise<string> {
  const roster = rosterShard(member);
  await local.table.put({ item: { ...keys.state(member), roster }, condition: 'absent' });
  return member;
}

test('few members are named, each of them', async () => {
  expect(await look()).toEqual([]);
  const members = await Promise.all(Array.from({ length: 20 }, (_, i) => join(`member-${i}`)));
  expect((await look())?.toSorted()).toEqual(members.toSorted());
});

test('more members than one look sees are not', async () => {
  await Promise.all(Array.from({ length: 120 }, (_, i) => join(`another-${i}`)));
  expect(await look()).toBeUndefined();
});
