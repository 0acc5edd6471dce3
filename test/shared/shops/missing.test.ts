import { beforeAll, describe, expect, test } from 'vitest';
import { findMissing } from '../../../shared/shops/missing.ts';
import type { ShopEvent } from '../../../shared/shops/platform.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readOrder, recordUnknown } from '../../../shared/table/orders/order-record.ts';
import { recordPayment } from '../../../shared/table/orders/payment-alias.ts';
import type { Query } from '../../../shared/table/table.ts';
import { ledgerBus } from '../../support/ledger-bus.ts';
import { ladder } from '../../support/member-ledger.ts';
import { scriptedShop } from '../../support/scripted-shop.ts';

const AT = Date.UTC(2026, 10, 3, 12);
const SHOP = 'birdhouse';
const table = memoryTable();
const bus = ledgerBus(table, SHOP);

const consent = { version: 'v1', text: { en: 'Join us?', 'zh-CN': '加入吗？' } };
const enrolment = { joins: 'by-consent', consent, ordersWaitDays: 30 } as const;
const byConsent = ledgerBus(table, SHOP, { ...ladder, enrolment });

const shop = scriptedShop();
shop.sells(AT, { orderId: 'whole', customer: '42' });
shop.refunds(AT, 'whole', 'r1', 100);
shop.takesBack(AT, 'whole', 'r1');
shop.cancels(AT, 'whole');
shop.sells(AT, { orderId: 'guest' });
const known = shop.webhooks.map(({ event }) => event);

beforeAll(async () => {
  for (const event of known) await bus.receives(event, AT);
});

const occurredAt = new Date(AT).toISOString();
const sale = (orderId: string, customer?: string): ShopEvent => {
  const other = scriptedShop();
  other.sells(AT, { orderId, ...(customer !== undefined && { customer }) });
  const [webhook] = other.webhooks;
  if (webhook === undefined) throw new Error('the shop sold nothing');
  return webhook.event;
};

describe('what is missing of a shop’s word', () => {
  test('is nothing where all of it is in the ledger', async () => {
    expect(await findMissing(table, SHOP, known)).toEqual({
      orders: 2,
      incomplete: 0,
      missing: [],
      uncompared: [],
    });
  });

  test('is no order that waits for its customer to join', async () => {
    const waiting = sale('waits', '77');
    await byConsent.receives(waiting, AT);
    expect((await findMissing(table, SHOP, [waiting])).missing).toEqual([]);
  });

  test('is no order that was missed first and waits for its customer now', async () => {
    const order = { shop: SHOP, orderId: 'late' };
    const occasion = { occurredAt: AT, receivedAt: AT, correlationId: 'a-trace' };
    await recordUnknown(table, order, { reason: 'cancellation' }, occasion, undefined);
    const waiting = sale('late', '78');
    await byConsent.receives(waiting, AT);
    expect((await findMissing(table, SHOP, [waiting])).missing).toEqual([]);
    expect(await readOrder(table, SHOP, 'late')).toMatchObject({
      known: 'unclaimed',
      unattached: [{ cause: { reason: 'cancellation' } }],
    });
  });

  test('is an order that never came, though something was taken back for it', async () => {
    const order = { shop: SHOP, orderId: 'never-came' };
    const occasion = { occurredAt: AT, receivedAt: AT, correlationId: 'a-trace' };
    await recordUnknown(table, order, { reason: 'cancellation' }, occasion, undefined);
    const sold = sale('never-came', '42');
    expect((await findMissing(table, SHOP, [sold])).missing).toEqual([sold]);
  });

  test('is a refund of a payment whose order came when nobody waited for it any more', async () => {
    const of = { shop: SHOP, orderId: 'pi-too-late' };
    const occasion = { occurredAt: AT, receivedAt: AT, correlationId: 'a-trace' };
    const refund = { refundId: 'r-late', amountMinor: 100, shippingMinor: 0 };
    await recordUnknown(table, of, { reason: 'refund', refund }, occasion, undefined);
    await recordPayment(table, { shop: SHOP, orderId: 'whole', paymentId: 'pi-too-late' });
    const told: ShopEvent = {
      name: 'order.refunded',
      detail: { orderId: 'pi-too-late', currency: 'EUR', ...refund, occurredAt },
    };
    expect((await findMissing(table, SHOP, [told])).missing).toEqual([told]);
  });

  test('is no refund that names the payment of an order which has it', async () => {
    const payment: ShopEvent = {
      name: 'order.payment-made',
      detail: { orderId: 'whole', paymentId: 'pi-whole', occurredAt },
    };
    await bus.receives(payment, AT);
    const refundOf = (orderId: string, refundId: string): ShopEvent => ({
      name: 'order.refunded',
      detail: {
        orderId,
        refundId,
        currency: 'EUR',
        amountMinor: 100,
        shippingMinor: 0,
        occurredAt,
      },
    });
    const [had, lost, strange] = [
      refundOf('pi-whole', 'r1'),
      refundOf('pi-whole', 'r9'),
      refundOf('pi-strange', 'r1'),
    ];
    const { missing } = await findMissing(table, SHOP, [had, lost, strange]);
    expect(missing).toEqual([lost, strange]);
  });

  test('is each cause that has no item of its own, among others of the same order', async () => {
    const events: ShopEvent[] = [
      ...known,
      {
        name: 'order.refunded',
        detail: {
          orderId: 'guest',
          refundId: 'r2',
          currency: 'EUR',
          amountMinor: 100,
          shippingMinor: 0,
          occurredAt,
        },
      },
      { name: 'order.refund-reversed', detail: { orderId: 'guest', refundId: 'r2', occurredAt } },
      { name: 'order.cancelled', detail: { orderId: 'guest', occurredAt } },
    ];
    const { missing, incomplete } = await findMissing(table, SHOP, events);
    expect(missing).toEqual(events.slice(known.length));
    expect(incomplete).toBe(1);
  });

  test('is an order of another shop, though its id is known here', async () => {
    const { missing } = await findMissing(table, 'another', [sale('whole', '42')]);
    expect(missing).toHaveLength(1);
  });

  test('is no refund that stands with the order of the payment that it names', async () => {
    await recordPayment(table, { shop: SHOP, orderId: 'whole', paymentId: 'pi_1' });
    const reversal = (refundId: string): ShopEvent => ({
      name: 'order.refund-reversed',
      detail: { orderId: 'pi_1', refundId, occurredAt },
    });
    const { missing } = await findMissing(table, SHOP, [reversal('r1'), reversal('r9')]);
    expect(missing).toEqual([reversal('r9')]);
  });

  test('is whose an order is that is nobody’s so far', async () => {
    const named = sale('guest', '42');
    expect((await findMissing(table, SHOP, [named])).missing).toEqual([named]);
  });

  test('has with it how to reach those whose orders are missing, and nobody else', async () => {
    const contact = (customer: string): ShopEvent => ({
      name: 'customer.told',
      detail: { customer, contact: {}, unfit: [], occurredAt },
    });
    const events = [...known, contact('42'), sale('new', '43'), contact('43')];
    const { missing } = await findMissing(table, SHOP, events);
    expect(missing).toEqual([sale('new', '43'), contact('43')]);
  });

  test('cannot be said of subscriptions, payments and touches, which are told in any case', async () => {
    const events: ShopEvent[] = [
      {
        name: 'subscription.changed',
        detail: { subscriptionId: '1', status: 'active', autoRenews: true, occurredAt },
      },
      { name: 'order.payment-made', detail: { orderId: 'whole', paymentId: 'p', occurredAt } },
      { name: 'order.touched', detail: { orderId: 'whole', occurredAt } },
    ];
    expect(await findMissing(table, SHOP, events)).toEqual({
      orders: 0,
      incomplete: 0,
      missing: [],
      uncompared: events,
    });
  });
});

test('a thousand orders are a thousand Queries, each eventually consistent, a few at a time', async () => {
  const queries: Query[] = [];
  let [running, most] = [0, 0];
  const counted = {
    ...table,
    query: async (query: Query) => {
      queries.push(query);
      running += 1;
      most = Math.max(most, running);
      const items = await table.query(query);
      running -= 1;
      return items;
    },
  };
  const orders = Array.from({ length: 1_000 }, (_, i) => sale(`${i}`, '42'));
  await findMissing(counted, SHOP, [...orders, ...orders]);
  expect(queries).toHaveLength(1_000);
  expect(queries.filter(({ consistent }) => consistent)).toEqual([]);
  expect(most).toBeLessThanOrEqual(25);
});
