import { beforeEach, describe, expect, test } from 'vitest';
import { askShop } from '../../../functions/ask-shop/handler.ts';
import { MOST_WAITS, secondsBefore } from '../../../functions/ask-shop/waiting.ts';
import { orderTouched } from '../../../shared/events/order-events.ts';
import type { BusEntry } from '../../../shared/events/publish.ts';
import { subscriptionTouched } from '../../../shared/events/subscription-events.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { type ShopApi, ShopRefused } from '../../../shared/shops/api/shop-api.ts';
import type { ShopEvent } from '../../../shared/shops/platform.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { type ScriptedShop, scriptedShop } from '../../support/scripted-shop.ts';

const AT = Date.UTC(2026, 10, 3, 10);
const SHOP = 'birdhouse';

let shop: ScriptedShop;
let bus: BusEntry[];
let putOff: { event: object; waits: number }[];
beforeEach(() => {
  shop = scriptedShop();
  bus = [];
  putOff = [];
});

function asking(api: ShopApi | undefined = shop.api) {
  return askShop({
    shops: [{ id: SHOP, platform: 'woocommerce' }],
    apiOf: async () => api,
    memberKey: async () => 'a-key',
    seal: async () => () => ({ sealed: 'c2VhbGVk', print: 'Zr8u0s7CqkqvJ1nq0uWf2A' }),
    publish: async (entries) => {
      bus.push(...entries);
      return [];
    },
    putOff: async (event, waits) => {
      putOff.push({ event, waits });
    },
  });
}

const touch = (orderId: string, more: { receivedAt?: string; correlationId?: string } = {}) =>
  envelope(orderTouched, {
    shop: SHOP,
    orderId,
    occurredAt: new Date(AT).toISOString(),
    receivedAt: new Date(AT).toISOString(),
    correlationId: 'a-touch',
    ...more,
  });

const answering = (...events: readonly ShopEvent[]): ShopApi => ({
  ...shop.api,
  order: async () => events,
});

describe('a shop that is asked about an order', () => {
  test('is told of on the bus as of when the touch was heard, the order before its refund', async () => {
    shop.refunds(AT - 1_000, '1', 'r1', 500);
    shop.sells(AT - 60_000, { orderId: '1', customer: '42' });
    expect(await deliver(asking(), touch('1'))).toEqual([]);
    const stamps = {
      shop: SHOP,
      orderId: '1',
      receivedAt: '2026-11-03T10:00:00.000Z',
      correlationId: 'a-touch',
    };
    expect(bus).toMatchObject([
      {
        name: 'order.paid',
        at: AT,
        detail: {
          ...stamps,
          member: memberId('a-key', SHOP, '42'),
          occurredAt: '2026-11-03T09:59:00.000Z',
        },
      },
      { name: 'order.refunded', at: AT, detail: { ...stamps, refundId: 'r1' } },
    ]);
  });

  test('is asked once for all touches of one order in a batch, as of the first of them', async () => {
    shop.sells(AT - 60_000, { orderId: '1' });
    shop.sells(AT - 60_000, { orderId: '2' });
    const earlier = { receivedAt: '2026-11-03T09:59:59.000Z', correlationId: 'the-first' };
    const failed = await deliver(asking(), touch('1'), touch('2'), touch('1', earlier), touch('1'));
    expect(failed).toEqual([]);
    expect(shop.asked).toEqual(['order 1', 'order 2']);
    expect(bus.map(({ detail }) => detail)).toMatchObject([
      { orderId: '1', ...earlier },
      { orderId: '2', correlationId: 'a-touch' },
    ]);
  });

  test('tells nothing that happened after the touch was heard', async () => {
    shop.sells(AT + 60_000, { orderId: '1' });
    await deliver(asking(), touch('1'));
    expect(bus).toMatchObject([{ detail: { occurredAt: '2026-11-03T10:00:00.000Z' } }]);
  });

  test('does not know the order: then there is nothing to tell', async () => {
    expect(await deliver(asking(), touch('404'))).toEqual([]);
    expect(bus).toEqual([]);
  });

  test('must not answer that it is to be asked', async () => {
    const again = { orderId: '1', occurredAt: new Date(AT).toISOString() };
    const handler = asking(answering({ name: 'order.touched', detail: again }));
    expect(await deliver(handler, touch('1'))).toEqual([0]);
    expect(bus).toEqual([]);
  });

  test('is heard to the end although one of its amounts is out of all bounds', async () => {
    shop.sells(AT, { orderId: '1' });
    shop.refunds(AT, '1', 'r1', 1e15);
    shop.cancels(AT, '1');
    expect(await deliver(asking(), touch('1'))).toEqual([]);
    expect(bus.map(({ name }) => name)).toEqual(['order.paid', 'order.cancelled']);
  });
});

describe('a shop that does not answer', () => {
  test('is asked again later, once for all touches of one order, and keeps no other waiting', async () => {
    shop.sells(AT, { orderId: '2' });
    shop.fail();
    expect(await deliver(asking(), touch('1'), touch('1'), touch('2'))).toEqual([]);
    expect(putOff).toEqual([{ event: touch('1'), waits: 1 }]);
    expect(bus).toMatchObject([{ detail: { orderId: '2' } }]);
  });

  test('has a day before what it named is given up on', async () => {
    shop.fail();
    const handler = asking();
    expect(await deliver(handler, { ...touch('1'), waits: MOST_WAITS - 1 })).toEqual([]);
    expect(putOff).toMatchObject([{ waits: MOST_WAITS }]);
    shop.fail();
    expect(await deliver(handler, { ...touch('1'), waits: MOST_WAITS })).toEqual([0]);
    const seconds = Array.from({ length: MOST_WAITS }, (_, i) => secondsBefore(i + 1));
    expect(Math.max(...seconds)).toBeLessThanOrEqual(900);
    expect(seconds.reduce((sum, each) => sum + each)).toBeGreaterThan(24 * 3_600);
  });

  test('because the token is wrong is a matter for the operator at once', async () => {
    shop.fail(new ShopRefused('it answered 401'));
    expect(await deliver(asking(), touch('1'))).toEqual([0]);
    expect(putOff).toEqual([]);
  });

  test('because it has no API is a matter for the operator, too', async () => {
    const handler = askShop({
      shops: [],
      apiOf: async () => undefined,
      memberKey: async () => 'a-key',
      seal: async () => () => ({ sealed: '', print: '' }),
      publish: async () => [],
      putOff: async () => {},
    });
    expect(await deliver(handler, touch('1'))).toEqual([0]);
  });
});

test('a subscription is asked for by its own id', async () => {
  const changed: ShopEvent = {
    name: 'subscription.changed',
    detail: {
      subscriptionId: '77',
      customer: '42',
      status: 'active',
      autoRenews: true,
      occurredAt: new Date(AT).toISOString(),
    },
  };
  const handler = asking({
    ...shop.api,
    subscription: async (id) => (id === '77' ? [changed] : []),
  });
  const told = { ...subscriptionTouched.example, shop: SHOP, subscriptionId: '77' };
  expect(await deliver(handler, envelope(subscriptionTouched, told))).toEqual([]);
  expect(bus).toMatchObject([{ name: 'subscription.changed', detail: { subscriptionId: '77' } }]);
});

test('a message that is no touch fails alone', async () => {
  shop.sells(AT, { orderId: '1' });
  expect(await deliver(asking(), 'no json', touch('1'), {})).toEqual([0, 2]);
  expect(bus).toHaveLength(1);
});

test('what the bus does not take comes again', async () => {
  shop.sells(AT, { orderId: '1' });
  const handler = askShop({
    shops: [{ id: SHOP, platform: 'woocommerce' }],
    apiOf: async () => shop.api,
    memberKey: async () => 'a-key',
    seal: async () => () => ({ sealed: '', print: '' }),
    publish: async (entries) => entries,
    putOff: async () => {},
  });
  expect(await deliver(handler, touch('1'))).toEqual([0]);
});
