import { expect, test } from 'vitest';
import {
  readSuppression,
  suppress,
  suppressionHashes,
} from '../../../shared/contact/suppression.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';

const KEY = 'a key of the tests';

test('an address is suppressed however it is written, and a number beside it', () => {
  const [email, phone] = suppressionHashes(KEY, {
    email: 'Mara@Example.org',
    phone: '+4915112345678',
  });
  expect(suppressionHashes(KEY, { email: ' mara@example.org' })).toEqual([email]);
  expect(suppressionHashes('another key', { phone: '+4915112345678' })).not.toEqual([phone]);
  expect(suppressionHashes(KEY, { name: 'Mara' })).toEqual([]);
});

test('the first reason stands', async () => {
  const table = memoryTable();
  expect(await readSuppression(table, 'h')).toBeUndefined();
  expect(await suppress(table, { hash: 'h', reason: 'bounced', at: 1 })).toBe(true);
  expect(await suppress(table, { hash: 'h', reason: 'erased', at: 2 })).toBe(false);
  expect(await readSuppression(table, 'h')).toEqual({ hash: 'h', reason: 'bounced', at: 1 });
});
