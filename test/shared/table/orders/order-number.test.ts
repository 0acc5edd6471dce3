import { expect, test } from 'vitest';
import { orderNumberHash } from '../../../../shared/identity/order-number-hash.ts';
import { ordersNumbered } from '../../../../shared/table/orders/order-number.ts';
import { readOrder, recordUnclaimed } from '../../../../shared/table/orders/order-record.ts';
import { useLocalTable } from '../../../support/local-table.ts';
import { anOrder, occasionAt } from '../../../support/member-ledger.ts';

const local = useLocalTable();

const record = (orderId: string, number: string) =>
  recordUnclaimed(
    local.table,
    { order: anOrder(orderId, 1_000), occasion: occasionAt('2026-03-10T12:00:00Z') },
    { number, placedWith: `with ${orderId}` },
  );

test('a number leads to every order that has it, also to those recorded at once', async () => {
  const ids = ['a1', 'a2', 'a3', 'a4'];
  expect(await Promise.all(ids.map((id) => record(id, 'one-number')))).not.toContain(false);
  const found = await ordersNumbered(local.table, 'one-number');
  expect(found.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))).toEqual(
    ids.map((orderId) => ({ orderId, placedWith: `with ${orderId}` })),
  );
  expect(await ordersNumbered(local.table, 'another-number')).toEqual([]);
});

test('an order is recorded once, and its number leads to it once', async () => {
  expect(await record('b1', 'twice')).toBe(true);
  expect(await record('b1', 'twice')).toBe(false);
  expect(await ordersNumbered(local.table, 'twice')).toHaveLength(1);
});

test('a number leads to the latest of more orders than anybody has', async () => {
  for (let i = 0; i <= 20; i++) await record(`c${i}`, 'many');
  const found = await ordersNumbered(local.table, 'many');
  expect(found.map(({ orderId }) => orderId)).toEqual(
    Array.from({ length: 20 }, (_, i) => `c${i + 1}`),
  );
  expect(await readOrder(local.table, 'birdhouse', 'c0')).toMatchObject({ known: 'unclaimed' });
});

test('a number is another in every shop, and under every key', () => {
  const hashes = [
    orderNumberHash('a-key', 'one', '1001'),
    orderNumberHash('a-key', 'two', '1001'),
    orderNumberHash('b-key', 'one', '1001'),
    orderNumberHash('a-key', 'one', '1002'),
  ];
  expect(new Set(hashes).size).toBe(4);
  expect(hashes.every((hash) => /^[A-Za-z0-9_-]{22}$/.test(hash))).toBe(true);
});
