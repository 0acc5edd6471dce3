import { expect, test } from 'vitest';
import { readFamily } from '../../../../shared/table/ledger/family.ts';
import { memoryTable } from '../../../../shared/table/memory-table.ts';
import { eventfulLedger } from '../../../support/eventful-ledger.ts';

test('members whom merges join are one family, which its lowest id brings', async () => {
  const table = memoryTable();
  const ledger = eventfulLedger(table, 'shop');
  for (const member of ['a', 'b', 'c', 'd', 'alone']) await ledger.order(member);
  // b knows nothing of d, but through c.
  await ledger.merge('c', 'd');
  await ledger.merge('b', 'c');
  await ledger.unmerge('b', 'c');
  const families = new Map<string, readonly string[] | undefined>();
  for (const member of ['a', 'b', 'c', 'd', 'alone']) {
    const family = await readFamily(table, member);
    families.set(
      member,
      family?.map((of) => of.member),
    );
  }
  expect([...families]).toEqual([
    ['a', ['a']],
    ['b', ['b', 'c', 'd']],
    ['c', undefined],
    ['d', undefined],
    ['alone', ['alone']],
  ]);
});

test('a long history is read whole and in order', async () => {
  const table = memoryTable();
  const ledger = eventfulLedger(table, 'shop');
  for (let i = 0; i < 1_001; i++) await ledger.order('busy');
  const family = await readFamily(table, 'busy');
  expect(family?.[0]?.entries.map(({ v }) => v)).toEqual(
    Array.from({ length: 1_001 }, (_, i) => i + 1),
  );
});

test('whom the table does not know has a family without entries', async () => {
  expect(await readFamily(memoryTable(), 'nobody')).toEqual([{ member: 'nobody', entries: [] }]);
});
