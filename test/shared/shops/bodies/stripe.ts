/** Bodies with Stripe's fields: 49.90 of goods, 9.98 tax, 6.00 shipping with its tax: 65.88. */

export function event(type: string, object: object, changes: object = {}) {
  return {
    id: 'evt_1',
    object: 'event',
    api_version: '2025-04-30.basil',
    created: Date.parse('2026-11-01T08:59:00Z') / 1000,
    livemode: true,
    type,
    data: { object },
    ...changes,
  };
}

export const session = {
  id: 'cs_1',
  object: 'checkout.session',
  mode: 'payment',
  payment_status: 'paid',
  payment_intent: 'pi_1',
  customer: 'cus_1',
  client_reference_id: 'member-42',
  customer_email: 'mara@example.org',
  customer_details: { email: 'mara@example.org', name: 'Mara Holz', phone: '+4915550001111' },
  currency: 'eur',
  amount_subtotal: 4990,
  amount_total: 6588,
  total_details: { amount_discount: 0, amount_shipping: 500, amount_tax: 1098 },
  shipping_cost: { amount_subtotal: 500, amount_tax: 100, amount_total: 600 },
};

export const refund = {
  id: 're_1',
  object: 'refund',
  amount: 1500,
  charge: 'ch_1',
  created: Date.parse('2026-11-01T08:58:00Z') / 1000,
  currency: 'eur',
  payment_intent: 'pi_1',
  status: 'succeeded',
};

export const charge = {
  id: 'ch_1',
  object: 'charge',
  amount: 6588,
  amount_refunded: 2000,
  payment_intent: 'pi_1',
  billing_details: { email: 'mara@example.org', name: 'Mara Holz', phone: '+4915550001111' },
  receipt_email: 'mara@example.org',
  refunds: { object: 'list', data: [refund, { ...refund, id: 're_2', amount: 500 }] },
};
