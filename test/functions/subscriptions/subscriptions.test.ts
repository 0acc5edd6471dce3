import { describe, expect, test } from 'vitest';
import { subscriptions } from '../../../functions/subscriptions/handler.ts';
import type { DetailOf } from '../../../shared/events/event-type.ts';
import { orderPaid } from '../../../shared/events/order-events.ts';
import {
  subscriptionChanged,
  subscriptionRenewalAhead,
} from '../../../shared/events/subscription-events.ts';
import { readSubscriptions } from '../../../shared/table/people/subscriptions.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();

/** The function, and what a member's shop tells it. */
function setUp(member: string) {
  const handler = subscriptions({ table: local.table, program: ladder });
  const { example } = subscriptionChanged;
  return {
    tell: (...bodies: unknown[]) => deliver(handler, ...bodies),
    changed: (changes: Partial<DetailOf<typeof subscriptionChanged>> = {}) =>
      envelope(subscriptionChanged, { ...example, member, ...changes }),
    ahead: (changes: Partial<DetailOf<typeof subscriptionRenewalAhead>> = {}) =>
      envelope(subscriptionRenewalAhead, {
        ...subscriptionRenewalAhead.example,
        shop: example.shop,
        subscriptionId: example.subscriptionId,
        member,
        ...changes,
      }),
    kept: async () =>
      (await readSubscriptions(local.table, [member])).map(({ subscription }) => subscription),
  };
}

const member = (n: number) => `${'m'.repeat(21)}${n}`;

describe('the subscriptions function', () => {
  test('keeps what a shop says of a subscription, once, whatever is delivered again', async () => {
    const { tell, changed, kept } = setUp(member(1));
    expect(await tell(changed(), changed(), changed())).toEqual([]);
    expect(await kept()).toEqual([
      expect.objectContaining({
        status: 'active',
        title: 'Beans every month',
        productId: 'beans-1kg',
        plan: 'monthly',
        price: { currency: 'EUR', amountMinor: 2_400 },
        every: { unit: 'month', count: 1 },
        startedAt: Date.parse('2026-09-01T09:00:00Z'),
        periodEndsAt: Date.parse('2026-12-01T09:00:00Z'),
        autoRenews: true,
        manageUrl: 'https://shop.example/subscriptions/sub_77',
      }),
    ]);
  });

  test('keeps the newest word, whatever comes late, and the next renewal beside it', async () => {
    const { tell, changed, ahead, kept } = setUp(member(2));
    await tell(ahead());
    await tell(changed({ status: 'paused', occurredAt: '2026-11-02T09:00:00.000Z' }));
    await tell(changed());
    expect(await kept()).toMatchObject([
      {
        status: 'paused',
        ahead: {
          price: { currency: 'EUR', amountMinor: 2_600 },
          renewsAt: Date.parse('2026-12-01T09:00:00Z'),
        },
      },
    ]);
  });

  test('arms the next reminder, and none for one that is over', async () => {
    const { tell, changed } = setUp(member(4));
    const due = async () => (await readSubscriptions(local.table, [member(4)]))[0]?.reminding.dueAt;
    await tell(changed());
    // Ten in Berlin, fourteen days before the 1st of December.
    expect(await due()).toBe(Date.parse('2026-11-17T09:00:00Z'));
    const over = { status: 'cancelled', occurredAt: '2026-11-05T09:00:00.000Z' } as const;
    await tell(changed(over));
    expect(await due()).toBeUndefined();
  });

  test('drops what is nobody’s, and fails what it cannot read, alone', async () => {
    const { tell, changed, kept } = setUp(member(3));
    const stranger = envelope(orderPaid, orderPaid.example);
    const failed = await tell(changed({ member: undefined }), stranger, 'no json', changed());
    expect(failed).toEqual([1, 2]);
    expect(await kept()).toHaveLength(1);
  });
});
