import * as z from 'zod/mini';
import { readAs } from '../body.ts';
import { occurredAt } from '../occurred-at.ts';
import { type Reading, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';

/** A contract by its global id, which says besides what kind of thing the body is about. */
const contractId = z.pipe(
  z
    .string()
    .check(z.regex(/^gid:\/\/shopify\/SubscriptionContract\/\d{1,20}$/, 'is no contract’s id')),
  z.transform((gid: string) => gid.slice(gid.lastIndexOf('/') + 1)),
);

const contract = z.object({ admin_graphql_api_id: contractId });

const billingAttempt = z.object({ admin_graphql_api_subscription_contract_id: contractId });

/**
 * A contract has changed. The body knows neither its lines nor when it bills next, so that the shop
 * has to be asked; and no time, so that it happened when it came. What a renewal costs comes as an
 * order of its own.
 */
export function readContract(json: unknown, _shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(contract, json, 'a subscription contract');
  return read.ok ? touched(read.value.admin_graphql_api_id, receivedAt) : read;
}

/** A renewal has been paid, or has not: either way its contract bills at another time now. */
export function readBillingAttempt(
  json: unknown,
  _shop: ShopSettings,
  receivedAt: number,
): Reading {
  const read = readAs(billingAttempt, json, 'a billing attempt');
  return read.ok
    ? touched(read.value.admin_graphql_api_subscription_contract_id, receivedAt)
    : read;
}

function touched(subscriptionId: string, receivedAt: number): Reading {
  return told({
    name: 'subscription.touched',
    detail: { subscriptionId, occurredAt: occurredAt(receivedAt, receivedAt) },
  });
}
