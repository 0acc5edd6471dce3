/** What a shop of one's own says: 39.90 of goods, 5.00 shipping, 10.00 tax. */
export const paid = {
  type: 'order.paid',
  timestamp: '2026-11-01T09:59:00+01:00',
  data: {
    orderId: 'B-5001',
    orderNumber: '#5001',
    customerId: '42',
    currency: 'EUR',
    total: '54.90',
    shipping: '5.00',
    discountCodes: ['WELCOME'],
    lines: [
      { productId: 'beans-1kg', amount: '29.90' },
      { productId: 'cup', amount: '10.00' },
    ],
    customer: {
      email: 'mara@example.org',
      name: 'Mara Holz',
      phone: '+4915550001111',
      language: 'de',
    },
    address: 'Holzweg 7',
    ip: '203.0.113.9',
  },
};

export const refunded = {
  type: 'order.refunded',
  timestamp: '2026-11-01T08:59:30Z',
  data: { orderId: 'B-5001', refundId: 'R-1', currency: 'EUR', amount: '15.00', shipping: '5.00' },
};

export const cancelled = {
  type: 'order.cancelled',
  timestamp: '2026-11-01T08:59:40.5Z',
  data: { orderId: 'B-5001' },
};

export const refundReversed = {
  type: 'order.refund-reversed',
  timestamp: '2026-11-01T08:59:50Z',
  data: { orderId: 'B-5001', refundId: 'R-1' },
};

export const subscribed = {
  type: 'subscription.changed',
  timestamp: '2026-11-01T08:59:00Z',
  data: {
    subscriptionId: 'S-77',
    customerId: '42',
    status: 'active',
    title: 'Beans every month',
    productId: 'beans-1kg',
    plan: 'monthly',
    price: { currency: 'EUR', amount: '24.00' },
    every: { unit: 'month', count: 1 },
    startedAt: '2026-09-01T10:00:00+02:00',
    periodEndsAt: '2026-12-01T10:00:00+01:00',
    autoRenews: false,
    manageUrl: 'https://shop.example/subscriptions/S-77',
    email: 'mara@example.org',
  },
};
