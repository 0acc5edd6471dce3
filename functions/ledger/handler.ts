import { claim } from '../../shared/domain/ledger/claim.ts';
import { decide, pointsOf } from '../../shared/domain/ledger/ledger.ts';
import type { Occasion, PaidOrder } from '../../shared/domain/orders/order.ts';
import { readEvent } from '../../shared/events/event-type.ts';
import { orderEvents } from '../../shared/events/order-events.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Program } from '../../shared/program/program.ts';
import { isEntryItem } from '../../shared/table/entry-item.ts';
import { type Appended, alone, append } from '../../shared/table/ledger.ts';
import {
  type OrderRecord,
  readOrder,
  recordUnclaimed,
  recordUnclaimedClawback,
  recordUnknown,
} from '../../shared/table/order-record.ts';
import { type Table, TableBusy } from '../../shared/table/table.ts';
import { type Afterwards, causeOf, occasionOf, orderOf } from './command.ts';
import { appendReferred } from './referring.ts';
import { MOST_WAITS, type PutOff, waitsOf } from './waiting.ts';

export interface LedgerDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly putOff: PutOff;
  /** Read where an order came with what may be a member's code. */
  readonly memberKey: () => Promise<string>;
}

/** Enters what shops tell into members' ledgers: each cause once, whatever is delivered twice. */
export function ledger({ table, program, putOff, memberKey }: LedgerDependencies) {
  const referring = { table, program, memberKey };
  return queueFunction(async ({ body, log }) => {
    const told = readEvent(orderEvents, body);
    const occasion = occasionOf(told.detail);
    if (told.name === 'order.paid') {
      const { member, discountCodes } = told.detail;
      return enterOrder(orderOf(told.detail), member, discountCodes, occasion, log);
    }
    const known = await clawBack(told, occasion, log);
    if (!known) await waitForOrder(told, occasion, body, log);
  });

  async function enterOrder(
    order: PaidOrder,
    member: string | undefined,
    codes: readonly string[],
    occasion: Occasion,
    log: Log,
  ): Promise<void> {
    if (member === undefined) {
      const recorded = await recordUnclaimed(table, { order, occasion });
      log.info(recorded ? 'order recorded as unclaimed' : 'order entered already');
      return;
    }
    const appended = await appendReferred(referring, member, codes, (state, attempts) =>
      alone(decide(state, { type: 'enter-order', order }, occasion, program, attempts)),
    );
    const known = isUnclaimed(appended)
      ? await claimOrder(order, member, codes, occasion)
      : appended;
    // A refund was recorded beside the order while it was claimed: it is to be claimed again.
    if (isUnclaimed(known)) throw new TableBusy('an unclaimed order was written meanwhile');
    report(known, log);
  }

  /** The shop has named whose an order is that was recorded as nobody's. */
  function claimOrder(
    { shop, orderId }: OrderName,
    member: string,
    codes: readonly string[],
    occasion: Occasion,
  ): Promise<Appended> {
    return appendReferred(referring, member, codes, async (state, attempts) => {
      const record = await readOrder(table, shop, orderId);
      if (record.known !== 'unclaimed') throw new TableBusy('somebody else claimed the order');
      const { order, unattached: clawbacks } = record;
      const [entered, ...taken] = claim(
        state,
        {
          ...order,
          clawbacks: clawbacks.map(({ cause, occasion: on }) => ({ cause, occasion: on })),
        },
        occasion,
        program,
        attempts,
      );
      const replaces = { attribute: 'revision', equals: order.revision };
      return {
        ok: true,
        entries: [
          { ...entered, replaces },
          ...taken.map((one, i) => ({
            ...one,
            replaces: { attribute: 'received', equals: clawbacks[i]?.occasion.receivedAt ?? 0 },
          })),
        ],
      };
    });
  }

  /** @returns false when the order, or the refund that is undone, is not known (yet). */
  async function clawBack(told: Afterwards, occasion: Occasion, log: Log): Promise<boolean> {
    const { shop, orderId } = told.detail;
    const record = await readOrder(table, shop, orderId);
    const cause = causeOf(told, recordedOf(record));
    if (record.known === 'not' || cause === undefined) return false;
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

  async function waitForOrder(
    told: Afterwards,
    occasion: Occasion,
    event: unknown,
    log: Log,
  ): Promise<void> {
    const waits = waitsOf(event) + 1;
    if (waits <= MOST_WAITS) return putOff(Object(event), waits);
    const { shop, orderId } = told.detail;
    const cause = causeOf(told, recordedOf(await readOrder(table, shop, orderId)));
    if (cause === undefined) {
      // The refund failed before it was one: it took nothing, so there is nothing to give back.
      log.warn('dropped the undoing of a refund that was never told of', { shop, orderId });
      return;
    }
    await recordUnknown(table, { shop, orderId }, cause, occasion);
    log.error('recorded a refund or cancellation of an order that never came', { shop, orderId });
  }
}

/** Whether what has the key of an entry already is an order that is nobody's. */
function isUnclaimed(appended: Appended): boolean {
  const { outcome } = appended;
  return outcome === 'duplicate' && appended.found !== undefined && !isEntryItem(appended.found);
}

interface OrderName {
  readonly shop: string;
  readonly orderId: string;
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
