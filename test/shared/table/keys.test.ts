import { expect, test } from 'vitest';
import { keys, orderOf, ROSTER_SHARDS, refundOf, rosterShard } from '../../../shared/table/keys.ts';
import { entryId, keyOfEntryId } from '../../../shared/table/ledger/entry-id.ts';

test('an order’s key gives its shop and id back, whatever the id holds', () => {
  expect(orderOf(keys.order('birdhouse', 'a#b#c'))).toEqual({
    shop: 'birdhouse',
    orderId: 'a#b#c',
  });
  expect(refundOf(keys.refund('birdhouse', '1', 'r#1'))).toBe('r#1');
});

test('an entry’s id gives its key back, and nothing else does', () => {
  const key = keys.refund('birdhouse', '1', 'r1');
  expect(keyOfEntryId(entryId(key))).toEqual(key);
  for (const id of [
    '',
    '!!',
    'e30',
    entryId(keys.state('somebody')),
    entryId({ PK: 'O#', SK: '' }),
  ]) {
    expect(keyOfEntryId(id)).toBeUndefined();
  }
});

test('members spread over all shards of the roster', () => {
  const shards = new Set(Array.from({ length: 5_000 }, (_, i) => rosterShard(`member-${i}`)));
  expect(shards.size).toBe(ROSTER_SHARDS);
});
