import type { ClawbackCause } from '../domain/clawback.ts';
import type { Occasion, Order } from '../domain/order.ts';
import { attributesOf } from './attributes.ts';
import { keys, refundOf } from './keys.ts';
import { orderAttributes, readOrderAttributes } from './order-attributes.ts';
import type { Item } from './table.ts';

/**
 * An order that names no customer: the order's own item, whole but without member and `v`, so that
 * whoever claims it later finds the same key. `revision` counts what was written beside it since.
 */
export interface UnclaimedOrder {
  readonly order: Order;
  readonly occasion: Occasion;
  readonly revision: number;
}

export function unclaimedOrderItem({ order, occasion, revision }: UnclaimedOrder): Item {
  return {
    ...keys.order(order.shop, order.orderId),
    kind: 'unclaimed',
    ...occasionAttributes(occasion),
    ...orderAttributes(order),
    revision,
  };
}

export function readUnclaimedOrder(item: Item): UnclaimedOrder {
  return {
    order: readOrderAttributes(item),
    occasion: readOccasion(item),
    revision: attributesOf(item).number('revision'),
  };
}

/** Why a clawback stands in the table without belonging to a member's ledger. */
export type Unattached = 'order-unclaimed' | 'order-unknown';

/** A clawback that waits for its order to be somebody's. */
export interface UnattachedClawback {
  readonly cause: ClawbackCause;
  readonly occasion: Occasion;
}

/** A refund, its undoing, or a cancellation of an order that is nobody's yet or was never seen. */
export function unattachedItem(
  { shop, orderId }: { readonly shop: string; readonly orderId: string },
  cause: ClawbackCause,
  occasion: Occasion,
  why: Unattached,
): Item {
  if (cause.reason === 'cancellation') {
    return { ...keys.cancellation(shop, orderId), kind: why, ...occasionAttributes(occasion) };
  }
  const { refundId, amountMinor, shippingMinor } = cause.refund;
  const key =
    cause.reason === 'refund'
      ? keys.refund(shop, orderId, refundId)
      : keys.reversal(shop, orderId, refundId);
  return {
    ...key,
    kind: why,
    ...occasionAttributes(occasion),
    reason: cause.reason,
    refund: [amountMinor, shippingMinor],
  };
}

export function readUnattached(item: Item): UnattachedClawback {
  const read = attributesOf(item);
  const occasion = readOccasion(item);
  if (!read.has('refund')) return { cause: { reason: 'cancellation' }, occasion };
  const [amountMinor = 0, shippingMinor = 0] = read.numbers('refund');
  const refund = { refundId: refundOf(item), amountMinor, shippingMinor };
  const reason = read.text('reason') === 'refund' ? 'refund' : 'refund-reversed';
  return { cause: { reason, refund }, occasion };
}

function occasionAttributes(occasion: Occasion) {
  return {
    at: occasion.occurredAt,
    received: occasion.receivedAt,
    trace: occasion.correlationId,
  };
}

function readOccasion(item: Item): Occasion {
  const read = attributesOf(item);
  return {
    occurredAt: read.number('at'),
    receivedAt: read.number('received'),
    correlationId: read.text('trace'),
  };
}
