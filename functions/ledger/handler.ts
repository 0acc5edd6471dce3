import { refuse } from '../../shared/domain/ledger/decision.ts';
import { mustJoin, waitsSince } from '../../shared/domain/ledger/joining.ts';
import { decide, pointsOf } from '../../shared/domain/ledger/ledger.ts';
import type { Occasion } from '../../shared/domain/orders/order.ts';
import { type DetailOf, readEvent } from '../../shared/events/event-type.ts';
import { orderEvents, type orderPaid } from '../../shared/events/order-events.ts';
import { orderNumberHash } from '../../shared/identity/order-number-hash.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { type PutOff, waitsOf } from '../../shared/lambda/put-off.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Program } from '../../shared/program/program.ts';
import { isEntryItem } from '../../shared/table/ledger/entry-item.ts';
import { type Appended, alone, append } from '../../shared/table/ledger/ledger.ts';
import { claimOrder } from '../../shared/table/orders/claim-order.ts';
import {
  type OrderRecord,
  readOrder,
  recordArrived,
  recordUnclaimed,
  recordUnclaimedClawback,
  recordUnknown,
  recordWaiting,
} from '../../shared/table/orders/order-record.ts';
import {
  type OrderPayment,
  orderOfPayment,
  recordPayment,
} from '../../shared/table/orders/payment-alias.ts';
import { missedRevision, readUnclaimedOrder } from '../../shared/table/orders/unclaimed-items.ts';
import { type Table, TableBusy } from '../../shared/table/table.ts';
import { type Afterwards, causeOf, occasionOf, orderOf } from './command.ts';
import { appendReferred, memberCodesIn } from './referring.ts';
import { MOST_WAITS } from './waiting.ts';

export interface LedgerDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly putOff: PutOff;
  /** Read where an order came with what may be a member's code, or names no customer. */
  readonly memberKey: () => Promise<string>;
}

/** Enters what shops tell into members' ledgers: each cause once, whatever is delivered twice. */
export function ledger({ table, program, putOff, memberKey }: LedgerDependencies) {
  const referring = { table, program, memberKey };
  return queueFunction(async ({ body, log }) => {
    const told = readEvent(orderEvents, body);
    const occasion = occasionOf(told.detail);
    if (told.name === 'order.payment-made') return recordPaymentOf(told.detail, log);
    if (told.name === 'order.paid') {
      await recordPayments(told.detail, log);
      return told.detail.member === undefined
        ? recordGuest(told.detail, occasion, log)
        : enterOrder(told.detail, told.detail.member, occasion, body, log);
    }
    const known = await clawBack(told, occasion, log);
    if (!known) await waitForOrder(told, occasion, body, log);
  });

  /**
   * Before the order is entered, so that whoever finds the order finds it by its payments too; and
   * apart from it, for what leads to an order that is not there yet does no harm, and in one
   * transaction with it would cost twice as much.
   */
  async function recordPayments(told: Paid, log: Log): Promise<void> {
    const { shop, orderId, payments = [] } = told;
    for (const paymentId of payments) await recordPaymentOf({ shop, orderId, paymentId }, log);
  }

  async function recordPaymentOf({ shop, orderId, paymentId }: OrderPayment, log: Log) {
    const outcome = await recordPayment(table, { shop, orderId, paymentId });
    if (outcome !== 'of-another-order') return;
    log.warn('a payment of two orders: refunds of it are those of the first', { shop, orderId });
  }

  async function recordGuest(told: Paid, occasion: Occasion, log: Log): Promise<void> {
    const { shop, orderNumber, discountCodes, placedWith } = told;
    const order = { order: orderOf(told), occasion };
    const codes = await memberCodesIn(discountCodes, referring);
    const number = orderNumberHash(await memberKey(), shop, orderNumber);
    const recorded = await recordUnclaimed(table, { ...order, codes }, { number, placedWith });
    log.info(recorded ? 'order recorded as unclaimed' : 'order entered already');
  }

  async function enterOrder(
    told: Paid,
    member: string,
    occasion: Occasion,
    event: unknown,
    log: Log,
  ): Promise<void> {
    const order = orderOf(told);
    const codes = await memberCodesIn(told.discountCodes, referring);
    const appended = await appendReferred(referring, member, codes, (state, attempts) =>
      mustJoin(state, program)
        ? refuse({ reason: 'not-joined' })
        : alone(decide(state, { type: 'enter-order', order }, occasion, program, attempts)),
    );
    if (appended.outcome === 'refused') {
      return waitForCustomer({ order, occasion, customer: member, codes }, event, log);
    }
    if (hasWaitedTooLong(appended, occasion)) {
      log.info('the order was of too long before its customer joined');
      return;
    }
    const missed = missedOf(appended);
    if (missed !== undefined) await recordArrived(table, { order, occasion, codes }, missed);
    const known = isUnclaimed(appended)
      ? await claimOrder(
          (propose) => appendReferred(referring, member, codes, propose),
          { table, program },
          order,
          occasion,
        )
      : appended;
    // A refund was recorded beside the order while it was claimed: it is to be claimed again.
    if (isUnclaimed(known)) throw new TableBusy('an unclaimed order was written meanwhile');
    report(known, log);
  }

  /**
   * Whoever joins at this very moment may not see yet that the order waits: so it is looked at once
   * more when they can have.
   */
  async function waitForCustomer(waiting: OrderThatWaits, event: unknown, log: Log): Promise<void> {
    if (waitsOf(event) > 0) return;
    const waits = await recordWaiting(table, waiting);
    if (waits) await putOff(Object(event), 1);
    log.info(waits ? 'order waits for its customer to join' : 'order entered already');
  }

  function hasWaitedTooLong(appended: Appended, { receivedAt }: Occasion): boolean {
    const found = isUnclaimed(appended) ? foundOf(appended) : undefined;
    if (found === undefined || missedRevision(found) !== undefined) return false;
    const { customer, occasion } = readUnclaimedOrder(found);
    return customer !== undefined && occasion.occurredAt < waitsSince(program, receivedAt);
  }

  /** @returns false when the order, or the refund that is undone, is not known (yet). */
  async function clawBack(told: Afterwards, occasion: Occasion, log: Log): Promise<boolean> {
    const { shop } = told.detail;
    const { orderId, record } = await findOrder(told.detail);
    const cause = causeOf(told, recordedOf(record));
    if (cause === undefined) return false;
    if (record.known === 'not') {
      const { missed } = record;
      // Whoever waited for it has given up already: it is to be found where the order would be.
      if (missed !== undefined)
        await recordUnknown(table, { shop, orderId }, cause, occasion, missed);
      return missed !== undefined;
    }
    if (record.known === 'unclaimed') {
      await recordUnclaimedClawback(table, record.order, cause, occasion);
      return true;
    }
    const appended = await append(table, record.entry.member, async (state) => {
      // Read after the state: what is taken back in between makes the state's version fail.
      const order = await readOrder(table, shop, orderId);
      if (order.known !== 'entered') throw new Error('an entered order is no longer there');
      const { entry, clawbacks: earlier } = order;
      return alone(
        decide(state, { type: 'claw-back', order: entry, earlier, cause }, occasion, program),
      );
    });
    report(appended, log);
    return true;
  }

  /** Reads the order of that id, or that to which a payment of that id belongs. */
  async function findOrder({ shop, orderId }: OrderName): Promise<FoundOrder> {
    const record = await readOrder(table, shop, orderId);
    if (record.known !== 'not') return { orderId, record };
    const paid = await orderOfPayment(table, shop, orderId);
    if (paid === undefined) return { orderId, record };
    return { orderId: paid, record: await readOrder(table, shop, paid) };
  }

  async function waitForOrder(
    told: Afterwards,
    occasion: Occasion,
    event: unknown,
    log: Log,
  ): Promise<void> {
    const waits = waitsOf(event) + 1;
    if (waits <= MOST_WAITS) return putOff(Object(event), waits);
    const { shop } = told.detail;
    const { orderId, record } = await findOrder(told.detail);
    const cause = causeOf(told, recordedOf(record));
    if (cause === undefined) {
      // The refund failed before it was one: it took nothing, so there is nothing to give back.
      log.warn('dropped the undoing of a refund that was never told of', { shop, orderId });
      return;
    }
    if (record.known !== 'not') throw new TableBusy('an order came at this very moment');
    await recordUnknown(table, { shop, orderId }, cause, occasion, record.missed);
    log.error('recorded a refund or cancellation of an order that never came', { shop, orderId });
  }
}

/** Whether what has the key of an entry already is an order that is nobody's. */
function isUnclaimed(appended: Appended): boolean {
  const found = foundOf(appended);
  return found !== undefined && !isEntryItem(found);
}

/** The revision of what keeps the order's place, where refunds came and the order did not. */
function missedOf(appended: Appended): number | undefined {
  return missedRevision(foundOf(appended));
}

/** What has the key of an entry already. */
function foundOf(appended: Appended) {
  return appended.outcome === 'duplicate' ? appended.found : undefined;
}

type Paid = DetailOf<typeof orderPaid>;

type OrderThatWaits = Parameters<typeof recordWaiting>[1];

interface OrderName {
  readonly shop: string;
  readonly orderId: string;
}

interface FoundOrder {
  /** The order's own id. */
  readonly orderId: string;
  readonly record: OrderRecord;
}

/** What was taken back for an order so far, whoever's it is. */
function recordedOf(record: OrderRecord) {
  return record.known === 'entered'
    ? record.clawbacks
    : record.unattached.map(({ cause }) => cause);
}

function report(appended: Appended, log: Log): void {
  if (appended.outcome !== 'entered') {
    log.info('entered already');
    return;
  }
  for (const entry of appended.entries) {
    const { kind, member, v } = entry;
    log.info('entered', { kind, member, v, points: pointsOf(entry) });
    if (entry.kind === 'earned' && entry.nothingEarned === 'currency-not-listed') {
      const { shop, orderId, currency } = entry.order;
      log.warn('the program does not list the currency of an order: it earned nothing', {
        shop,
        orderId,
        currency,
      });
    }
  }
}
