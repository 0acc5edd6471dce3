import { describe, expect, test } from 'vitest';
import { decide, replay } from '../../../../shared/domain/ledger/ledger.ts';
import type { Order } from '../../../../shared/domain/orders/order.ts';
import { keys } from '../../../../shared/table/keys.ts';
import { entryHash, entryItem, readEntry } from '../../../../shared/table/ledger/entry-item.ts';
import { alone, append, readMember } from '../../../../shared/table/ledger/ledger.ts';
import { readState } from '../../../../shared/table/ledger/state-item.ts';
import { readOrder } from '../../../../shared/table/orders/order-record.ts';
import { readHistory } from '../../../../shared/table/people/member-reads.ts';
import { type Table, TableBusy } from '../../../../shared/table/table.ts';
import { sizeOf, withAccountant } from '../../../support/accountant.ts';
import { useLocalTable } from '../../../support/local-table.ts';
import { anOrder, ladder } from '../../../support/member-ledger.ts';

const local = useLocalTable();
const at = Date.parse('2026-03-10T12:00:00Z');
const occasion = { occurredAt: at, receivedAt: at, correlationId: 'a-trace' };

const enter = (table: Table, member: string, order: Order) =>
  append(table, member, (state) =>
    alone(decide(state, { type: 'enter-order', order }, occasion, ladder)),
  );

/** An order's key is its own in the whole table, so every test takes its orders from its shop. */
const orderOf = (shop: string, id: number | string) => anOrder(String(id), 1_000, { shop });

describe('the ledger', () => {
  test('enters an order with the state that follows from it', async () => {
    const result = await enter(local.table, 'first', orderOf('s1', 1));
    expect(result).toMatchObject({ outcome: 'entered', entries: [{ v: 1 }] });
    expect(await readMember(local.table, 'first')).toMatchObject({
      v: 1,
      purchases: 1,
      tier: 'explorer',
    });
  });

  test('answers that an order was entered before, also for another member', async () => {
    await enter(local.table, 'owner', orderOf('s2', 1));
    expect(await enter(local.table, 'owner', orderOf('s2', 1))).toMatchObject({
      outcome: 'duplicate',
    });
    expect(await enter(local.table, 'other', orderOf('s2', 1))).toMatchObject({
      outcome: 'duplicate',
    });
    expect(await readMember(local.table, 'owner')).toMatchObject({ v: 1 });
    expect(await readMember(local.table, 'other')).toBeUndefined();
  });

  test('loses nothing when many orders of one member are entered at once', async () => {
    const orders = Array.from({ length: 12 }, (_, i) => orderOf('s3', i));
    const untilEntered = async (order: Order): Promise<void> => {
      try {
        await enter(local.table, 'hot', order);
      } catch (fault) {
        // What the queue would do: deliver the order again.
        if (!(fault instanceof TableBusy)) throw fault;
        await untilEntered(order);
      }
    };
    await Promise.all(orders.map(untilEntered));
    const state = await readMember(local.table, 'hot');
    expect(state).toMatchObject({ v: 12, purchases: 12, tier: 'ambassador' });
    const { things } = await readHistory(local.table, 'hot', 50);
    expect(things.map(({ v }) => v)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(replay('hot', things.toReversed())).toEqual(state);
  });

  test('enters the same order once, however many deliveries come at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () => enter(local.table, 'same', orderOf('s4', 1))),
    );
    expect(results.filter(({ outcome }) => outcome === 'entered')).toHaveLength(1);
    expect(await readMember(local.table, 'same')).toMatchObject({ v: 1, purchases: 1 });
  });

  test('links every entry to the one before it', async () => {
    for (const id of [1, 2, 3]) await enter(local.table, 'chain', orderOf('s5', id));
    const items = [];
    for (const id of [1, 2, 3]) items.push(await local.table.get(keys.order('s5', String(id))));
    let previous = new Uint8Array(0);
    for (const item of items) {
      if (item === undefined) throw new Error('an entry is missing');
      expect(Buffer.from(readEntry(item).previousHash)).toEqual(Buffer.from(previous));
      previous = new Uint8Array(entryHash(item));
    }
    const state = await local.table.get(keys.state('chain'));
    expect(state && Buffer.from(readState('chain', state).lastEntryHash)).toEqual(
      Buffer.from(previous),
    );
  });

  test('decides again on a stale read', async () => {
    await enter(local.table, 'stale', orderOf('s6', 1));
    let reads = 0;
    const stale: Table = {
      ...local.table,
      get: async (key, options) => (++reads === 1 ? undefined : local.table.get(key, options)),
    };
    expect(await enter(stale, 'stale', orderOf('s6', 2))).toMatchObject({
      outcome: 'entered',
      entries: [{ v: 2, purchases: { before: 1, after: 2 } }],
    });
  });

  test('reads again, consistently, when another transaction was at work', async () => {
    await enter(local.table, 'conflict', orderOf('s7', 1));
    const reads: unknown[] = [];
    let transactions = 0;
    const contended: Table = {
      ...local.table,
      get: (key, options) => {
        reads.push(options?.consistent ?? false);
        return local.table.get(key, options);
      },
      transact: async (puts) =>
        ++transactions === 1
          ? { committed: false, rejections: [{ reason: 'conflict' }, { reason: 'none' }] }
          : local.table.transact(puts),
    };
    expect(await enter(contended, 'conflict', orderOf('s7', 2))).toMatchObject({
      outcome: 'entered',
    });
    expect(reads).toEqual([false, true]);
  });

  test('gives up after eight attempts and has written nothing', async () => {
    let transactions = 0;
    const hopeless: Table = {
      ...local.table,
      transact: async () => {
        transactions += 1;
        return { committed: false, rejections: [{ reason: 'conflict' }, { reason: 'none' }] };
      },
    };
    await expect(enter(hopeless, 'hopeless', orderOf('s8', 1))).rejects.toThrow(TableBusy);
    expect(transactions).toBe(8);
    expect(await readOrder(local.table, 's8', '1')).toMatchObject({ known: 'not' });
  });
});

describe('what the ledger costs', () => {
  test('a purchase by a known member is 2 requests, 0.5 read units and 5 write units', async () => {
    await enter(local.table, 'known', orderOf('s9', 1));
    const { table, bill } = withAccountant(local.table);
    await enter(table, 'known', orderOf('s9', 2));
    expect(bill).toEqual({ requests: 2, readUnits: 0.5, writeUnits: 5 });
  });

  test('a member’s first purchase is one write unit more, for the roster', async () => {
    const { table, bill } = withAccountant(local.table);
    await enter(table, 'newcomer', orderOf('s10', 1));
    expect(bill).toEqual({ requests: 2, readUnits: 0.5, writeUnits: 6 });
  });

  test('two years of eight orders a month leave state and entries under 1,024 bytes', async () => {
    let largest = 0;
    const { table } = withAccountant(local.table);
    const measured: Table = {
      ...table,
      transact: (writes) => {
        const sizes = writes.map((one) => ('item' in one ? sizeOf(one.item) : 0));
        largest = Math.max(largest, ...sizes);
        return local.table.transact(writes);
      },
    };
    for (let i = 0; i < 24 * 8; i++) {
      const day = at + i * 3.8 * 86_400_000;
      const order = anOrder(`gid-${1_000_000_000_000 + i}`, 1_234_567, {
        shop: 'a-rather-long-shop-name',
      });
      const on = { occurredAt: day, receivedAt: day, correlationId: 'Jx3a9gYlDoEEPJg=' };
      await append(measured, 'Zr8u0s7CqkqvJ1nq0uWf2A', (state) =>
        alone(decide(state, { type: 'enter-order', order }, on, ladder)),
      );
    }
    expect(largest).toBeLessThanOrEqual(1_024);
  });
});

test('an entry reads back as it was decided', async () => {
  const result = await enter(local.table, 'whole', orderOf('s11', 'ä#1'));
  if (result.outcome !== 'entered') throw new Error('the order was not entered');
  const item = await local.table.get(keys.order('s11', 'ä#1'));
  expect(item && readEntry(item).entry).toEqual(result.entries[0]);
  expect(item && entryItem(readEntry(item))).toEqual(item);
});
