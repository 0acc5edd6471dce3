import { describe, expect, test } from 'vitest';
import { event } from '../bodies/stripe.ts';
import { invoice, invoicePayment, olderInvoice, upcoming } from '../bodies/stripe-billing.ts';
import { NOTHING, reading, theEvent } from '../delivery.ts';

const [line] = invoice.lines.data;

describe('a paid invoice of Stripe', () => {
  const read = (changes: object = {}, of: object = invoice) =>
    reading('stripe', event('invoice.paid', { ...of, ...changes }));
  const paid = (changes: object = {}, of?: object) => theEvent('order.paid', read(changes, of));

  test('of a subscription is an order under its own id, without tax', () => {
    expect(paid()).toEqual({
      orderId: 'in_1',
      orderNumber: 'PERCH-0001',
      customer: 'cus_1',
      currency: 'EUR',
      totalMinor: 2856,
      shippingMinor: 0,
      earningBaseMinor: 2400,
      discountCodes: [],
      lines: [{ productId: 'prod_beans', quantity: 2, netMinor: 2400 }],
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('says the same in the fields of older API versions, which name its payment', () => {
    expect(paid({}, olderInvoice)).toEqual({ ...paid(), payments: ['pi_9'] });
  });

  test('names those of its payments that were made, where they are inside', () => {
    const by = (payment_intent: unknown, status = 'paid') => ({
      status,
      payment: { type: 'payment_intent', payment_intent },
    });
    const data = [by('pi_1'), by('pi_2', 'open'), by({ id: 'pi_3' }), by('pi_1'), by(null)];
    expect(paid({ payments: { data } }).payments).toEqual(['pi_1', 'pi_3']);
  });

  test('of no subscription tells nothing, for Checkout makes one for what its session tells', () => {
    expect(read({ parent: null, billing_reason: 'manual' })).toEqual(NOTHING);
    expect(read({ subscription: null }, olderInvoice)).toEqual(NOTHING);
  });

  test('for which nothing was paid is no order', () => {
    const free = { total: 0, total_excluding_tax: 0, amount_due: 0 };
    expect(read(free)).toEqual(NOTHING);
    expect(read({ amount_due: 0, starting_balance: -2856 })).toEqual(NOTHING);
    expect(read({ total: -500, total_excluding_tax: -420, amount_due: 0 })).toEqual(NOTHING);
  });

  test('earns on what was paid, and not on what the customer’s balance paid', () => {
    expect(paid({ amount_due: 1856, starting_balance: -1000 })).toMatchObject({
      totalMinor: 1856,
      earningBaseMinor: 1400,
    });
  });

  test('earns nothing on its shipping, whose tax is part of all tax', () => {
    const shipping_cost = { amount_subtotal: 500, amount_tax: 95, amount_total: 595 };
    const shipped = { total: 3451, total_excluding_tax: 2900, amount_due: 3451, shipping_cost };
    expect(paid(shipped)).toMatchObject({
      totalMinor: 3451,
      shippingMinor: 595,
      earningBaseMinor: 2400,
    });
  });

  test('tells what each product cost after discounts and without the tax inside', () => {
    const data = [
      {
        ...line,
        discount_amounts: [{ amount: 400 }],
        taxes: [
          { amount: 319, tax_behavior: 'inclusive' },
          { amount: 20, tax_behavior: 'exclusive' },
        ],
      },
    ];
    expect(paid({ lines: { data } }).lines).toMatchObject([{ netMinor: 1681 }]);
    const older = [{ ...data[0], taxes: null, tax_amounts: [{ amount: 319, inclusive: true }] }];
    expect(paid({ lines: { data: older } }).lines).toMatchObject([{ netMinor: 1681 }]);
  });

  test('of a change of plan tells no products, of which one goes back in part', () => {
    const data = [
      { ...line, amount: -1200 },
      { ...line, amount: 3600 },
    ];
    expect(paid({ lines: { data } })).toMatchObject({ lines: [], earningBaseMinor: 2400 });
  });

  test('counts minor units in currencies of no and of three decimals', () => {
    expect(paid({ currency: 'jpy' })).toMatchObject({ totalMinor: 2856, earningBaseMinor: 2400 });
    expect(paid({ currency: 'isk' })).toMatchObject({ totalMinor: 28, earningBaseMinor: 24 });
  });
});

describe('a payment of an invoice of Stripe', () => {
  const read = (changes: object = {}) =>
    reading('stripe', event('invoice_payment.paid', { ...invoicePayment, ...changes }));

  test('tells which order refunds of it are of', () => {
    expect(theEvent('order.payment-made', read())).toEqual({
      orderId: 'in_1',
      paymentId: 'pi_9',
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('that was not made, or not by an intent, tells nothing', () => {
    expect(read({ status: 'open' })).toEqual(NOTHING);
    expect(read({ payment: { type: 'payment_record', payment_record: 'pr_1' } })).toEqual(NOTHING);
  });
});

describe('an upcoming invoice of Stripe', () => {
  const read = (changes: object = {}) =>
    reading('stripe', event('invoice.upcoming', { ...upcoming, ...changes }));

  test('tells what the next renewal comes to, with tax, and when it is', () => {
    expect(theEvent('subscription.renewal-ahead', read())).toEqual({
      subscriptionId: 'sub_1',
      customer: 'cus_1',
      price: { currency: 'EUR', amountMinor: 2856 },
      renewsAt: '2026-12-01T08:59:00.000Z',
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('says the same in the fields of older API versions', () => {
    expect(read({ parent: undefined, subscription: 'sub_1' })).toEqual(read());
  });

  test('never costs less than nothing', () => {
    const { price } = theEvent('subscription.renewal-ahead', read({ total: -200 }));
    expect(price).toEqual({ currency: 'EUR', amountMinor: 0 });
  });

  test('of no subscription tells nothing', () => {
    expect(read({ parent: { type: 'quote_details', subscription_details: null } })).toEqual(
      NOTHING,
    );
  });
});
