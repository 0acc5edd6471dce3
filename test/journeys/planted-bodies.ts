import { storefrontBodies } from '../../infra/commands/storefront-bodies.ts';
import { newId } from './customer.ts';

/*
 * What shops say with all that they know of a person in it: each in the fields in which its kind has
 * such things, read or not.
 */

/** Somebody who is nobody, of whom nothing could be there by chance. */
export const person = {
  email: 'quintessa.planted@privacy.example',
  phone: '+4915550471147',
  first: 'Quintessa',
  last: 'Vandermolen-Planted',
  street: 'Plantedstrasse 4711b',
  city: 'Plantedhausen',
  postcode: 'D-99947-P',
  company: 'Planted Umbrella KG',
  ip: '203.0.113.147',
  agent: 'PlantedBrowser/99.47',
  note: 'Ring twice, the dog is called Plantedwau',
  card: '•••• •••• •••• 9947',
  cardPrint: 'fpPlanted9947',
  birthday: '1947-09-19',
  displayName: 'Quintaplanted',
} as const;

const name = `${person.first} ${person.last}`;

/** What tells this person from everybody else, wherever it stands. */
export const secrets: readonly string[] = [...Object.values(person), name];

/** A paid order of ten euros in each kind of shop, and who it is by. */
export interface PlantedOrder {
  readonly orderId: string;
  readonly customer: string | undefined;
  readonly at: string;
}

const sold = ({ orderId, customer, at }: PlantedOrder) => ({
  orderId,
  orderNumber: `#${orderId}`,
  customer,
  currency: 'EUR',
  total: '10.00',
  paidAt: at,
});

const shopifyAddress = {
  first_name: person.first,
  last_name: person.last,
  name,
  company: person.company,
  address1: person.street,
  city: person.city,
  zip: person.postcode,
  phone: person.phone,
  country_code: 'DE',
};

const stripeAddress = { line1: person.street, city: person.city, postal_code: person.postcode };

export const paid = {
  'demo-shopify': (order: PlantedOrder) => {
    const { topic, body } = storefrontBodies.shopify.paid(sold(order));
    const known = {
      email: person.email,
      contact_email: person.email,
      phone: person.phone,
      customer_locale: 'de',
      browser_ip: person.ip,
      client_details: { browser_ip: person.ip, user_agent: person.agent },
      note: person.note,
      note_attributes: [{ name: 'door', value: person.note }],
      billing_address: shopifyAddress,
      shipping_address: shopifyAddress,
      payment_details: { credit_card_number: person.card, credit_card_name: name },
      customer:
        order.customer === undefined
          ? null
          : {
              id: Number(order.customer),
              email: person.email,
              phone: person.phone,
              first_name: person.first,
              last_name: person.last,
              note: person.note,
              default_address: shopifyAddress,
            },
    };
    return { topic, body: { ...Object(body), ...known } };
  },
  'demo-woocommerce': (order: PlantedOrder) => {
    const { topic, body } = storefrontBodies.woocommerce.paid(sold(order));
    const address = {
      first_name: person.first,
      last_name: person.last,
      company: person.company,
      address_1: person.street,
      city: person.city,
      postcode: person.postcode,
      email: person.email,
      phone: person.phone,
    };
    const known = {
      billing: address,
      shipping: address,
      customer_ip_address: person.ip,
      customer_user_agent: person.agent,
      customer_note: person.note,
      meta_data: [{ id: 1, key: '_card', value: person.card }],
    };
    return { topic, body: { ...Object(body), ...known } };
  },
  'demo-stripe': (order: PlantedOrder) => {
    const { topic, body } = storefrontBodies.stripe.paid(sold(order));
    const event = Object(body);
    const known = {
      customer_email: person.email,
      customer_details: {
        email: person.email,
        name,
        phone: person.phone,
        address: stripeAddress,
      },
      shipping_details: { name, address: stripeAddress },
      custom_fields: [{ key: 'note', text: { value: person.note } }],
      metadata: { birthday: person.birthday, ip: person.ip },
    };
    return { topic, body: { ...event, data: { object: { ...event.data.object, ...known } } } };
  },
  'demo-bigcommerce': (order: PlantedOrder) => storefrontBodies.bigcommerce.paid(sold(order)),
  'demo-store': (order: PlantedOrder) => {
    const { topic, body } = storefrontBodies['standard-webhooks'].paid(sold(order));
    const message = Object(body);
    const customer = { email: person.email, phone: person.phone, name, language: 'de' };
    const known = { customer, note: person.note, address: person.street };
    return { topic, body: { ...message, data: { ...message.data, ...known } } };
  },
} as const;

/** What BigCommerce's API shows of an order: the webhook names it and no more. */
export function shownByBigCommerce(order: PlantedOrder) {
  const address = {
    first_name: person.first,
    last_name: person.last,
    company: person.company,
    street_1: person.street,
    city: person.city,
    zip: person.postcode,
    email: person.email,
    phone: person.phone,
  };
  const shown =
    storefrontBodies.bigcommerce.shown?.(sold(order), { refunds: [], undone: [] }) ?? [];
  return shown.map((one) =>
    one.collection === 'orders'
      ? {
          ...one,
          document: {
            ...one.document,
            billing_address: address,
            ip_address: person.ip,
            customer_message: person.note,
            staff_notes: person.note,
            credit_card_type: person.card,
          },
        }
      : one,
  );
}

/** What comes after an order, with what people write into it. */
export const later = {
  refund: (order: PlantedOrder) => {
    const refund = { refundId: newId(), amount: '4.00', at: order.at };
    const { topic, body } = storefrontBodies.shopify.refunded(sold(order), refund);
    return { topic, body: { ...Object(body), note: person.note, user_id: 1, message: name } };
  },
  subscription: ({ customer, at }: PlantedOrder) => ({
    topic: 'customer.subscription.created',
    body: {
      id: `evt_${newId()}`,
      object: 'event',
      api_version: '2025-04-30.basil',
      created: Math.floor(Date.parse(at) / 1_000),
      livemode: false,
      type: 'customer.subscription.created',
      data: {
        object: {
          id: `sub_${newId()}`,
          object: 'subscription',
          customer,
          status: 'active',
          description: `For ${name}`,
          metadata: { name, email: person.email },
          default_payment_method: { card: { fingerprint: person.cardPrint, last4: person.card } },
          created: Math.floor(Date.parse(at) / 1_000),
          start_date: Math.floor(Date.parse(at) / 1_000),
          cancel_at_period_end: false,
          collection_method: 'charge_automatically',
          ended_at: null,
          items: {
            object: 'list',
            has_more: false,
            data: [
              {
                object: 'subscription_item',
                current_period_end: Math.floor(Date.parse(at) / 1_000) + 86_400 * 30,
                quantity: 1,
                price: {
                  id: 'price_bread',
                  currency: 'eur',
                  nickname: 'monthly',
                  product: { id: '632910392', name: 'Bread' },
                  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
                  unit_amount: 2_400,
                },
              },
            ],
          },
        },
      },
    },
  }),
  /** Two that cannot be read: what is wrong with them is logged. */
  nonsense: [
    {
      topic: 'orders/paid',
      body: { id: person.email, name, email: person.email, note: person.note },
    },
    { topic: 'refunds/create', body: { id: [person.phone], order_id: name } },
  ],
  asked: (topic: string, customer: string, orders: readonly string[]) => ({
    topic,
    body: {
      shop_id: 954889,
      shop_domain: 'demo.myshopify.com',
      customer: { id: Number(customer), email: person.email, phone: person.phone },
      orders_requested: orders.map(Number),
      orders_to_redact: orders.map(Number),
      data_request: { id: Number(newId()) },
    },
  }),
} as const;
