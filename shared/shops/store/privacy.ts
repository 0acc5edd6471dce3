import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { customerRequest } from '../customer-request.ts';
import { type Reading, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { timestamp } from './fields.ts';

/* What a shop of one's own asks for in a customer's name, in the words that its developers read. */

const data = z
  .object({
    requestId: identifier.check(
      z.describe('The id of the request: the same in every repeat of it. It must name nobody.'),
    ),
    customerId: z.optional(identifier.check(z.describe('The id of the customer in the shop.'))),
    orderIds: z.optional(
      z
        .array(identifier)
        .check(
          z.maxLength(10_000),
          z.describe('Ids of orders in the shop: a guest’s are found by nothing else.'),
        ),
    ),
  })
  .check(
    z.refine(({ customerId, orderIds = [] }) => customerId !== undefined || orderIds.length > 0, {
      message: 'is missing where no orders are named',
      path: ['customerId'],
    }),
  );

export const dataRequestMessage = z
  .object({ type: z.literal('customer.data-requested'), timestamp, data })
  .check(
    z.describe(
      'A customer wants to know what is kept of them. It waits until somebody fetches it to pass it on.',
    ),
  );

export const redactionMessage = z
  .object({ type: z.literal('customer.redacted'), timestamp, data })
  .check(z.describe('A customer is to be forgotten: it is done at once.'));

export function readDataRequest(json: unknown, _shop: ShopSettings, at: string): Reading {
  const read = readAs(dataRequestMessage, json, 'customer.data-requested');
  return read.ok ? asked('customer.data-requested', read.value.data, at) : read;
}

export function readRedaction(json: unknown, _shop: ShopSettings, at: string): Reading {
  const read = readAs(redactionMessage, json, 'customer.redacted');
  return read.ok ? asked('customer.redacted', read.value.data, at) : read;
}

function asked(
  name: 'customer.data-requested' | 'customer.redacted',
  { requestId, customerId, orderIds = [] }: z.infer<typeof data>,
  occurredAt: string,
): Reading {
  const request = { requestId, customer: customerId, orders: orderIds, occurredAt };
  return told(...customerRequest(name, request));
}
