import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { type Read, readAs, readJson } from '../body.ts';
import { customerRequest, requestOfDay } from '../customer-request.ts';
import { epochSeconds, occurredAt } from '../occurred-at.ts';
import { type Platform, type Reading, told, unauthorized } from '../platform.ts';
import { signStandard, verifyStandard } from '../standard-signature.ts';

/**
 * BigCommerce, by the webhooks of an app. They are signed as Standard Webhooks, with the app's
 * client secret as it stands, and are thin: they name an order, and its API says the rest. The
 * `hash` in them is no name of a delivery: two of one order may share it.
 */
export const bigcommerce: Platform = {
  /** Anything but 200 counts as a failed delivery. */
  accepted: 200,

  verify: (delivery, _shop, secrets) => verifyStandard(delivery, secrets, (secret) => secret),

  normalise(delivery, shop) {
    const json = readJson(delivery.body);
    if (!json.ok) return json;
    const read = readAs(callback, json.value, 'a BigCommerce webhook');
    if (!read.ok) return read;
    const { scope, producer, created_at } = read.value;
    // An app signs for all stores that it is installed in with the same secret.
    if (shop.storeHash !== undefined && producer !== `stores/${shop.storeHash}`) {
      return unauthorized('producer does not name this shop.');
    }
    if (scope === CUSTOMER_DELETED) return readDeletedCustomer(json.value, delivery.receivedAt);
    const order = scopes.get(scope)?.(json.value, scope);
    if (order === undefined) return told();
    if (!order.ok) return order;
    const detail = {
      orderId: order.value,
      occurredAt: occurredAt(created_at, delivery.receivedAt),
    };
    return told({ name: 'order.touched', detail });
  },

  sign: signStandard,
};

const callback = z.object({ scope: z.string(), producer: z.string(), created_at: epochSeconds });

/** Where the events of an order name it, and those of its payments. */
const byOrder = z.object({ data: z.object({ id: identifier }) });
const byPayment = z.object({ data: z.object({ order_id: identifier }) });

type ReadOrderId = (json: unknown, scope: string) => Read<string>;

const orderId: ReadOrderId = (json, scope) => {
  const read = readAs(byOrder, json, scope);
  return read.ok ? { ok: true, value: read.value.data.id } : read;
};

const orderIdOfPayment: ReadOrderId = (json, scope) => {
  const read = readAs(byPayment, json, scope);
  return read.ok ? { ok: true, value: read.value.data.order_id } : read;
};

/**
 * The events after which an order is to be asked for (docs.bigcommerce.com, webhook events).
 * Archiving, messages and metafields do not concern us.
 */
const scopes: ReadonlyMap<string, ReadOrderId> = new Map([
  ['store/order/created', orderId],
  ['store/order/updated', orderId],
  ['store/order/statusUpdated', orderId],
  ['store/order/refund/created', orderId],
  ['store/order/transaction/created', orderIdOfPayment],
  ['store/order/transaction/updated', orderIdOfPayment],
]);

/** The nearest that BigCommerce has to a request to be forgotten. */
const CUSTOMER_DELETED = 'store/customer/deleted';

function readDeletedCustomer(json: unknown, receivedAt: number): Reading {
  const read = readAs(byOrder, json, CUSTOMER_DELETED);
  if (!read.ok) return read;
  return told(
    ...customerRequest('customer.redacted', {
      requestId: requestOfDay(CUSTOMER_DELETED, receivedAt),
      customer: read.value.data.id,
      orders: [],
      occurredAt: occurredAt(receivedAt, receivedAt),
    }),
  );
}
