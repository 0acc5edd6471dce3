import { describe, expect, test } from 'vitest';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { tableContract } from '../../support/table-contract.ts';

describe('the table in memory', () => tableContract({ table: memoryTable() }));

test('what was read from memory cannot be changed', async () => {
  const table = memoryTable();
  await table.put({ item: { PK: 'frozen', SK: 'STATE', list: [1] }, condition: 'absent' });
  const item = await table.get({ PK: 'frozen', SK: 'STATE' });
  const list = item?.list;
  if (!Array.isArray(list)) throw new Error('the list is gone');
  expect(() => list.push(2)).toThrow(TypeError);
});
