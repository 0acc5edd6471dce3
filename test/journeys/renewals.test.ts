import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DetailOf } from '../../shared/events/event-type.ts';
import { renewalDue } from '../../shared/events/time-events.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, newId, tell } from './customer.ts';
import { queued } from './queues.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

const DAY = 24 * 3_600_000;
const SHOP = 'demo-store';

/** A customer who has bought, and subscribes to something that they have to renew each month. */
async function aRenewer() {
  const customer = aCustomer(perch, SHOP);
  await customer.buys('10.00');
  const { member } = await customer.member();
  const subscriptionId = newId();
  const begun = await perch.now();
  const after = (days: number): string => new Date(begun + days * DAY).toISOString();
  return {
    after,
    /** The shop says how the subscription is now, its period ending so many days after its beginning. */
    async is(status: 'active' | 'cancelled', days: number, price = '24.00'): Promise<void> {
      const timestamp = new Date(await perch.now()).toISOString();
      const data = {
        subscriptionId,
        customerId: customer.id,
        status,
        title: 'Beans every month',
        price: { currency: 'EUR', amount: price },
        every: { unit: 'month', count: 1 },
        startedAt: after(0),
        periodEndsAt: after(days),
        autoRenews: false,
        manageUrl: 'https://shop.example/subscriptions',
      };
      const body = { type: 'subscription.changed', timestamp, data };
      await tell(perch, SHOP, { topic: body.type, body });
    },
    /** What crossed the bus of reminders of it so far. */
    async reminders(): Promise<readonly DetailOf<typeof renewalDue>[]> {
      return (await perch.events())
        .filter((event) => event['detail-type'] === renewalDue.name)
        .map((event) => renewalDue.schema.parse(event.detail))
        .filter((detail) => detail.member === member);
    },
  };
}

test('a subscription is reminded of until it is renewed, and not once it is cancelled', async () => {
  const renewer = await aRenewer();
  const days = async () => (await renewer.reminders()).map(({ daysBefore }) => daysBefore);
  await renewer.is('active', 20);
  await perch.moveClock({ advance: 'P5D' });
  expect(await days()).toEqual([]);
  await perch.moveClock({ advance: 'P2D' });
  expect(await days()).toEqual([14]);

  await renewer.is('active', 20, '26.00');
  await perch.moveClock({ advance: 'P7D' });
  const [, second] = await renewer.reminders();
  expect(second).toMatchObject({
    title: 'Beans every month',
    daysBefore: 7,
    price: { currency: 'EUR', amountMinor: 2_600 },
    priceBefore: { currency: 'EUR', amountMinor: 2_400 },
    manageUrl: 'https://shop.example/subscriptions',
  });
  // It was told as of when it was due, though a week went by at once.
  const lead = Date.parse(renewer.after(20)) - Date.parse(second?.receivedAt ?? '');
  expect(lead).toBeGreaterThan(6 * DAY);
  expect(lead).toBeLessThan(8 * DAY);

  await renewer.is('active', 35, '26.00');
  await perch.moveClock({ advance: 'P8D' });
  // None of the last day before its old end.
  expect(await days()).toEqual([14, 7, 14]);

  await renewer.is('cancelled', 35, '26.00');
  await perch.moveClock({ advance: 'P8D' });
  expect(await days()).toEqual([14, 7, 14]);
  expect(await queued(perch)).toEqual({});
}, 180_000);

test('a friend’s two weeks end by themselves, and both have their points', async () => {
  const owner = aCustomer(perch);
  await owner.buys('10.00');
  const path = `/v1/members/${(await owner.member()).member}/referral`;
  const { body } = await perch.ask('write', 'POST', path);
  const friend = aCustomer(perch, SHOP);
  await friend.buys('20.00', { discountCodes: [String((body as { code?: string }).code)] });
  const before = await Promise.all(
    [owner, friend].map(async (who) => (await who.member()).balance),
  );
  await perch.moveClock({ advance: 'P15D' });
  const after = await Promise.all([owner, friend].map(async (who) => (await who.member()).balance));
  expect(after.map((balance, i) => balance - (before[i] ?? 0))).toEqual([200, 200]);
}, 180_000);
