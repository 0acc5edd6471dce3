import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import { keys, ROSTER_SHARDS, ranges } from '../../../../shared/table/keys.ts';
import { entryHash, readEntry } from '../../../../shared/table/ledger/entry-item.ts';
import { verifyMember } from '../../../../shared/table/ledger/verify.ts';
import { memoryTable } from '../../../../shared/table/memory-table.ts';
import { readRoster } from '../../../../shared/table/roster.ts';
import type { Item, Table } from '../../../../shared/table/table.ts';
import { eventfulLedger, everyKind } from '../../../support/eventful-ledger.ts';
import { useLocalTable } from '../../../support/local-table.ts';

const local = useLocalTable();

/** What differs at two looks, without waiting between them. */
const verified = (table: Table, member: string) => verifyMember(table, member, [0]);

/** Writes past the ledger, as nobody should. */
async function plant(client: DynamoDBClient, item: Item): Promise<void> {
  await client.send(new PutItemCommand({ TableName: 'perch-test', Item: marshall(item) }));
}

async function remove(client: DynamoDBClient, { PK, SK }: Item): Promise<void> {
  const Key = marshall({ PK, SK });
  await client.send(new DeleteItemCommand({ TableName: 'perch-test', Key }));
}

/** A member with five orders, and that member's items. */
async function fiveOrders(member: string) {
  const ledger = eventfulLedger(local.table, member);
  for (let i = 0; i < 5; i++) await ledger.order(member);
  const entries = await local.table.query(ranges.history(member));
  const entry = (v: number): Item => entries[v - 1] ?? expect.fail(`there is no entry ${v}`);
  const state = await local.table.get(keys.state(member));
  return { entry, state: state ?? expect.fail('there is no state') };
}

const keyOf = ({ PK, SK }: Item) => ({ PK, SK });

describe('a healthy ledger', () => {
  test('verifies clean with entries of every kind, merged and released members among them', async () => {
    const ledger = eventfulLedger(local.table, 'healthy');
    const [a, b, c] = ['healthy-a', 'healthy-b', 'healthy-c'] as const;
    await ledger.open(a);
    const order = await ledger.order(a);
    await ledger.order(b, 70_000);
    await ledger.refund(order);
    await ledger.undo(order);
    await ledger.order(c, 9_900);
    await ledger.merge(b, c);
    await ledger.unmerge(b, c);
    await ledger.merge(b, c, '2026-04-22T12:00:00Z');
    await ledger.merge(a, b, '2026-04-23T12:00:00Z');
    const redeemed = await ledger.redeem(
      a,
      { for: 'reward', reward: 'thank-you-tag' },
      '2026-04-24T12:00:00Z',
    );
    await ledger.restore(a, redeemed, '2026-04-25T12:00:00Z');
    await ledger.redeem(
      c,
      { for: 'checkout', points: 10, currency: 'EUR' },
      '2026-04-26T12:00:00Z',
    );
    await ledger.award(c, 0, '2026-04-20T18:00:00Z');
    await ledger.adjust(b, 25, '2026-04-27T12:00:00Z');
    await ledger.award(b, 5, '2026-04-28T12:00:00Z');
    await ledger.lend(b, 'ambassador', '2026-04-28T13:00:00Z');
    await ledger.expire(a, 2026 * 12 + 6, '2026-08-01T12:00:00Z');
    await ledger.order(a, 4_000, '2026-08-02T12:00:00Z');

    const histories = await Promise.all(
      [a, b, c].map((member) => local.table.query(ranges.history(member))),
    );
    const kinds = histories.flat().map((item) => readEntry(item).entry.kind);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(everyKind)));
    for (const member of [a, b, c]) expect(await verified(local.table, member)).toEqual([]);
  });

  test('is read in pages, at whose edges no twin hides', async () => {
    const table = memoryTable();
    const ledger = eventfulLedger(table, 'long');
    for (let i = 0; i < 1_001; i++) await ledger.order('long', 100);
    expect(await verified(table, 'long')).toEqual([]);
    for (const v of [500, 501, 1_000]) {
      const [entry] = await table.query({ ...ranges.history('long'), from: v, limit: 1 });
      if (entry === undefined) throw new Error(`there is no entry ${v}`);
      const twin = { ...entry, ...keys.order('zz', String(v)) };
      await table.put({ item: twin, condition: 'absent' });
      expect(await verified(table, 'long')).toContainEqual({
        kind: 'entry-extra',
        v,
        key: keyOf(twin),
      });
    }
  });

  test('is not reported because the index lags behind it for a moment', async () => {
    await fiveOrders('lagging');
    let looks = 0;
    const lagging: Table = {
      ...local.table,
      query: async (query) => {
        const found = await local.table.query(query);
        return ++looks === 1 ? found.slice(0, -1) : found;
      },
    };
    expect(await verified(lagging, 'lagging')).toEqual([]);
    expect(looks).toBe(2);
  });

  test('is not reported because somebody writes meanwhile', async () => {
    await fiveOrders('busy');
    const ledger = eventfulLedger(local.table, 'busy-2');
    const busy: Table = {
      ...local.table,
      query: async (query) => {
        await ledger.order('busy');
        return local.table.query(query);
      },
    };
    expect(await verified(busy, 'busy')).toEqual([]);
  });

  test('is nothing at all for a member who is not there', async () => {
    expect(await verified(local.table, 'nobody')).toEqual([]);
  });
});

describe('what is found and named', () => {
  test('is a changed entry, in the middle', async () => {
    const { entry } = await fiveOrders('changed');
    await plant(local.client, { ...entry(3), shares: [['goods', 999, 24_327, 10_000, true]] });
    expect(await verified(local.table, 'changed')).toEqual([
      { kind: 'entry-changed', v: 3, key: keyOf(entry(3)) },
    ]);
  });

  test('is a changed entry, the last', async () => {
    const { entry } = await fiveOrders('changed-last');
    await plant(local.client, { ...entry(5), trace: 'another' });
    expect(await verified(local.table, 'changed-last')).toEqual([
      { kind: 'entry-changed', v: 5, key: keyOf(entry(5)) },
    ]);
  });

  test.each([1, 3, 5])('is a missing entry: number %i of five', async (v) => {
    const { entry } = await fiveOrders(`missing-${v}`);
    await remove(local.client, entry(v));
    expect(await verified(local.table, `missing-${v}`)).toEqual([{ kind: 'entry-missing', v }]);
  });

  test('is an extra entry: a second one of its place, whichever stands first', async () => {
    const { entry } = await fiveOrders('twin');
    for (const shop of ['0', 'zz']) {
      const twin = { ...entry(2), ...keys.order(shop, 'twin') };
      await plant(local.client, twin);
      expect(await verified(local.table, 'twin')).toEqual([
        { kind: 'entry-extra', v: 2, key: keyOf(twin) },
      ]);
      await remove(local.client, twin);
    }
  });

  test('is an extra entry: one beyond the state, though it is chained to the last', async () => {
    const { entry } = await fiveOrders('beyond');
    const beyond = {
      ...entry(5),
      ...keys.order('beyond', 'beyond'),
      v: 6,
      prev: entryHash(entry(5)),
    };
    await plant(local.client, beyond);
    expect(await verified(local.table, 'beyond')).toEqual([
      { kind: 'entry-extra', v: 6, key: keyOf(beyond) },
    ]);
  });

  test('is a changed state, by the attributes that a replay has otherwise', async () => {
    const { state } = await fiveOrders('state');
    const changed = { ...state, purchases: 7, debt: 5 };
    await plant(local.client, changed);
    expect(await verified(local.table, 'state')).toEqual([
      { kind: 'state-differs', attributes: ['debt', 'purchases'] },
    ]);
  });

  test('is a state that has gone', async () => {
    const { state } = await fiveOrders('gone');
    await remove(local.client, state);
    expect(await verified(local.table, 'gone')).toEqual([{ kind: 'state-missing' }]);
  });

  test('is an item that cannot be read', async () => {
    const { state } = await fiveOrders('broken');
    const { lots, ...broken } = state;
    expect(lots).toBeDefined();
    await plant(local.client, { ...broken, PK: state.PK, SK: state.SK });
    expect(await verified(local.table, 'broken')).toMatchObject([
      { kind: 'unreadable', why: 'M#broken / STATE: attribute lots is no list' },
    ]);
  });

  test('is a pointer that leads to nobody, and one that is two hops long', async () => {
    const ledger = eventfulLedger(local.table, 'hops');
    for (const member of ['hop-1', 'hop-2', 'hop-3']) await ledger.order(member);
    await ledger.merge('hop-2', 'hop-1');
    await ledger.merge('hop-3', 'hop-2', '2026-04-21T12:00:00Z');
    const pointer = await local.table.get(keys.state('hop-1'));
    if (pointer === undefined) throw new Error('there is no pointer');
    await plant(local.client, { ...pointer, into: 'hop-2' });
    expect(await verified(local.table, 'hop-1')).toEqual([
      { kind: 'pointer-broken', from: 'hop-1', into: 'hop-2' },
    ]);
    // The survivor notices too, and nobody blames the one between.
    expect(await verified(local.table, 'hop-3')).toEqual([
      { kind: 'pointer-broken', from: 'hop-1', into: 'hop-3' },
    ]);
    expect(await verified(local.table, 'hop-2')).toEqual([]);
  });
});

test('the roster gives every member once, in pages of any size', async () => {
  const members = Array.from({ length: 40 }, (_, i) => `roster-${i}`);
  const ledger = eventfulLedger(local.table, 'roster');
  for (const member of members) await ledger.order(member);
  for (const limit of [1, 2, 1_000]) {
    const found: string[] = [];
    for (let shard = 0; shard < ROSTER_SHARDS; shard++) {
      let after: string | undefined;
      do {
        const page = await readRoster(local.table, shard, limit, after);
        found.push(...page.members);
        after = page.next;
      } while (after !== undefined);
    }
    const ours = found.filter((member) => member.startsWith('roster-'));
    expect(ours.toSorted()).toEqual(members.toSorted());
  }
});
