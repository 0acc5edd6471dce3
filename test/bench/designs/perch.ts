import { ledger } from '../../../functions/ledger/handler.ts';
import { redemptions } from '../../../functions/redemptions/handler.ts';
import { orderPaid, orderRefunded } from '../../../shared/events/order-events.ts';
import type { Program } from '../../../shared/program/program.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { ask, deliver, envelope } from '../../support/invoke.ts';
import { ladder } from '../../support/member-ledger.ts';
import type { BenchTable, Design } from '../design.ts';

const REDEEM = 'POST /v1/members/{member}/redemptions';

/** Perch itself: the functions that are deployed, on the same table. */
export function perch({ table, unpaid }: BenchTable, program: Program = ladder): Design {
  const memberKey = async () => 'a-key';
  const handler = ledger({ table, program, memberKey, putOff: async () => {} });
  const spend = redemptions({ table, program, memberKey });
  const stamps = (at: number) => ({
    occurredAt: new Date(at).toISOString(),
    receivedAt: new Date(at).toISOString(),
    correlationId: 'Jx3a9gYlDoEEPJg=',
  });
  const told = async (event: object): Promise<void> => {
    // What fails is delivered again by its queue; the bench does that itself.
    await deliver(handler, event);
  };

  return {
    purchase: ({ member, orderId, base, at }) =>
      told(
        envelope(orderPaid, {
          ...orderPaid.example,
          shop: 'shop',
          orderId,
          orderNumber: `#${orderId}`,
          member,
          totalMinor: base,
          shippingMinor: 0,
          earningBaseMinor: base,
          ...stamps(at),
        }),
      ),
    refund: ({ orderId, refundId, amount, at }) =>
      told(
        envelope(orderRefunded, {
          ...orderRefunded.example,
          shop: 'shop',
          orderId,
          refundId,
          amountMinor: amount,
          shippingMinor: 0,
          ...stamps(at),
        }),
      ),
    async redeem({ member, id, points, at }) {
      await ask(spend, REDEEM, {
        path: { member },
        headers: { 'idempotency-key': id },
        body: JSON.stringify({ points, currency: 'EUR' }),
        at: new Date(at).toISOString(),
      });
    },
    async pointsOf(member) {
      const state = await readMember(unpaid, member);
      if (state === undefined) return 0;
      return state.lots.reduce((sum, { points }) => sum + points, 0) - state.debt;
    },
  };
}
