/** Bodies with Shopify's fields: an order in EUR with a discount, tax on top and a paid shipping. */

export const set = (
  amount: string,
  currency = 'EUR',
  shown = amount,
  shownCurrency = currency,
) => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount: shown, currency_code: shownCurrency },
});

const tax = (amount: string) => ({
  title: 'VAT',
  rate: 0.2,
  price: amount,
  price_set: set(amount),
});

export const beans = {
  id: 71001,
  product_id: 632910392,
  title: 'House beans 1 kg',
  quantity: 2,
  gift_card: false,
  price: '24.95',
  price_set: set('24.95'),
  discount_allocations: [{ amount: '5.00', amount_set: set('5.00') }],
  tax_lines: [tax('8.98')],
};

export const giftCard = {
  id: 71002,
  product_id: 777,
  title: 'Gift card',
  quantity: 1,
  gift_card: true,
  price: '50.00',
  price_set: set('50.00'),
  discount_allocations: [],
  tax_lines: [],
};

export const shipping = {
  id: 81001,
  price: '5.00',
  price_set: set('5.00'),
  discount_allocations: [],
  tax_lines: [tax('1.00')],
};

/** 44.90 of goods, 8.98 tax, 6.00 shipping with its tax: 59.88. */
export const order = {
  id: 5001,
  name: '#1001',
  test: false,
  currency: 'EUR',
  financial_status: 'paid',
  created_at: '2026-11-01T09:58:00+01:00',
  processed_at: '2026-11-01T09:59:00+01:00',
  cancelled_at: null,
  email: 'mara@example.org',
  contact_email: 'mara@example.org',
  phone: '+4915550001111',
  browser_ip: '203.0.113.9',
  note: 'please ring at Holzweg',
  customer: { id: 42, email: 'mara@example.org', first_name: 'Mara', last_name: 'Holz' },
  shipping_address: { name: 'Mara Holz', address1: 'Holzweg 7', city: 'Bremen', zip: '28195' },
  client_details: { browser_ip: '203.0.113.9', user_agent: 'Mozilla/5.0' },
  taxes_included: false,
  subtotal_price: '49.90',
  current_subtotal_price: '1.00',
  current_total_price: '1.00',
  total_price: '59.88',
  total_shipping_price_set: set('5.00'),
  payment_gateway_names: ['shopify_payments'],
  discount_codes: [{ code: 'WELCOME', amount: '5.00', type: 'fixed_amount' }],
  line_items: [beans],
  shipping_lines: [shipping],
  refunds: [{ id: 1, transactions: [{ amount: '59.88', kind: 'refund', status: 'success' }] }],
};

export const moneyBack = {
  id: 91001,
  kind: 'refund',
  status: 'success',
  test: false,
  amount: '15.00',
  currency: 'EUR',
  gateway: 'shopify_payments',
};

/** 15.00 went back, 5.00 of it for shipping, though the lines come to 44.90. */
export const refund = {
  id: 9001,
  order_id: 5001,
  created_at: '2026-11-01T09:58:00+01:00',
  processed_at: '2026-11-01T09:59:30+01:00',
  note: 'Mara Holz did not like them',
  refund_line_items: [{ id: 1, line_item_id: 71001, quantity: 2, subtotal_set: set('44.90') }],
  transactions: [moneyBack],
  order_adjustments: [
    { id: 2, kind: 'shipping_refund', amount_set: set('-4.00'), tax_amount_set: set('-1.00') },
  ],
  refund_shipping_lines: [{ id: 3, subtotal_amount_set: set('4.00') }],
  total_duties_set: set('0.00'),
};
