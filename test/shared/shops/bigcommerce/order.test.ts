import { describe, expect, test } from 'vitest';
import { readMoney, readPaid, readState } from '../../../../shared/shops/bigcommerce/order.ts';
import { readJson } from '../../../../shared/shops/body.ts';
import { order, products } from '../bodies/bigcommerce.ts';
import { RECEIVED_AT } from '../delivery.ts';

/** As the API's JSON is read: numbers are the text that was written. */
const asRead = (json: unknown): unknown => {
  const read = readJson(Buffer.from(JSON.stringify(json)));
  return read.ok ? read.value : expect.unreachable(read.detail);
};

function paid(changes: object = {}, lines: unknown = products): Record<string, unknown> {
  const body = asRead({ ...order, ...changes });
  const state = readState(body);
  const money = readMoney(body);
  if (!state.ok || !money.ok) return expect.unreachable('it can be read');
  const read = readPaid(body, asRead(lines), state.value, money.value, RECEIVED_AT);
  return read.ok ? { ...read.events[0]?.detail } : expect.unreachable(read.detail);
}

const [line] = products;
const lineOf = (changes: object) => ({ ...line, applied_discounts: [], ...changes });

describe('what an order of BigCommerce earns on', () => {
  test('is its lines after discounts, without tax, shipping and handling', () => {
    const handled = {
      handling_cost_ex_tax: '2.0000',
      handling_cost_inc_tax: '2.4000',
      total_ex_tax: '51.9000',
      total_inc_tax: '62.2800',
    };
    expect(paid(handled)).toMatchObject({ earningBaseMinor: 4490, shippingMinor: 840 });
  });

  test('is less a discount on the whole order, which no line knows', () => {
    expect(paid({ total_ex_tax: '39.9000' }).earningBaseMinor).toBe(3490);
  });

  test('is no more than its lines, though the total holds fees', () => {
    expect(paid({ total_ex_tax: '99.9000' }).earningBaseMinor).toBe(4490);
  });

  test('is not a gift certificate that it sells, nor what credit and certificates pay', () => {
    const certificate = lineOf({ type: 'giftcertificate', product_id: 0, total_ex_tax: '50.0000' });
    const sold = paid({ total_ex_tax: '99.9000' }, [...products, certificate]);
    expect(sold).toMatchObject({ earningBaseMinor: 4490, lines: [{ productId: '111' }] });
    const credit = { store_credit_amount: '10.0000', gift_certificate_amount: '4.9000' };
    expect(paid(credit).earningBaseMinor).toBe(3000);
    expect(paid({ store_credit_amount: '500.0000' }).earningBaseMinor).toBe(0);
  });
});

describe('money of BigCommerce', () => {
  const totalOf = (total_inc_tax: string, changes: object) => {
    const { currency, totalMinor } = paid({ ...changes, total_inc_tax });
    return [currency, totalMinor];
  };

  test.each([
    ['EUR', '12.3450', 1235],
    ['EUR', '12.3449', 1234],
    ['EUR', '12', 1200],
    ['JPY', '4990.0000', 4990],
    ['JPY', '4990.5000', 4991],
    ['KWD', '4.9900', 4990],
    ['KWD', '4.9905', 4991],
  ])('in %s of %s is %i minor units', (default_currency_code, total, minor) => {
    expect(totalOf(total, { default_currency_code })).toEqual([default_currency_code, minor]);
  });

  test.each([
    ['USD', '1.2500000000', '50.0000', 4000],
    ['USD', '3.0000000000', '10.0000', 333],
    ['JPY', '0.0060000000', '10.0000', 1667],
    ['KWD', '2.5000000000', '10.0000', 4000],
  ])('is in the store’s own %s at the order’s rate of %s', (own, rate, total, minor) => {
    const converted = {
      store_default_currency_code: own,
      store_default_to_transactional_exchange_rate: rate,
    };
    expect(totalOf(total, converted)).toEqual([own, minor]);
  });

  test.each([null, '0.0000000000'])('stays in what the buyer paid where the rate is %s', (rate) => {
    const unrated = {
      store_default_currency_code: 'USD',
      store_default_to_transactional_exchange_rate: rate,
    };
    expect(totalOf('50.0000', unrated)).toEqual(['EUR', 5000]);
  });
});

describe('an order of BigCommerce with nonsense in it', () => {
  const refusal = (changes: object, lines: unknown = products) => {
    const body = asRead({ ...order, ...changes });
    const state = readState(body);
    if (!state.ok) return state.detail;
    const money = readMoney(body);
    if (!money.ok) return money.detail;
    const read = readPaid(body, asRead(lines), state.value, money.value, RECEIVED_AT);
    return read.ok ? 'taken' : read.detail;
  };

  test.each<[object, RegExp]>([
    [{ id: null }, /: id /],
    [{ status_id: 'paid' }, /: status_id is not a status\.$/],
    [{ date_created: '2026-11-01T09:00:00Z' }, /: date_created is not a time of RFC 2822\.$/],
    [{ date_created: 'Sun, 99 Nov 2026 09:00:00 +0000' }, /: date_created is not a time/],
    [{ default_currency_code: 'BTC' }, /: default_currency_code is not an ISO 4217 currency\.$/],
    [{ total_inc_tax: 'fifty' }, /: total_inc_tax is not a plain decimal amount\.$/],
    [{ total_inc_tax: '-1.0000' }, /: total_inc_tax is negative\.$/],
    [{ total_inc_tax: '999999999999999' }, /: total_inc_tax is more than any order comes to\.$/],
    [{ customer_id: null }, /: customer_id /],
  ])('is refused and the sentence says where (%#)', (changes, detail) => {
    expect(refusal(changes)).toMatch(detail);
  });

  test('in its products is refused too', () => {
    expect(refusal({}, { not: 'a list' })).toMatch(/a list of products/);
    expect(refusal({}, [lineOf({ quantity: 'two' })])).toMatch(/0\.quantity is not/);
    expect(refusal({}, [lineOf({ total_ex_tax: 'x' })])).toMatch(/0\.total_ex_tax is not/);
  });

  test('in how to reach its buyer is no reason to lose it', () => {
    expect(refusal({ billing_address: 'Holzweg 7', customer_locale: 7 })).toBe('taken');
  });
});
