import { generateKeyPairSync } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { webhooks } from '../../../functions/webhooks/handler.ts';
import { sealWith } from '../../../shared/contact/seal.ts';
import type { BusEntry } from '../../../shared/events/publish.ts';
import { shopEvents } from '../../../shared/events/shop-events.ts';
import { emailHash } from '../../../shared/identity/contact-hash.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { demoSecret, demoShops } from '../../../shared/shops/demo-shops.ts';
import { cachedSecrets } from '../../../shared/shops/shop-secrets.ts';
import { signDelivery } from '../../../shared/shops/sign.ts';
import { callback } from '../../shared/shops/bodies/bigcommerce.ts';
import { giftCard, refund, order as shopifyOrder } from '../../shared/shops/bodies/shopify.ts';
import { paid } from '../../shared/shops/bodies/store.ts';
import { charge, session, event as stripeEvent } from '../../shared/shops/bodies/stripe.ts';
import { order as wooOrder } from '../../shared/shops/bodies/woocommerce.ts';
import { demoShop, RECEIVED_AT, textOf } from '../../shared/shops/delivery.ts';

const memberKey = 'a key of the tests';
const seal = sealWith(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, memberKey);

/** The function with a bus that takes what it is given, and with secrets that can be changed. */
function ingress(
  changes: { publish?: (entries: readonly BusEntry[]) => readonly BusEntry[] } = {},
) {
  const bus: BusEntry[] = [];
  const secrets = new Map(demoShops.map((shop) => [shop.id, [demoSecret(shop)]]));
  const handler = webhooks({
    shops: demoShops,
    secrets: cachedSecrets(async (shop) => {
      const known = secrets.get(shop);
      if (known === undefined) throw new Error('no such secret');
      return known;
    }),
    memberKey: async () => memberKey,
    seal: async () => seal,
    publish: async (entries) => {
      const left = changes.publish?.(entries) ?? [];
      bus.push(...entries.filter((entry) => !left.includes(entry)));
      return left;
    },
  });
  const post = async (request: Posted) => {
    const answer = await handler(gatewayEvent(request), context);
    const { statusCode, headers, body } = answer;
    return { status: statusCode, headers, body: body ? JSON.parse(body) : undefined };
  };
  return { bus, secrets, post };
}

interface Posted {
  readonly shop: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: number;
  readonly encoded?: boolean;
}

function gatewayEvent({ shop, body, headers = {}, at = RECEIVED_AT, encoded = false }: Posted) {
  const routeKey = 'POST /webhooks/{shop}';
  const path = `/webhooks/${shop}`;
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { ...headers },
    pathParameters: { shop },
    requestContext: {
      accountId: '1',
      apiId: 'api',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: 'x' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '01/Nov/2026:09:00:02 +0000',
      timeEpoch: at,
    },
    body: encoded ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: encoded,
  };
  return event;
}

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'webhooks',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:1:function:webhooks',
  memoryLimitInMB: '256',
  awsRequestId: 'request-1',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 1000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** A request that the demonstration shop of a kind signed. */
function signed(
  platform: Parameters<typeof demoShop>[0],
  content: unknown,
  topic = '',
  at = RECEIVED_AT,
): Posted {
  const shop = demoShop(platform);
  const body = textOf(content);
  const headers = signDelivery(platform, demoSecret(shop), { body, topic, at, id: 'msg-1' });
  return { shop: shop.id, body, headers, at };
}

const paidOrders: readonly Posted[] = [
  signed('shopify', shopifyOrder, 'orders/paid'),
  signed('woocommerce', wooOrder, 'order.updated'),
  signed('stripe', stripeEvent('checkout.session.completed', session)),
  signed('standard-webhooks', paid),
];

describe('POST /webhooks/{shop}', () => {
  test.each(paidOrders)(
    'puts the paid order of $shop on the bus, and how to reach its customer, and then answers 202',
    async (post) => {
      const { bus, post: send } = ingress();
      const events = ['order.paid', 'customer.told'];
      expect(await send(post)).toMatchObject({ status: 202, body: { accepted: true, events } });
      const stamped = { source: 'perch.shops', at: RECEIVED_AT };
      expect(bus).toMatchObject(events.map((name) => ({ name, ...stamped })));
    },
  );

  test('stamps events with shop, member, receipt and correlation, and forgets the customer', async () => {
    const { bus, post } = ingress();
    await post(signed('shopify', shopifyOrder, 'orders/paid'));
    expect(bus[0]?.detail).toEqual({
      shop: 'demo-shopify',
      orderId: '5001',
      orderNumber: '#1001',
      member: memberId(memberKey, 'demo-shopify', '42'),
      placedWith: emailHash(memberKey, 'mara@example.org'),
      currency: 'EUR',
      totalMinor: 5988,
      shippingMinor: 600,
      earningBaseMinor: 4490,
      discountCodes: ['WELCOME'],
      lines: [{ productId: '632910392', quantity: 2, netMinor: 4490 }],
      occurredAt: '2026-11-01T08:59:00.000Z',
      receivedAt: '2026-11-01T09:00:02.000Z',
      correlationId: 'request-1',
    });
  });

  test('loses no order for a contact field that does not fit', async () => {
    const { bus, post } = ingress();
    const odd = { ...shopifyOrder, email: 'x'.repeat(10_000), phone: '+49\u0000155' };
    expect(await post(signed('shopify', odd, 'orders/paid'))).toMatchObject({ status: 202 });
    expect(bus.map(({ name }) => name)).toEqual(['order.paid', 'customer.told']);
    expect(bus[0]?.detail).not.toHaveProperty('placedWith');
    expect(bus[1]?.detail).not.toHaveProperty('unfit');
  });

  test('says no member of an order without a customer', async () => {
    const { bus, post } = ingress();
    await post(signed('shopify', { ...shopifyOrder, customer: null }, 'orders/paid'));
    expect(bus[0]?.detail).not.toHaveProperty('member');
  });

  test('lets no contact field onto the bus', async () => {
    const { bus, post } = ingress();
    for (const request of paidOrders) await post(request);
    await post(signed('shopify', refund, 'refunds/create'));
    await post(signed('stripe', stripeEvent('charge.refunded', charge)));
    expect(bus).toHaveLength(11);
    const sealed = bus.filter(({ name }) => name === 'customer.told');
    expect(sealed).toHaveLength(4);
    // What is sealed looks like anything; that it can be opened, and by whom, is tested elsewhere.
    const crossed = JSON.stringify(bus, (key, value) => (key === 'sealed' ? '' : value));
    for (const planted of ['mara', 'Mara', 'Holz', '+49', '203.0.113.9', 'Mozilla', '@', '28195']) {
      expect(crossed).not.toContain(planted);
    }
    for (const { name, detail } of bus) {
      const type = shopEvents.find((candidate) => candidate.name === name);
      expect(type?.schema.safeParse(detail).data).toEqual(detail);
    }
  });

  test('makes the largest event fit into what the bus takes, 256 KB', async () => {
    const { bus, post } = ingress();
    const wide = (i: number) => `${String.fromCodePoint(0x4e00 + i)}`.repeat(200);
    const line = shopifyOrder.line_items[0] ?? giftCard;
    const line_items = Array.from({ length: 300 }, (_, i) => ({ ...line, product_id: wide(i) }));
    const discount_codes = Array.from({ length: 30 }, (_, i) => ({ code: wide(i) }));
    const body = { ...shopifyOrder, line_items, discount_codes };
    const posted = signed('shopify', body, 'orders/paid');
    expect(await post(posted)).toMatchObject({ status: 202 });
    expect(Buffer.byteLength(JSON.stringify(bus[0]?.detail))).toBeLessThan(200_000);
  });

  test('reads the bytes that were signed when the gateway hands them over in base64', async () => {
    const { bus, post } = ingress();
    const body = { ...shopifyOrder, note: 'Grüße 🐦' };
    const posted = { ...signed('shopify', body, 'orders/paid'), encoded: true };
    expect(await post(posted)).toMatchObject({ status: 202 });
    expect(bus).toHaveLength(2);
  });

  test('accepts a repeat like the first', async () => {
    const { post } = ingress();
    const posted = signed('shopify', shopifyOrder, 'orders/paid');
    expect(await post(posted)).toEqual(await post(posted));
  });

  test('accepts what does not concern us, and puts nothing on the bus', async () => {
    const { bus, post } = ingress();
    expect(await post(signed('shopify', shopifyOrder, 'products/update'))).toMatchObject({
      status: 202,
      body: { accepted: true, events: [] },
    });
    expect(bus).toEqual([]);
  });

  test('answers WooCommerce’s unsigned ping with exactly 200, even before it has a secret', async () => {
    const { bus, secrets, post } = ingress();
    secrets.delete('demo-woocommerce');
    const ping = { shop: 'demo-woocommerce', body: 'webhook_id=12' };
    expect(await post(ping)).toMatchObject({ status: 200, body: undefined });
    expect(bus).toEqual([]);
  });

  test('answers whatever BigCommerce sends with 200 and nothing more', async () => {
    const { bus, post } = ingress();
    const answer = { status: 200, body: undefined };
    expect(await post(signed('bigcommerce', callback))).toMatchObject(answer);
    expect(bus).toMatchObject([{ name: 'order.touched', detail: { orderId: '250' } }]);
    const other = { ...callback, scope: 'store/product/updated' };
    expect(await post(signed('bigcommerce', other))).toMatchObject(answer);
    expect(bus).toHaveLength(1);
  });

  test('takes a ping for nothing else than a body without signature elsewhere', async () => {
    const { post } = ingress();
    expect(await post({ shop: 'demo-shopify', body: 'webhook_id=12' })).toMatchObject({
      status: 401,
    });
  });
});

describe('POST /webhooks/{shop} refuses', () => {
  const refused = async (posted: Posted) => {
    const { bus, post } = ingress();
    const answer = await post(posted);
    expect(bus).toEqual([]);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.body).toMatchObject({ status: answer.status, detail: expect.any(String) });
    return answer.status;
  };

  test('a shop that it does not know, with 404', async () => {
    const posted = signed('shopify', shopifyOrder, 'orders/paid');
    expect(await refused({ ...posted, shop: 'another' })).toBe(404);
    expect(await refused({ ...posted, shop: 'constructor' })).toBe(404);
  });

  test('a body beyond a mebibyte, with 413, and takes one of just that', async () => {
    const padded = (length: number) => {
      const bare = textOf({ ...shopifyOrder, note: '' }).length;
      return { ...shopifyOrder, note: 'x'.repeat(length - bare) };
    };
    const most = signed('shopify', padded(1_048_576), 'orders/paid');
    expect(await ingress().post(most)).toMatchObject({ status: 202 });
    expect(await refused(signed('shopify', padded(1_048_577), 'orders/paid'))).toBe(413);
    expect(await refused(signed('shopify', padded(2_000_000), 'orders/paid'))).toBe(413);
  });

  test.each(paidOrders)(
    'a delivery to $shop without or with another signature, with 401',
    async (posted) => {
      expect(await refused({ ...posted, headers: {} })).toBe(401);
      expect(await refused({ ...posted, body: `${posted.body} ` })).toBe(401);
    },
  );

  test('one shop’s delivery at another shop, with 401', async () => {
    const posted = signed('shopify', shopifyOrder, 'orders/paid');
    expect(await refused({ ...posted, shop: 'demo-woocommerce' })).toBe(401);
  });

  test('a signed time that is too far away, with 401', async () => {
    const stripe = signed('stripe', stripeEvent('checkout.session.completed', session));
    const store = signed('standard-webhooks', paid);
    for (const posted of [stripe, store]) {
      expect(await refused({ ...posted, at: RECEIVED_AT + 301_000 })).toBe(401);
      expect(await refused({ ...posted, at: RECEIVED_AT - 303_000 })).toBe(401);
    }
  });

  test('a signed body that is not what was said, with 400', async () => {
    expect(await refused(signed('shopify', 'no JSON', 'orders/paid'))).toBe(400);
    expect(await refused(signed('shopify', '', 'orders/paid'))).toBe(400);
    expect(await refused(signed('shopify', shopifyOrder, 'refunds/create'))).toBe(400);
  });

  test('an order of which a part is out of bounds, with 400 and nothing of it on the bus', async () => {
    const huge = { ...session, amount_total: 9e12 };
    expect(await refused(signed('stripe', stripeEvent('checkout.session.completed', huge)))).toBe(
      400,
    );
  });
});

describe('a shop’s secret', () => {
  const later = RECEIVED_AT + 60_000;

  test('that was changed a moment ago is looked up before a delivery is refused', async () => {
    const { secrets, post } = ingress();
    await post(signed('shopify', shopifyOrder, 'orders/paid'));
    const posted = signed('shopify', shopifyOrder, 'orders/paid', later);
    secrets.set('demo-shopify', ['next', demoSecret(demoShop('shopify'))]);
    expect(await post(posted)).toMatchObject({ status: 202 });
    const { body } = posted;
    const delivery = { body, topic: 'orders/paid', at: later, id: 'msg-2' };
    const byNext = { ...posted, headers: signDelivery('shopify', 'next', delivery) };
    expect(await post(byNext)).toMatchObject({ status: 202 });
  });

  test('that was withdrawn does no longer once the copy in memory is old', async () => {
    const { secrets, post } = ingress();
    await post(signed('shopify', shopifyOrder, 'orders/paid'));
    secrets.set('demo-shopify', ['next']);
    const much = RECEIVED_AT + 301_000;
    expect(await post(signed('shopify', shopifyOrder, 'orders/paid', much))).toMatchObject({
      status: 401,
    });
  });

  test('that is missing is a fault of ours, answered 500', async () => {
    const { secrets, post } = ingress();
    secrets.delete('demo-shopify');
    expect(await post(signed('shopify', shopifyOrder, 'orders/paid'))).toMatchObject({
      status: 500,
    });
  });
});

describe('a bus', () => {
  test('that does not take the events makes the shop come again', async () => {
    const { post } = ingress({ publish: (entries) => entries });
    expect(await post(signed('shopify', shopifyOrder, 'orders/paid'))).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
  });
});
