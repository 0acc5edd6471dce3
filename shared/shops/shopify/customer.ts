import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { customerRequest, requestOfDay } from '../customer-request.ts';
import { occurredAt } from '../occurred-at.ts';
import { malformed, type Reading, told, unauthorized } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';

/*
 * The topics that every app has to answer for (shopify.dev, privacy law compliance). Of the customer
 * they name the id, and the address and the number besides, which are not read: what is kept of them
 * is found by the id.
 */

const customer = z.nullish(z.object({ id: z.nullish(identifier) }));
const orders = z.nullish(z.array(identifier).check(z.maxLength(100_000)));

const dataRequest = z.object({
  shop_id: identifier,
  customer,
  orders_requested: orders,
  data_request: z.object({ id: identifier }),
});

export function readDataRequest(json: unknown, _shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(dataRequest, json, 'customers/data_request');
  if (!read.ok) return read;
  const request = read.value;
  return told(
    ...customerRequest('customer.data-requested', {
      requestId: request.data_request.id,
      customer: request.customer?.id ?? undefined,
      orders: request.orders_requested ?? [],
      occurredAt: occurredAt(receivedAt, receivedAt),
    }),
  );
}

const redaction = z.object({ shop_id: identifier, customer, orders_to_redact: orders });

export function readRedaction(json: unknown, _shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(redaction, json, 'customers/redact');
  if (!read.ok) return read;
  const request = read.value;
  return told(
    ...customerRequest('customer.redacted', {
      requestId: requestOfDay('customers/redact', receivedAt),
      customer: request.customer?.id ?? undefined,
      orders: request.orders_to_redact ?? [],
      occurredAt: occurredAt(receivedAt, receivedAt),
    }),
  );
}

const shopRedaction = z.object({ shop_id: identifier, shop_domain: z.string() });

/**
 * A shop has left. Topics are not signed, so that a body which names a customer could come under this
 * one, and everybody would be forgotten in place of somebody: such a one is refused.
 */
export function readShopRedaction(json: unknown, shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(shopRedaction, json, 'shop/redact');
  if (!read.ok) return read;
  if (Object.keys(Object(json)).some((name) => !name.startsWith('shop_'))) {
    return malformed('This is not shop/redact: it names more than a shop.');
  }
  if (shop.domain !== undefined && read.value.shop_domain !== shop.domain) {
    return unauthorized('shop_domain does not name this shop.');
  }
  return told({
    name: 'shop.redacted',
    detail: {
      requestId: requestOfDay('shop/redact', receivedAt),
      occurredAt: occurredAt(receivedAt, receivedAt),
    },
  });
}
