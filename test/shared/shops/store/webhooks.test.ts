import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { storeMessageSchema } from '../../../../shared/shops/store/messages.ts';
import { standardWebhooks } from '../../../../shared/shops/store/webhooks.ts';
import { cancelled, paid, refunded, refundReversed } from '../bodies/store.ts';
import {
  delivery,
  demoShop,
  liveShop,
  NOTHING,
  RECEIVED_AT,
  reading,
  theEvent,
  verdict,
} from '../delivery.ts';

const shop = demoShop('standard-webhooks');
const secret = 'whsec_cGVyY2gtZGV2LXNlY3JldC1kZW1vLXN0b3Jl';
const sent = (headers: Record<string, string | undefined>, ...secrets: string[]) =>
  verdict(delivery('standard-webhooks', paid, '', headers), shop, ...secrets);

describe('a signature of Standard Webhooks', () => {
  const signedBy = (key: string, at = RECEIVED_AT) => ({
    'webhook-id': 'msg-9',
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(key).sign('msg-9', new Date(at), JSON.stringify(paid)),
  });

  test('is the published vector’s', () => {
    const header: Record<string, string> = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const vector = {
      body: Buffer.from('{"test": 2432232314}'),
      header: (name: string) => header[name],
      receivedAt: 1614265330_000,
    };
    expect(verdict(vector, shop, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual({ ok: true });
    expect(verdict(vector, shop, secret)).toMatchObject({ ok: false, status: 401 });
  });

  test('is what the reference library makes', () => {
    expect(sent(signedBy(secret))).toEqual({ ok: true });
    expect(sent(signedBy(secret), 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', secret)).toEqual({
      ok: true,
    });
    expect(sent(signedBy('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'))).toMatchObject({ status: 401 });
  });

  test('is made here as the reference library checks it', () => {
    const at = Math.floor(Date.now() / 1000) * 1000;
    const body = JSON.stringify(paid);
    const headers = standardWebhooks.sign(secret, { body, topic: '', at, id: 'msg-9' });
    expect(new Webhook(secret).verify(body, { ...headers })).toEqual(paid);
  });

  test('is one of a list, of which other kinds are passed over', () => {
    const { 'webhook-signature': signature, ...rest } = signedBy(secret);
    const list = `v1a,AAAA v1,AAAA ${signature}`;
    expect(sent({ ...rest, 'webhook-signature': list })).toEqual({ ok: true });
    const other = signature.replace('v1,', 'v1a,');
    expect(sent({ ...rest, 'webhook-signature': other })).toMatchObject({ status: 401 });
  });

  test('does for 300 seconds before and after the time it carries', () => {
    const at = Math.floor(RECEIVED_AT / 1000) * 1000;
    expect(sent(signedBy(secret, at - 298_000))).toEqual({ ok: true });
    expect(sent(signedBy(secret, at + 300_000))).toEqual({ ok: true });
    expect(sent(signedBy(secret, at - 301_000))).toMatchObject({ status: 401 });
    expect(sent(signedBy(secret, at + 301_000))).toMatchObject({ status: 401 });
  });

  test('covers the id and the time', () => {
    const headers = signedBy(secret);
    expect(sent({ ...headers, 'webhook-id': 'msg-8' })).toMatchObject({ status: 401 });
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(sent({ ...headers, 'webhook-timestamp': later })).toMatchObject({ status: 401 });
  });

  test('needs all of its headers', () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(sent({ [name]: undefined })).toMatchObject({ ok: false, status: 401 });
    }
  });

  test('is never checked with a key that anybody could have', () => {
    expect(() => sent({}, 'whsec_')).toThrow('at least 24 bytes');
  });
});

const readPaid = (changes: object = {}, at = shop) =>
  reading('standard-webhooks', { ...paid, data: { ...paid.data, ...changes } }, '', at);
const paidDetail = (changes: object = {}) => theEvent('order.paid', readPaid(changes));

describe('a paid order of a shop of one’s own', () => {
  test('tells what it cost, what of it earns, whose it is and when', () => {
    expect(paidDetail()).toEqual({
      orderId: 'B-5001',
      orderNumber: '#5001',
      customer: '42',
      email: 'mara@example.org',
      currency: 'EUR',
      totalMinor: 5490,
      shippingMinor: 500,
      earningBaseMinor: 3990,
      discountCodes: ['WELCOME'],
      lines: [
        { productId: 'beans-1kg', quantity: 1, netMinor: 2990 },
        { productId: 'cup', quantity: 1, netMinor: 1000 },
      ],
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('needs no more than id, currency, total and lines', () => {
    const data = { orderId: '1', currency: 'JPY', total: '500', lines: [{ amount: '450' }] };
    const read = reading('standard-webhooks', { ...paid, data });
    expect(theEvent('order.paid', read)).toMatchObject({
      orderNumber: '1',
      customer: undefined,
      totalMinor: 500,
      shippingMinor: 0,
      earningBaseMinor: 450,
    });
  });

  test('does not earn on gift cards, nor on what store credit paid', () => {
    const lines = [{ amount: '29.90' }, { amount: '10.00', giftCard: true }];
    expect(paidDetail({ lines }).earningBaseMinor).toBe(2990);
    expect(paidDetail({ lines, storeCredit: '4.90' }).earningBaseMinor).toBe(2500);
    expect(paidDetail({ storeCredit: '54.90' }).earningBaseMinor).toBe(0);
  });

  test('tells its lines, with a quantity in either form, but for gift cards', () => {
    const lines = [
      { productId: 'beans', quantity: 3, amount: '29.90' },
      { productId: 'cup', quantity: '2', amount: '5.00' },
      { productId: 'card', amount: '5.00', giftCard: true },
      { amount: '1.00' },
    ];
    expect(paidDetail({ lines }).lines).toEqual([
      { productId: 'beans', quantity: 3, netMinor: 2990 },
      { productId: 'cup', quantity: 2, netMinor: 500 },
    ]);
    expect(readPaid({ lines: [{ amount: '1.00', quantity: 1.5 }] })).toMatchObject({
      status: 400,
      detail: /data\.lines\.0\.quantity is not a whole number/,
    });
  });

  test('takes numbers for amounts and ids, to the digit', () => {
    const text = JSON.stringify(paid)
      .replace('"54.90"', '54.90')
      .replace('"B-5001"', '9007199254740993');
    expect(theEvent('order.paid', reading('standard-webhooks', text))).toMatchObject({
      orderId: '9007199254740993',
      totalMinor: 5490,
    });
  });

  test('is refused when its lines come to more than its total', () => {
    expect(readPaid({ total: '44.89' })).toMatchObject({
      status: 400,
      detail: /data\.total does not cover shipping and lines/,
    });
    expect(paidDetail({ total: '44.90' }).totalMinor).toBe(4490);
  });

  test('that is a test counts only where tests do', () => {
    expect(readPaid({ test: true }, liveShop('standard-webhooks'))).toEqual(NOTHING);
    expect(theEvent('order.paid', readPaid({ test: true }))).toMatchObject({ orderId: 'B-5001' });
  });
});

describe('what else a shop of one’s own says', () => {
  test('is a refund, with its part for shipping', () => {
    expect(theEvent('order.refunded', reading('standard-webhooks', refunded))).toEqual({
      orderId: 'B-5001',
      refundId: 'R-1',
      currency: 'EUR',
      amountMinor: 1500,
      shippingMinor: 500,
      occurredAt: '2026-11-01T08:59:30.000Z',
    });
  });

  test('is no refund with more shipping than money', () => {
    const odd = { ...refunded, data: { ...refunded.data, shipping: '15.01' } };
    expect(reading('standard-webhooks', odd)).toMatchObject({ status: 400, detail: /shipping/ });
  });

  test('is a refund that came to nothing', () => {
    expect(theEvent('order.refund-reversed', reading('standard-webhooks', refundReversed))).toEqual(
      { orderId: 'B-5001', refundId: 'R-1', occurredAt: '2026-11-01T08:59:50.000Z' },
    );
    const test = { ...refundReversed, data: { ...refundReversed.data, test: true } };
    expect(reading('standard-webhooks', test, '', liveShop('standard-webhooks'))).toEqual(NOTHING);
    const nameless = { ...refundReversed, data: { orderId: 'B-5001' } };
    expect(reading('standard-webhooks', nameless)).toMatchObject({
      status: 400,
      detail: /data\.refundId/,
    });
  });

  test('is a cancellation', () => {
    expect(theEvent('order.cancelled', reading('standard-webhooks', cancelled))).toEqual({
      orderId: 'B-5001',
      occurredAt: '2026-11-01T08:59:40.500Z',
    });
  });

  test('is nothing that concerns us', () => {
    const other = { type: 'contact.created', timestamp: '2026-11-01T08:59:00Z', data: {} };
    expect(reading('standard-webhooks', other)).toEqual(NOTHING);
  });

  test('is published as a JSON Schema that is up to date; `npx vitest run -u` writes it anew', async () => {
    const lists = /\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\]/g;
    // Short lists on one line, as the formatter has them.
    const text = JSON.stringify(storeMessageSchema(), null, 2).replace(
      lists,
      (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`,
    );
    await expect(`${text}\n`).toMatchFileSnapshot(
      '../../../../shared/shops/store/standard-webhooks.schema.json',
    );
  });
});
