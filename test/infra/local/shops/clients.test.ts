import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SoldOrder } from '../../../../infra/commands/sold-order.ts';
import { storefront } from '../../../../infra/commands/storefront.ts';
import { storefrontBodies } from '../../../../infra/commands/storefront-bodies.ts';
import { openClock } from '../../../../infra/local/clock.ts';
import { openJournal } from '../../../../infra/local/journal.ts';
import { type FakeShops, openFakeShops } from '../../../../infra/local/shops/fake-shops.ts';
import { shopControls } from '../../../../infra/local/shops/shop-controls.ts';
import type { ShopApi } from '../../../../shared/shops/api/shop-api.ts';
import { shopApi } from '../../../../shared/shops/api/shop-apis.ts';
import { demoShops, demoToken } from '../../../../shared/shops/demo-shops.ts';
import type { ShopEvent } from '../../../../shared/shops/platform.ts';
import { range } from './played-shop.ts';

/* What Perch's own clients read of the fake shops after a storefront has sold something. */

const journal = openJournal(':memory:');
const clock = openClock(journal);
const NOW = clock.now();
let shops: FakeShops;
let url: string;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  shops = await openFakeShops(journal, clock);
  const host = new Hono().route('/_local/shops', shopControls(shops));
  url = await new Promise((listening) => {
    server = serve({ fetch: host.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening(`http://127.0.0.1:${port}`),
    );
  });
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await shops.close();
  journal.close();
});

function clientOf(id: string): ShopApi {
  const settings = demoShops.find((demo) => demo.id === id);
  const client =
    settings && shopApi(settings, demoToken(settings), { baseUrl: `${shops.url}/${id}` });
  return client ?? expect.unreachable(`${id} has no API`);
}

/** All that a shop's API lists of a span, in lines of a few words, sorted. */
async function listed(id: string, since: number, until: number): Promise<readonly string[]> {
  const events: ShopEvent[] = [];
  for (let from: string | undefined, first = true; first || from !== undefined; first = false) {
    const page = await clientOf(id).changes(since, until, from);
    expect(page.refused).toBe(0);
    events.push(...page.events);
    from = page.next;
  }
  return lines(events);
}

function lines(events: readonly ShopEvent[]): readonly string[] {
  const said = events.flatMap(({ name, detail }) => {
    const of = 'orderId' in detail ? detail.orderId.replace('pi_', '') : '';
    const amount =
      'totalMinor' in detail
        ? detail.totalMinor
        : 'amountMinor' in detail
          ? detail.amountMinor
          : '';
    return name.startsWith('order.') ? [`${name} ${of} ${amount}`.trim()] : [];
  });
  return said.toSorted();
}

const minute = (number: number) => NOW - 3_600_000 + number * 60_000;
const at = (number: number) => new Date(minute(number)).toISOString();
const order = (id: number): SoldOrder => ({
  orderId: String(id),
  orderNumber: `#${id}`,
  customer: '42',
  currency: 'EUR',
  total: '24.90',
  paidAt: at(id % 100),
});

describe.each([
  ['demo-shopify', 'order.cancelled 103'],
  ['demo-woocommerce', 'order.cancelled 103'],
  ['demo-stripe', 'order.refunded 103 2490'],
  ['demo-bigcommerce', 'order.cancelled 103'],
])('what %s sold without a word', (id, cancellation) => {
  const all = [
    'order.paid 101 2490',
    'order.paid 102 2490',
    'order.paid 103 2490',
    'order.refunded 102 500',
    cancellation,
  ].toSorted();
  beforeAll(async () => {
    const { quietly } = storefront(url, id, () => NOW);
    for (const number of [101, 102, 103]) await quietly.sells(order(number));
    await quietly.refunds(order(102), { refundId: '202', amount: '5.00', at: at(10) });
    await quietly.cancels(order(103), at(20));
  });

  it('is found in its API, and nothing that did not change in the span', async () => {
    expect(await listed(id, minute(0), minute(30))).toEqual(all);
    expect(await listed(id, minute(30), minute(40))).toEqual([]);
  });

  it('is told of each order', async () => {
    const events = (await clientOf(id).order(id === 'demo-stripe' ? 'pi_102' : '102', NOW)) ?? [];
    expect(lines(events)).toEqual(['order.paid 102 2490', 'order.refunded 102 500']);
    expect(await clientOf(id).order(id === 'demo-stripe' ? 'pi_404' : '404', NOW)).toBeUndefined();
  });

  it('is found when the API fails at first', async () => {
    const faults = shops.find(id)?.shop.faults;
    faults?.add({ answer: 500, times: 1, retryAfter: 0 });
    faults?.add({ answer: 429, times: 1, retryAfter: 0.1 });
    expect(await listed(id, minute(0), minute(30))).toEqual(all);
  });
});

describe('more than one page', () => {
  it.each(['demo-shopify', 'demo-woocommerce', 'demo-stripe', 'demo-bigcommerce'])(
    'of %s is read to the end',
    async (id) => {
      const settings = demoShops.find((demo) => demo.id === id);
      const kind = settings && storefrontBodies[settings.platform];
      const sold = range(1_041, 1_150);
      for (const number of sold) {
        const since = { refunds: [], undone: [] };
        const shown = kind?.shown?.({ ...order(number), paidAt: at(45) }, since) ?? [];
        for (const { collection, id: name, document } of shown) {
          shops.find(id)?.shop.documents.put(collection, name, { ...document });
        }
      }
      const found = await listed(id, minute(44), minute(46));
      expect(new Set(found)).toEqual(new Set(sold.map((number) => `order.paid ${number} 2490`)));
    },
  );
});
