import type { ClawbackCause } from '../../domain/ledger/clawback.ts';
import type { Occasion, OrderLine, PaidOrder } from '../../domain/orders/order.ts';
import { attributesOf, type Draft } from '../attributes.ts';
import { HISTORY_INDEX, type Key, keys, refundOf } from '../keys.ts';
import { readOrderAttributes, writeOrder } from '../ledger/order-attributes.ts';
import type { Item } from '../table.ts';
import { waiterOf, waitsFor } from './waiting-place.ts';

/** A code of another member's that an order came with, by its keyed hash: the code itself is theirs. */
export interface KeptCode {
  readonly kind: 'referral' | 'coupon';
  readonly hash: string;
}

/**
 * An order that is no member's: one that names no customer, or one of a customer who has not joined
 * yet. It is the order's own item, whole but for what makes it an entry, so that whoever claims it
 * later finds the same key. `revision` counts what was written beside it since.
 */
export interface UnclaimedOrder {
  /** With its first lines, so that whoever claims it earns on its products too. */
  readonly order: PaidOrder;
  readonly occasion: Occasion;
  readonly revision: number;
  /** The customer who is to join; absent where it names none. */
  readonly customer?: string;
  /** Kept so that it brings its friend, too, who is a member already. */
  readonly codes?: readonly KeptCode[];
}

export function unclaimedOrderItem(unclaimed: UnclaimedOrder): Item {
  const { order, occasion, revision, customer, codes = [] } = unclaimed;
  const item: Key & Draft = {
    ...keys.order(order.shop, order.orderId),
    kind: UNCLAIMED,
    ...occasionAttributes(occasion),
    revision,
  };
  writeOrder(order, item);
  if (customer !== undefined) {
    item[HISTORY_INDEX.partition] = waitsFor(customer);
    item[HISTORY_INDEX.sort] = Math.floor(occasion.occurredAt / 1_000);
  }
  if (codes.length > 0) item.codes = codes.flatMap(({ kind, hash }) => [kind, hash]);
  const lines = order.lines?.slice(0, LINES_KEPT) ?? [];
  if (lines.length > 0) {
    item.lines = lines.flatMap(({ productId, quantity, netMinor }) => [
      productId,
      quantity,
      netMinor,
    ]);
  }
  return item;
}

const UNCLAIMED = 'unclaimed';

/** As many lines as keep most items at one write unit. */
const LINES_KEPT = 20;

export function readUnclaimedOrder(item: Item): UnclaimedOrder {
  const codes = readCodes(item);
  return {
    ...(isWaiting(item)
      ? { customer: waiterOf(attributesOf(item).text(HISTORY_INDEX.partition)) }
      : {}),
    ...(codes.length === 0 ? {} : { codes }),
    order: { ...readOrderAttributes(item), lines: readLines(item) },
    occasion: readOccasion(item),
    revision: attributesOf(item).number('revision'),
  };
}

/** In the place of an order that never came, where something was taken back for it all the same. */
export interface MissedOrder {
  readonly shop: string;
  readonly orderId: string;
  readonly revision: number;
}

const MISSED = 'missed';

export function missedOrderItem({ shop, orderId, revision }: MissedOrder): Item {
  return { ...keys.order(shop, orderId), kind: MISSED, revision };
}

/** The revision of what keeps the place of an order that never came; undefined of all else. */
export function missedRevision(item: Item | undefined): number | undefined {
  return item?.kind === MISSED ? attributesOf(item).number('revision') : undefined;
}

/** Whether an order's item waits for its customer to join. */
export function isWaiting(item: Item): boolean {
  return item.kind === UNCLAIMED && item[HISTORY_INDEX.partition] !== undefined;
}

function readCodes(item: Item): readonly KeptCode[] {
  const read = attributesOf(item);
  const values = read.has('codes') ? read.texts('codes') : [];
  return Array.from({ length: values.length / 2 }, (_, i): KeptCode => {
    const [kind, hash = ''] = values.slice(2 * i, 2 * i + 2);
    return { kind: kind === 'coupon' ? 'coupon' : 'referral', hash };
  });
}

function readLines(item: Item): readonly OrderLine[] {
  const read = attributesOf(item);
  const values = read.has('lines') ? read.list('lines') : [];
  return Array.from({ length: values.length / 3 }, (_, i) => {
    const [productId, quantity, netMinor] = values.slice(3 * i, 3 * i + 3);
    return {
      productId: String(productId),
      quantity: Number(quantity),
      netMinor: Number(netMinor),
    };
  });
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
