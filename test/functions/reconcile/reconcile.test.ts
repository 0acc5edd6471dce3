import { describe, expect, test } from 'vitest';
import { ShopRefused } from '../../../shared/shops/api/shop-api.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readReconciliation } from '../../../shared/table/orders/reconciliation.ts';
import { deliver } from '../../support/invoke.ts';
import { ledgerBus } from '../../support/ledger-bus.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { reconciledShop, reconciler } from '../../support/reconciler.ts';
import { scriptedShop } from '../../support/scripted-shop.ts';

const local = useLocalTable();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Noon, when the shop was reconciled last. */
const NOON = Date.UTC(2026, 10, 3, 12);

const setUp = (name: string, options: { readonly perPage?: number } = {}) =>
  reconciledShop(local.table, name, NOON, options);

describe('an hour’s reconciliation', () => {
  test('enters what no webhook told, at its own time, and once', async () => {
    const { shop, run, history, bus, measured } = await setUp('h1');
    shop.sells(NOON + 5 * MINUTE, { orderId: '1', customer: '42' });
    shop.refunds(NOON + 7 * MINUTE, '1', 'r1', 2_500);
    await run(NOON + HOUR);
    await run(NOON + 2 * HOUR);
    expect(await history()).toEqual([
      ['clawed-back', 75],
      ['earned', 100],
    ]);
    expect(bus.entries).toMatchObject([
      {
        name: 'order.paid',
        detail: {
          occurredAt: '2026-11-03T12:05:00.000Z',
          receivedAt: '2026-11-03T13:00:00.000Z',
          correlationId: `h1@${(NOON + HOUR) / 1_000}`,
        },
      },
      { name: 'order.refunded', detail: { occurredAt: '2026-11-03T12:07:00.000Z' } },
    ]);
    expect(measured).toEqual([
      { ordersHealed: 1, pageRefused: false, hoursBehind: 0 },
      { ordersHealed: 0, pageRefused: false, hoursBehind: 0 },
    ]);
  });

  test('tells nothing where the webhooks told it all', async () => {
    const { shop, run, bus, mark } = await setUp('h2');
    shop.sells(NOON + 5 * MINUTE, { orderId: '1', customer: '42' });
    shop.sells(NOON + 6 * MINUTE, { orderId: '2' });
    shop.refunds(NOON + 7 * MINUTE, '1', 'r1', 1_000);
    shop.takesBack(NOON + 8 * MINUTE, '1', 'r1');
    shop.cancels(NOON + 9 * MINUTE, '2');
    for (const { event, at } of shop.webhooks) await bus.receives(event, at);
    await run(NOON + HOUR);
    expect(bus.entries).toEqual([]);
    expect(await mark()).toEqual({
      upTo: NOON + 55 * MINUTE,
      since: NOON,
      found: { orders: 2, incomplete: 0, refused: 0 },
    });
  });

  test('leaves alone what is so young that its webhook may be under way', async () => {
    const { shop, run, bus } = await setUp('h3');
    shop.sells(NOON + 58 * MINUTE, { orderId: '1', customer: '42' });
    await run(NOON + HOUR);
    expect(bus.entries).toEqual([]);
    await run(NOON + 2 * HOUR);
    expect(bus.entries).toHaveLength(1);
  });

  test('looks back a little for what the shop wrote down late, and far once a day', async () => {
    const { shop, run } = await setUp('h4');
    for (let hour = 1; hour <= 13; hour++) await run(NOON + hour * HOUR);
    expect(shop.asked[0]).toBe('2026-11-03T11:40:00.000Z to 2026-11-03T12:55:00.000Z');
    expect(shop.asked.slice(-2)).toEqual([
      '2026-11-03T22:40:00.000Z to 2026-11-03T23:55:00.000Z',
      '2026-11-01T23:55:00.000Z to 2026-11-04T00:55:00.000Z',
    ]);
  });

  test('has an order claimed that was nobody’s when its webhook came', async () => {
    const { shop, run, bus, member } = await setUp('h5');
    shop.sells(NOON + MINUTE, { orderId: '1' });
    const [webhook] = shop.webhooks;
    if (webhook === undefined) throw new Error('the shop told nothing');
    await bus.receives(webhook.event, webhook.at);
    shop.sells(NOON + 2 * MINUTE, { orderId: '1', customer: '42' });
    await run(NOON + HOUR);
    expect(await member()).toMatchObject({ purchases: 1 });
  });

  test('records what cannot be told, and goes on with the rest', async () => {
    const { shop, run, bus, mark } = await setUp('h6');
    shop.sells(NOON + MINUTE, { orderId: '1', totalMinor: 1e15 });
    shop.sells(NOON + MINUTE, { orderId: '2' });
    const { changes } = shop.api;
    shop.api.changes = async (...span) => ({ ...(await changes(...span)), refused: 2 });
    await run(NOON + HOUR);
    expect(bus.entries).toMatchObject([{ detail: { orderId: '2' } }]);
    expect(await mark()).toMatchObject({ found: { orders: 2, incomplete: 2, refused: 3 } });
  });
});

describe('a shop that is listed for the first time', () => {
  test('is looked at for thirty days, day by day, and what it sold counts at its time', async () => {
    const { table } = local;
    const shop = scriptedShop({ perPage: 3 });
    for (let day = 1; day <= 31; day++) {
      shop.sells(NOON - day * DAY + HOUR, { orderId: `${day}`, customer: '42' });
    }
    const bus = ledgerBus(table, 'first');
    await reconciler(table, 'first', shop.api, bus).run(NOON);
    expect(bus.entries.map(({ detail }) => detail)).toMatchObject(
      Array.from({ length: 30 }, (_, i) => ({
        orderId: `${30 - i}`,
        occurredAt: new Date(NOON - (30 - i) * DAY + HOUR).toISOString(),
        receivedAt: new Date(NOON).toISOString(),
      })),
    );
    expect(await readReconciliation(table, 'first')).toMatchObject({ upTo: NOON - 5 * MINUTE });
    // A page of the thirty days, which were too much, and one of each of their days.
    expect(shop.asked).toHaveLength(31);
  });

  test('is done in one go where it sold little', async () => {
    const shop = scriptedShop();
    shop.sells(NOON - 20 * DAY, { orderId: '1', customer: '42' });
    const bus = ledgerBus(local.table, 'small');
    await reconciler(local.table, 'small', shop.api, bus).run(NOON);
    expect(bus.entries).toHaveLength(1);
    expect(shop.asked).toHaveLength(1);
  });
});

describe('a run that does not end well', () => {
  test('is begun again by the next hour’s, whatever page the shop failed at', async () => {
    const { shop, run, bus, mark, measured } = await setUp('f1', { perPage: 2 });
    for (let i = 0; i < 5; i++) {
      shop.sells(NOON + i * MINUTE, { orderId: `${i}`, customer: '42' });
    }
    const before = await mark();
    shop.fail();
    await run(NOON + HOUR);
    expect(await mark()).toEqual(before);
    const { changes } = shop.api;
    shop.api.changes = async (since, until, from) => {
      if (from !== undefined) shop.fail();
      return changes(since, until, from);
    };
    await run(NOON + 2 * HOUR);
    expect(await mark()).toEqual(before);
    expect(bus.entries).toHaveLength(2);
    shop.api.changes = changes;
    await run(NOON + 3 * HOUR);
    expect(await mark()).toMatchObject({
      upTo: NOON + 3 * HOUR - 5 * MINUTE,
      found: { orders: 5, incomplete: 3 },
    });
    expect(bus.entries).toHaveLength(5);
    expect(measured.map(({ pageRefused }) => pageRefused)).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  test('says for how many hours the shop has not been reconciled', async () => {
    const { shop, run, measured } = await setUp('f2');
    for (let hour = 1; hour <= 7; hour++) {
      shop.fail(hour % 2 === 0 ? new ShopRefused('it answered 401') : undefined);
      await run(NOON + hour * HOUR);
    }
    await run(NOON + 8 * HOUR);
    expect(measured.map(({ hoursBehind }) => hoursBehind)).toEqual([1, 2, 3, 4, 5, 6, 7, 0]);
  });

  test('of a shop that never was reconciled counts from when it should have been', async () => {
    const shop = scriptedShop();
    const { run, measured } = reconciler(local.table, 'f3', shop.api, ledgerBus(local.table, 'f3'));
    for (const hour of [0, 1, 2]) {
      shop.fail();
      await run(NOON + hour * HOUR);
    }
    expect(measured.map(({ hoursBehind }) => hoursBehind)).toEqual([0, 1, 2]);
  });

  test('because the bus takes nothing comes again as it is', async () => {
    const { shop, table, bus, mark } = await setUp('f4');
    shop.sells(NOON + MINUTE, { orderId: '1', customer: '42' });
    const before = await mark();
    const stuck = reconciler(table, 'f4', shop.api, { ...bus, publish: async (all) => all });
    expect(await stuck.ticks(NOON + HOUR)).toEqual([0]);
    expect(await mark()).toEqual(before);
  });

  test('because the list has no end fails for the operator to see', async () => {
    const { shop, ticks, rest, handler } = await setUp('f5');
    shop.api.changes = async (_since, _until, from) => ({
      events: [],
      refused: 0,
      next: from ?? 'again',
    });
    expect(await ticks(NOON + HOUR)).toEqual([]);
    const [next] = rest.splice(0);
    expect(await deliver(handler, next)).toEqual([0]);
  });
});

describe('a schedule', () => {
  test('that fires twice, or late, does its work once', async () => {
    const { shop, run } = await setUp('s1');
    await run(NOON + 2 * HOUR);
    await run(NOON + 2 * HOUR);
    await run(NOON + HOUR);
    expect(shop.asked).toHaveLength(1);
  });

  test('that fired often while nobody could work is worked off by its latest message', async () => {
    const { shop, ticks, mark } = await setUp('s2');
    expect(await ticks(NOON + 2 * HOUR, NOON + 3 * HOUR, NOON + HOUR)).toEqual([]);
    expect(shop.asked).toEqual(['2026-11-03T11:40:00.000Z to 2026-11-03T14:55:00.000Z']);
    expect(await mark()).toMatchObject({ upTo: NOON + 3 * HOUR - 5 * MINUTE });
  });

  test('may find the run before still at work: nothing is doubled, and no mark goes back', async () => {
    const { shop, ticks, table, bus, history, mark } = await setUp('s3');
    for (let i = 0; i < 5; i++) {
      shop.sells(NOON + i * MINUTE, { orderId: `${i}`, customer: '42' });
    }
    const other = reconciler(table, 's3', shop.api, bus);
    const failed = await Promise.all([
      other.ticks(NOON + 2 * HOUR),
      ticks(NOON + HOUR),
      other.ticks(NOON + 2 * HOUR),
    ]);
    expect(failed.flat()).toEqual([]);
    expect(await history()).toHaveLength(5);
    expect(await mark()).toMatchObject({ upTo: NOON + 2 * HOUR - 5 * MINUTE });
  });

  test('for a shop without an API does nothing', async () => {
    const { ticks, measured } = reconciler(
      local.table,
      's4',
      undefined,
      ledgerBus(local.table, 's4'),
    );
    expect(await ticks(NOON)).toEqual([]);
    expect(measured).toEqual([]);
    expect(await local.table.get(keys.reconciled('s4'))).toBeUndefined();
  });
});

test('an order that changes between two pages is entered as it is in the end', async () => {
  const { shop, run, history } = await setUp('c1', { perPage: 2 });
  for (let i = 0; i < 4; i++) shop.sells(NOON + i * MINUTE, { orderId: `${i}`, customer: '42' });
  shop.beforePage((from) => {
    if (from !== undefined) shop.refunds(NOON + 57 * MINUTE, '0', 'r0', 5_000);
  });
  await run(NOON + HOUR);
  shop.beforePage(() => {});
  await run(NOON + 2 * HOUR);
  expect((await history()).map(([kind]) => kind).toSorted()).toEqual([
    'clawed-back',
    'earned',
    'earned',
    'earned',
    'earned',
  ]);
});

test('a message that asks for nothing that there is fails alone', async () => {
  const { handler, shop } = await setUp('m1');
  const tick = { shop: 'm1', scheduledFor: '2026-11-03T13:00:00Z' };
  expect(await deliver(handler, { ...tick, scheduledFor: 'soon' }, tick, {})).toEqual([0, 2]);
  expect(shop.asked).toHaveLength(1);
});
