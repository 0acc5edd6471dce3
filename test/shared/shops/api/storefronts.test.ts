import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SoldOrder } from '../../../../infra/commands/sold-order.ts';
import { storefrontBodies } from '../../../../infra/commands/storefront-bodies.ts';
import { openClock } from '../../../../infra/local/clock.ts';
import { openJournal } from '../../../../infra/local/journal.ts';
import { type FakeShops, openFakeShops } from '../../../../infra/local/shops/fake-shops.ts';
import type { ShopDocuments } from '../../../../infra/local/shops/shop-documents.ts';
import type { ShopFault } from '../../../../infra/local/shops/shop-faults.ts';
import type { PlatformName } from '../../../../shared/shops/shop-settings.ts';
import { demoShop, reading } from '../delivery.ts';
import { clientOf, lines, pagesOf } from './told.ts';

/* The clients and the shops that are played on one machine, each by its platform's documentation. */

const journal = openJournal(':memory:');
let shops: FakeShops;
beforeAll(async () => {
  shops = await openFakeShops(journal, openClock(journal));
});
afterAll(async () => {
  await shops.close();
  journal.close();
});

const SINCE = Date.parse('2026-11-01T08:00:00Z');
const UNTIL = Date.parse('2026-11-01T10:00:00Z');
const at = (minute: number) => new Date(SINCE + minute * 60_000).toISOString();
const sold = (orderId: string, minute: number): SoldOrder => ({
  orderId,
  orderNumber: `#${orderId}`,
  customer: '42',
  currency: 'EUR',
  total: '54.90',
  paidAt: at(minute),
});
const [kept, refunded, cancelled] = [sold('5001', 1), sold('5002', 2), sold('5003', 3)];
const refund = { refundId: '9001', amount: '15.00', at: at(40) };

function playedShop(platform: PlatformName) {
  const { id } = demoShop(platform);
  const { shop } = shops.find(id) ?? expect.unreachable(`${id} is played`);
  return { ...shop, client: clientOf(platform, `${shops.url}/${id}`) };
}

/** Shows three orders: one as it was sold, one refunded in part, and one called off. */
function show(platform: PlatformName, documents: ShopDocuments): void {
  const { shown } = storefrontBodies[platform];
  for (const one of [
    ...(shown?.(kept, { refunds: [], undone: [] }) ?? []),
    ...(shown?.(refunded, { refunds: [refund], undone: [] }) ?? []),
    ...(shown?.(cancelled, { refunds: [], undone: [], cancelledAt: at(50) }) ?? []),
  ]) {
    documents.put(one.collection, one.id, { ...one.document });
  }
}

const platforms: readonly (readonly [PlatformName, string, readonly string[]])[] = [
  [
    'shopify',
    '5002',
    ['order.cancelled 5003', 'order.paid 5001', 'order.paid 5002', 'order.paid 5003'],
  ],
  [
    'woocommerce',
    '5002',
    ['order.cancelled 5003', 'order.paid 5001', 'order.paid 5002', 'order.paid 5003'],
  ],
  [
    'stripe',
    'pi_5002',
    [
      'order.paid pi_5001',
      'order.paid pi_5002',
      'order.paid pi_5003',
      'order.refunded pi_5003 re_5003_all',
    ],
  ],
  [
    'bigcommerce',
    '5002',
    ['order.cancelled 5003', 'order.paid 5001', 'order.paid 5002', 'order.paid 5003'],
  ],
];

test.each(platforms)('%s lists what it sold, refunded and called off', async (...row) => {
  const [platform, orderId, others] = row;
  const { documents, client } = playedShop(platform);
  show(platform, documents);
  const { events } = await pagesOf(client, SINCE, UNTIL);
  const refundId = platform === 'stripe' ? 're_9001' : '9001';
  const told = lines(events)?.filter((line) => line.startsWith('order.'));
  expect(new Set(told)).toEqual(new Set([...others, `order.refunded ${orderId} ${refundId}`]));
  expect(await client.changes(UNTIL, UNTIL + 3_600_000)).toEqual({ events: [], refused: 0 });

  const one = lines(await client.order(orderId, UNTIL))?.filter((line) => /^order/.test(line));
  expect(one).toEqual([`order.paid ${orderId}`, `order.refunded ${orderId} ${refundId}`]);
  expect(await client.order(platform === 'stripe' ? 'pi_1' : '1', UNTIL)).toBeUndefined();
});

test.each(['shopify', 'stripe'] as const)('%s lists just what its webhooks say', async (kind) => {
  const { documents, client } = playedShop(kind);
  show(kind, documents);
  const bodies = storefrontBodies[kind];
  const posts = [
    ...[kept, refunded, cancelled].map((order) => bodies.paid(order)),
    bodies.refunded(refunded, refund),
    bodies.cancelled(cancelled, at(50)),
  ];
  const webhooks = posts.flatMap(({ topic, body }) => {
    const read = reading(kind, body, topic);
    return read.ok ? read.events.map(({ name }) => name) : [];
  });
  const { events } = await pagesOf(client, SINCE, UNTIL);
  expect(events.map(({ name }) => name).toSorted()).toEqual(webhooks.toSorted());
});

const faults: readonly Omit<ShopFault, 'times'>[] = [
  { answer: 429, retryAfter: 0.1 },
  { answer: 500, retryAfter: 0 },
  { answer: 'same-page-twice', retryAfter: 0 },
];

test.each(platforms.flatMap(([kind]) => faults.map((fault) => [kind, fault] as const)))(
  '%s is asked on through %o',
  async (kind, fault) => {
    const { documents, faults: ahead, client } = playedShop(kind);
    show(kind, documents);
    const names = async () => new Set(lines((await pagesOf(client, SINCE, UNTIL)).events));
    const all = await names();
    ahead.add({ ...fault, times: 1 });
    expect(await names()).toEqual(all);
    expect(all.size).toBeGreaterThan(4);
  },
);
