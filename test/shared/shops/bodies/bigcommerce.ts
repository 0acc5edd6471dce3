/** Bodies with BigCommerce's fields: 44.90 of goods, 8.98 tax, 6.00 shipping with its tax: 59.88. */

export const callback = {
  scope: 'store/order/created',
  store_id: '1025646',
  data: { type: 'order', id: 250 },
  hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
  created_at: Date.parse('2026-11-01T08:59:00Z') / 1000,
  producer: 'stores/demo',
};

export const transactionCallback = {
  ...callback,
  scope: 'store/order/transaction/created',
  data: { type: 'transaction', order_id: 250, transaction_id: '176342342' },
};

export const order = {
  id: 250,
  customer_id: 32,
  date_created: 'Sun, 01 Nov 2026 09:58:00 +0100',
  date_modified: 'Sun, 01 Nov 2026 08:59:00 +0000',
  status_id: 11,
  status: 'Awaiting Fulfillment',
  payment_status: 'captured',
  payment_method: 'Credit Card',
  subtotal_ex_tax: '49.9000',
  subtotal_inc_tax: '59.8800',
  shipping_cost_ex_tax: '5.0000',
  shipping_cost_inc_tax: '6.0000',
  handling_cost_ex_tax: '0.0000',
  handling_cost_inc_tax: '0.0000',
  wrapping_cost_ex_tax: '0.0000',
  total_ex_tax: '49.9000',
  total_inc_tax: '59.8800',
  discount_amount: '0.0000',
  coupon_discount: '5.0000',
  store_credit_amount: '0.0000',
  gift_certificate_amount: '0.0000',
  refunded_amount: '0.0000',
  currency_code: 'USD',
  currency_exchange_rate: '1.1000000000',
  default_currency_code: 'EUR',
  ip_address: '203.0.113.9',
  customer_locale: 'de',
  staff_notes: '',
  customer_message: 'please ring at Holzweg',
  billing_address: {
    first_name: 'Mara',
    last_name: 'Holz',
    street_1: 'Holzweg 7',
    phone: '+4915550001111',
    email: 'mara@example.org',
  },
};

export const products = [
  {
    id: 901,
    order_id: 250,
    product_id: 111,
    type: 'physical',
    name: 'House beans 1 kg',
    quantity: 2,
    price_ex_tax: '24.9500',
    total_ex_tax: '49.9000',
    total_inc_tax: '59.8800',
    applied_discounts: [
      { id: 'coupon', amount: '5.0000', name: 'Welcome', code: 'WELCOME', target: 'order' },
    ],
  },
];

/** 15.00 went back, 5.00 of it for shipping. */
export const refund = {
  id: 3,
  order_id: 250,
  user_id: 45,
  created: '2026-11-01T08:58:30+00:00',
  reason: 'Mara Holz did not like them',
  total_amount: 15,
  total_tax: 1.67,
  items: [
    { item_type: 'PRODUCT', item_id: 901, quantity: 1, requested_amount: 10 },
    { item_type: 'SHIPPING', item_id: 17, quantity: 1, requested_amount: '5.00' },
  ],
  payments: [{ id: 555, provider_id: 'braintree', amount: 15, offline: false, is_declined: false }],
};
