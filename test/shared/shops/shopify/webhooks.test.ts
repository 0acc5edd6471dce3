import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { shopify } from '../../../../shared/shops/shopify/webhooks.ts';
import { beans, giftCard, moneyBack, order, refund, set, shipping } from '../bodies/shopify.ts';
import { delivery, demoShop, liveShop, NOTHING, reading, theEvent, verdict } from '../delivery.ts';

const paid = (changes: object = {}, shop = demoShop('shopify')) =>
  reading('shopify', { ...order, ...changes }, 'orders/paid', shop);
const paidDetail = (changes: object = {}) => theEvent('order.paid', paid(changes));
const refunded = (changes: object = {}, shop = demoShop('shopify')) =>
  reading('shopify', { ...refund, ...changes }, 'refunds/create', shop);
const refundDetail = (changes: object = {}) => theEvent('order.refunded', refunded(changes));

describe('a signature of Shopify', () => {
  const signed = createHmac('sha256', 'rotated').update('{"id":1}').digest('base64');

  test('is the base64 HMAC of the raw body, by any secret of a rotation', () => {
    const sent = delivery('shopify', '{"id":1}', 'orders/paid', {
      'x-shopify-hmac-sha256': signed,
    });
    expect(verdict(sent, demoShop('shopify'), 'rotated')).toEqual({ ok: true });
    expect(verdict(sent, demoShop('shopify'), 'next', 'rotated')).toEqual({ ok: true });
    expect(verdict(sent, demoShop('shopify'), 'next')).toMatchObject({ ok: false, status: 401 });
  });

  test('is refused when the body was written again with other white space', () => {
    const sent = delivery('shopify', '{"id": 1}', '', { 'x-shopify-hmac-sha256': signed });
    expect(verdict(sent, demoShop('shopify'), 'rotated')).toMatchObject({ status: 401 });
  });

  test('is needed', () => {
    const sent = delivery('shopify', order, '', { 'x-shopify-hmac-sha256': undefined });
    expect(verdict(sent, demoShop('shopify'))).toMatchObject({ ok: false, status: 401 });
  });

  test('of a shop with a domain does for that domain alone', () => {
    const shop = { ...demoShop('shopify'), domain: 'birdhouse.myshopify.com' };
    const from = (domain: string | undefined) =>
      verdict(delivery('shopify', order, '', { 'x-shopify-shop-domain': domain }), shop);
    expect(from('birdhouse.myshopify.com')).toEqual({ ok: true });
    expect(from('other.myshopify.com')).toMatchObject({ ok: false, status: 401 });
    expect(from(undefined)).toMatchObject({ ok: false, status: 401 });
  });
});

describe('a paid order of Shopify', () => {
  test('tells what it cost, what of it earns, whose it is and when', () => {
    expect(paidDetail()).toEqual({
      orderId: '5001',
      orderNumber: '#1001',
      customer: '42',
      email: 'mara@example.org',
      currency: 'EUR',
      totalMinor: 5988,
      shippingMinor: 600,
      earningBaseMinor: 4490,
      discountCodes: ['WELCOME'],
      lines: [{ productId: '632910392', quantity: 2, netMinor: 4490 }],
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('keeps ids of 64 bits to the last digit', () => {
    const text = JSON.stringify({ ...order, id: 0, customer: { id: 1 } })
      .replace('"id":0', '"id":9007199254740993')
      .replace('"customer":{"id":1}', '"customer":{"id":18446744073709551615}');
    expect(theEvent('order.paid', reading('shopify', text, 'orders/paid'))).toMatchObject({
      orderId: '9007199254740993',
      customer: '18446744073709551615',
    });
  });

  test('is reckoned in the shop’s money, whatever the buyer was shown', () => {
    const line_items = [{ ...beans, price_set: set('24.95', 'EUR', '4100', 'JPY') }];
    expect(paidDetail({ presentment_currency: 'JPY', line_items })).toMatchObject({
      currency: 'EUR',
      earningBaseMinor: 4490,
    });
  });

  test('does not earn on its gift cards', () => {
    expect(paidDetail({ line_items: [beans, giftCard], total_price: '109.88' })).toMatchObject({
      totalMinor: 10988,
      earningBaseMinor: 4490,
    });
  });

  test('tells what each product adds, and how many pieces of it there are', () => {
    const cup = { ...beans, product_id: 22, quantity: 3, discount_allocations: [], tax_lines: [] };
    const line_items = [beans, cup, { ...beans, quantity: 1 }, giftCard];
    const told = paidDetail({ line_items, total_price: '999.00' });
    expect(told.lines).toEqual([
      { productId: '632910392', quantity: 3, netMinor: 4490 + 1995 },
      { productId: '22', quantity: 3, netMinor: 7485 },
    ]);
    expect(told.earningBaseMinor).toBe(4490 + 1995 + 7485);
  });

  test('does not earn when gift cards alone paid for it', () => {
    expect(paidDetail({ payment_gateway_names: ['gift_card'] }).earningBaseMinor).toBe(0);
    const mixed = { payment_gateway_names: ['gift_card', 'shopify_payments'] };
    expect(paidDetail(mixed).earningBaseMinor).toBe(4490);
    expect(paidDetail({ payment_gateway_names: [] }).earningBaseMinor).toBe(4490);
  });

  test('earns without the tax that its prices include', () => {
    expect(paidDetail({ taxes_included: true, total_price: '49.90' })).toMatchObject({
      earningBaseMinor: 4490 - 898,
      shippingMinor: 500,
    });
  });

  test('counts as shipping what of it is in the total', () => {
    const free = {
      ...shipping,
      discount_allocations: [{ amount_set: set('5.00') }],
      tax_lines: [],
    };
    expect(paidDetail({ shipping_lines: [free], total_price: '53.88' }).shippingMinor).toBe(0);
    expect(paidDetail({ shipping_lines: undefined }).shippingMinor).toBe(500);
    expect(paidDetail({ total_price: '0.00' }).shippingMinor).toBe(0);
  });

  test('is nobody’s when it names no customer', () => {
    expect(paidDetail({ customer: null }).customer).toBeUndefined();
    expect(paidDetail({ customer: { id: null } }).customer).toBeUndefined();
  });

  test('goes by its id when it has no number', () => {
    expect(paidDetail({ name: null }).orderNumber).toBe('5001');
  });

  test('keeps at most 20 codes and 250 products, each once and none that is no identifier', () => {
    const codes = Array.from({ length: 30 }, (_, i) => ({ code: `CODE-${i}` }));
    const lines = Array.from({ length: 300 }, (_, i) => ({ ...beans, product_id: 1000 + i }));
    const many = paidDetail({
      discount_codes: [{ code: 'a\u0000b' }, { code: 'x'.repeat(201) }, codes[0], ...codes],
      line_items: [{ ...beans, product_id: null }, ...lines],
      total_price: '99999.00',
    });
    expect(many.discountCodes).toEqual(codes.slice(0, 20).map(({ code }) => code));
    expect(many.lines).toMatchObject(
      lines.slice(0, 250).map((line) => ({ productId: String(line.product_id) })),
    );
  });

  test('that is a test counts only where tests do', () => {
    expect(paid({ test: true }, liveShop('shopify'))).toEqual(NOTHING);
    expect(theEvent('order.paid', paid({}, liveShop('shopify')))).toMatchObject({
      orderId: '5001',
    });
    expect(theEvent('order.paid', paid({ test: true }))).toMatchObject({ orderId: '5001' });
  });

  test('is refused when it has not been paid, whatever the unsigned topic says', () => {
    expect(paid({ financial_status: 'pending' })).toMatchObject({
      status: 400,
      detail: 'This is not orders/paid: financial_status is not that of a paid order.',
    });
  });

  test('is one that was refunded since', () => {
    expect(paidDetail({ financial_status: 'partially_refunded' }).earningBaseMinor).toBe(4490);
  });
});

describe('a cancelled order of Shopify', () => {
  const cancelled = (changes: object, shop = demoShop('shopify')) =>
    reading('shopify', { ...order, ...changes }, 'orders/cancelled', shop);
  const at = { cancelled_at: '2026-11-01T09:59:40+01:00' };

  test('tells which and when', () => {
    expect(theEvent('order.cancelled', cancelled(at))).toEqual({
      orderId: '5001',
      occurredAt: '2026-11-01T08:59:40.000Z',
    });
  });

  test('is refused when it has not been cancelled, whatever the unsigned topic says', () => {
    expect(cancelled({})).toMatchObject({ ok: false, status: 400 });
  });

  test('tells nothing when it was never paid, or was a test', () => {
    expect(cancelled({ ...at, financial_status: 'voided' })).toEqual(NOTHING);
    const live = liveShop('shopify');
    expect(cancelled({ ...at, test: true }, live)).toEqual(NOTHING);
  });
});

describe('a refund of Shopify', () => {
  test('is the money of its transactions, not its lines, and says what of it is shipping', () => {
    expect(refundDetail()).toEqual({
      orderId: '5001',
      refundId: '9001',
      currency: 'EUR',
      amountMinor: 1500,
      shippingMinor: 500,
      occurredAt: '2026-11-01T08:59:30.000Z',
    });
  });

  test('adds up its transactions, of which only refunds that succeeded count', () => {
    const transactions = [
      moneyBack,
      { ...moneyBack, amount: '2.50' },
      { ...moneyBack, status: 'pending' },
      { ...moneyBack, kind: 'void' },
    ];
    expect(refundDetail({ transactions }).amountMinor).toBe(1750);
  });

  test('that moves nothing is told all the same', () => {
    expect(refundDetail({ transactions: [] })).toMatchObject({ amountMinor: 0, shippingMinor: 0 });
  });

  test('takes its shipping from the lines of shipping where there are no adjustments', () => {
    expect(refundDetail({ order_adjustments: [] }).shippingMinor).toBe(400);
  });

  test('has no more shipping than money', () => {
    const transactions = [{ ...moneyBack, amount: '3.00' }];
    expect(refundDetail({ transactions })).toMatchObject({ amountMinor: 300, shippingMinor: 300 });
  });

  test('paid back in the buyer’s currency is told in the shop’s, as its own amounts reckon', () => {
    const inYen = {
      transactions: [{ ...moneyBack, amount: '3000', currency: 'JPY' }],
      refund_line_items: [{ subtotal_set: set('20.00', 'EUR', '4000', 'JPY') }],
      order_adjustments: [],
      refund_shipping_lines: [],
    };
    expect(refundDetail(inYen)).toMatchObject({ currency: 'EUR', amountMinor: 1500 });
    expect(refunded({ ...inYen, refund_line_items: [] })).toMatchObject({
      status: 400,
      detail: 'This is not refunds/create: nothing in it says what the money is in EUR.',
    });
  });

  test('of a test order counts only where tests do', () => {
    const test = { transactions: [{ ...moneyBack, test: true }] };
    expect(refunded(test, liveShop('shopify'))).toEqual(NOTHING);
    expect(refundDetail(test).amountMinor).toBe(1500);
  });

  test('is refused when it is an order, whatever the unsigned topic says', () => {
    expect(reading('shopify', order, 'refunds/create')).toMatchObject({ status: 400 });
    expect(reading('shopify', refund, 'orders/paid')).toMatchObject({ status: 400 });
  });
});

describe('another topic of Shopify', () => {
  test('tells nothing', () => {
    expect(reading('shopify', order, 'orders/updated')).toEqual(NOTHING);
    expect(reading('shopify', order, 'constructor')).toEqual(NOTHING);
  });

  test('has to be named', () => {
    const bare = delivery('shopify', order, '', { 'x-shopify-topic': undefined });
    expect(shopify.normalise(bare, demoShop('shopify'))).toMatchObject({ status: 400 });
  });
});
