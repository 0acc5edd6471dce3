import type { ClawbackCause } from '../../shared/domain/clawback.ts';
import { decide, pointsOf } from '../../shared/domain/ledger.ts';
import type { Occasion, Order } from '../../shared/domain/order.ts';
import { readEvent } from '../../shared/events/event-type.ts';
import { shopEvents } from '../../shared/events/shop-events.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Program } from '../../shared/program/program.ts';
import {
  type Appended,
  append,
  readOrder,
  recordUnclaimed,
  recordUnclaimedClawback,
  recordUnknown,
} from '../../shared/table/ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import { occasionOf, orderOf, refundOf } from './command.ts';
import { MOST_WAITS, type PutOff, waitsOf } from './waiting.ts';

export interface LedgerDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly putOff: PutOff;
}

/** Enters what shops tell into members' ledgers: each cause once, whatever is delivered twice. */
export function ledger({ table, program, putOff }: LedgerDependencies) {
  return queueFunction(async ({ body, log }) => {
    const told = readEvent(shopEvents, body);
    const occasion = occasionOf(told.detail);
    if (told.name === 'order.paid') {
      return enterOrder(orderOf(told.detail), told.detail.member, occasion, log);
    }
    const cause: ClawbackCause =
      told.name === 'order.refunded'
        ? { reason: 'refund', refund: refundOf(told.detail) }
        : { reason: 'cancellation' };
    const { shop, orderId } = told.detail;
    const known = await clawBack({ shop, orderId }, cause, occasion, log);
    if (!known) await waitForOrder({ shop, orderId }, cause, occasion, body, log);
  });

  async function enterOrder(
    order: Order,
    member: string | undefined,
    occasion: Occasion,
    log: Log,
  ): Promise<void> {
    if (member === undefined) {
      const recorded = await recordUnclaimed(table, { order, occasion });
      log.info(recorded ? 'order recorded as unclaimed' : 'order entered already');
      return;
    }
    const appended = await append(table, member, (state) =>
      decide(state, { type: 'enter-order', order, occasion }, program),
    );
    report(appended, log);
  }

  /** @returns false when the order is not known (yet). */
  async function clawBack(
    { shop, orderId }: OrderName,
    cause: ClawbackCause,
    occasion: Occasion,
    log: Log,
  ): Promise<boolean> {
    const record = await readOrder(table, shop, orderId);
    if (record.known === 'not') return false;
    if (record.known === 'unclaimed') {
      await recordUnclaimedClawback(table, record.order, cause, occasion);
      return true;
    }
    const appended = await append(table, record.entry.member, async (state) => {
      // Read after the state: what is taken back in between makes the state's version fail.
      const order = await readOrder(table, shop, orderId);
      if (order.known !== 'entered') throw new Error('an entered order is no longer there');
      const { entry, clawbacks: earlier } = order;
      return decide(state, { type: 'claw-back', order: entry, earlier, cause, occasion }, program);
    });
    report(appended, log);
    return true;
  }

  async function waitForOrder(
    order: OrderName,
    cause: ClawbackCause,
    occasion: Occasion,
    event: unknown,
    log: Log,
  ): Promise<void> {
    const waits = waitsOf(event) + 1;
    if (waits <= MOST_WAITS) return putOff(Object(event), waits);
    await recordUnknown(table, order, cause, occasion);
    log.error('recorded a refund or cancellation of an order that never came', { ...order });
  }
}

interface OrderName {
  readonly shop: string;
  readonly orderId: string;
}

function report(appended: Appended, log: Log): void {
  if (appended.outcome === 'duplicate') {
    log.info('entered already');
    return;
  }
  const { kind, member, v } = appended.entry;
  log.info('entered', { kind, member, v, points: pointsOf(appended.entry) });
  if (appended.entry.kind === 'earned' && appended.entry.nothingEarned === 'currency-not-listed') {
    const { shop, orderId, currency } = appended.entry.order;
    log.warn('the program does not list the currency of an order: it earned nothing', {
      shop,
      orderId,
      currency,
    });
  }
}
