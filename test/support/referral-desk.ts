import { activities } from '../../functions/activities/handler.ts';
import { ledger } from '../../functions/ledger/handler.ts';
import type { DetailOf } from '../../shared/events/event-type.ts';
import { orderCancelled, orderPaid, orderRefunded } from '../../shared/events/order-events.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';
import { ask, deliver, envelope } from './invoke.ts';

/** When friends order, unless it is said. */
export const ORDERED = '2026-03-10T12:00:00.000Z';

/** When that is two weeks old. */
export const DUE = '2026-03-24T12:00:00.000Z';

/** Tables are shared by the tests of a file: no two desks make the same id. */
let last = 0;

/** Members of a table who bring friends, over the functions that take orders and answer the API. */
export function referralDesk(local: { readonly table: Table }, program: Program) {
  const next = (what: string): string => {
    last += 1;
    return `${what}-${String(last).padStart(21 - what.length, '0')}`;
  };
  const memberKey = async () => 'a-key-for-tests-only';
  const api = (route: string, more: Parameters<typeof ask>[2]) =>
    ask(activities({ table: local.table, program, memberKey }), route, more);
  const tell = async (...events: object[]): Promise<void> => {
    const putOff = async () => {};
    const shop = ledger({ table: local.table, program, putOff, memberKey });
    const failed = await deliver(shop, ...events);
    if (failed.length > 0) throw new Error('an event was not taken');
  };
  const stamps = (at: string) => ({ occurredAt: at, receivedAt: at, correlationId: 'a-trace' });

  const desk = {
    program,
    tell,
    next,
    paid: (more: Partial<DetailOf<typeof orderPaid>>, at = ORDERED) =>
      envelope(orderPaid, {
        ...orderPaid.example,
        shop: 'birdhouse',
        orderId: next('order'),
        totalMinor: 5_000,
        shippingMinor: 0,
        earningBaseMinor: 5_000,
        discountCodes: [],
        ...stamps(at),
        ...more,
      }),
    cancelled: (orderId: string) =>
      envelope(orderCancelled, { shop: 'birdhouse', orderId, ...stamps(ORDERED) }),
    refunded: (orderId: string, amountMinor: number) =>
      envelope(orderRefunded, {
        ...orderRefunded.example,
        shop: 'birdhouse',
        orderId,
        refundId: next('refund'),
        amountMinor,
        shippingMinor: 0,
        ...stamps(ORDERED),
      }),
    /** A member who has bought before any friend has, and their own code. */
    async owner(): Promise<{ readonly member: string; readonly code: string }> {
      const member = next('owner');
      await tell(desk.paid({ member }, '2026-01-05T12:00:00.000Z'));
      const { body } = await api('POST /v1/members/{member}/referral', { path: { member } });
      return { member, code: String(body.code) };
    },
    /** A customer who buys for the first time, with a code. */
    async friend(code: string, at = ORDERED): Promise<{ member: string; orderId: string }> {
      const [member, orderId] = [next('friend'), next('order')];
      await tell(desk.paid({ member, orderId, discountCodes: [code] }, at));
      return { member, orderId };
    },
    give: (member: string) => api('POST /v1/members/{member}/referral', { path: { member } }),
    show: (member: string, more: { query?: Record<string, string>; at?: string } = {}) =>
      api('GET /v1/members/{member}/referral', { path: { member }, at: DUE, ...more }),
    settle: (member: string, at = DUE) =>
      api('POST /v1/referrals/settlements', { body: JSON.stringify({ member }), at }),
  };
  return desk;
}
