import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Perch, startPerch } from '../support/perch.ts';
import { tell } from './customer.ts';
import { queued } from './queues.ts';
import { aSubscriber, subscriptionBodies } from './subscriber.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(async () => {
  await perch.stop();
});

const euros = (amountMinor: number) => ({ currency: 'EUR', amountMinor });

describe.each(['demo-stripe', 'demo-shopify', 'demo-store'] as const)(
  'a subscription of %s',
  (shop) => {
    test('lives from its first payment to its end, and the member can see how it stands', async () => {
      const subscriber = aSubscriber(perch, shop);
      const { customer } = subscriber;
      const points = async () => (await customer.member()).balance;

      await subscriber.pays(1, true);
      expect(await points()).toBe(24 + 50);
      const begun = subscriber.last();
      expect(await subscriber.subscriptions()).toEqual([
        {
          shop,
          id: begun.subscriptionId,
          status: 'active',
          title: 'Bread every day',
          productId: '632910392',
          plan: 'daily',
          price: euros(2_400),
          every: { unit: 'day', count: 1 },
          startedAt: begun.startedAt,
          periodEndsAt: begun.periodEndsAt,
          autoRenews: true,
          changedAt: begun.at,
        },
      ]);

      await subscriber.isAnnounced();
      await perch.moveClock({ advance: 'P1D' });
      // Told three times over, and in whatever order: it earns once.
      await subscriber.pays(3);
      expect(await points()).toBe(74 + 24);
      await perch.moveClock({ advance: 'P1D' });
      const second = await subscriber.pays(2);
      expect(await customer.member()).toMatchObject({ balance: 98 + 24, purchases: 3 });

      await subscriber.getsBack(second, 1_200);
      expect(await points()).toBe(122 - 12);

      await subscriber.isDearer(2_600);
      await subscriber.isAnnounced();
      const [dearer] = await subscriber.subscriptions();
      expect(dearer).toMatchObject({
        price: euros(2_600),
        priceBefore: { ...euros(2_400), until: expect.any(String) },
        periodEndsAt: subscriber.last().periodEndsAt,
      });
      if (shop === 'demo-stripe') {
        expect(dearer?.nextRenewal).toEqual({
          at: subscriber.last().periodEndsAt,
          price: euros(2_600),
          priceBefore: euros(2_400),
        });
      }

      await perch.moveClock({ advance: 'PT6H' });
      await subscriber.cancels();
      const [cancelled] = await subscriber.subscriptions();
      expect(cancelled).toMatchObject({
        status: 'cancelled',
        autoRenews: false,
        changedAt: subscriber.last().at,
      });
      expect(cancelled).not.toHaveProperty('nextRenewal');
      expect(await points()).toBe(110);
      expect(await queued(perch)).toEqual({});
    });
  },
);

test('a refund that names a payment waits until it is said whose payment that was', async () => {
  const subscriber = aSubscriber(perch, 'demo-stripe');
  const begun = await subscriber.pays(1, true);
  const strange = { ...begun, paymentId: `${begun.paymentId}_other` };
  await subscriber.getsBack(strange, 2_400);
  expect((await subscriber.customer.member()).balance).toBe(74);
  expect(Object.values(await queued(perch))).toEqual([1]);

  // The invoice once more, which is known, and then its payment.
  for (const post of subscriptionBodies['demo-stripe'].paid(strange)) {
    await tell(perch, 'demo-stripe', post);
  }
  await perch.moveClock({ advance: 'PT15M' });
  expect((await subscriber.customer.member()).balance).toBe(50);
  expect(await queued(perch)).toEqual({});
});
