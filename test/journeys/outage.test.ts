import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GivenRefund, SoldOrder } from '../../infra/commands/sold-order.ts';
import { storefront } from '../../infra/commands/storefront.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, newId } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
  // From here on the shops are known to reconciliation.
  await perch.moveClock({ advance: 'PT1H' });
});
afterAll(() => perch.stop());

/** What a shop does, whether or not anybody is told. */
interface Deeds {
  sells(order: SoldOrder): Promise<unknown>;
  refunds(order: SoldOrder, refund: GivenRefund): Promise<unknown>;
  cancels(order: SoldOrder, at: string): Promise<unknown>;
}

test.each(['demo-shopify', 'demo-woocommerce', 'demo-stripe', 'demo-bigcommerce'])(
  'a day without webhooks of %s leaves the ledger as if they had all come',
  async (shop) => {
    const now = await perch.now();
    const ahead = now - Date.now();
    const front = storefront(perch.url, shop, () => Date.now() + ahead);
    const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

    /** Sells to a customer of its own, and takes some of it back. */
    async function live(deeds: Deeds) {
      const customer = aCustomer(perch, shop);
      const sells = async (total: string, minutes: number) => {
        const order = await customer.order(total, { paidAt: minutesAgo(minutes) });
        await deeds.sells(order);
        await perch.settle();
        return order;
      };
      const refunded = await sells('40.00', 40);
      const cancelled = await sells('12.00', 30);
      for (const [amount, minutes] of [
        ['10.00', 20],
        ['5.50', 15],
      ] as const) {
        await deeds.refunds(refunded, { refundId: newId(), amount, at: minutesAgo(minutes) });
        await perch.settle();
      }
      await deeds.cancels(cancelled, minutesAgo(10));
      await perch.settle();
      return customer;
    }

    const heard = await live(front);
    const unheard = await live(front.quietly);
    expect(await unheard.lookUp()).toMatchObject({ status: 404 });
    await perch.moveClock({ advance: 'P1D' });
    // A refund that came before its order looks for it again after a quarter of an hour.
    await perch.moveClock({ advance: 'PT1H' });

    const { balance, purchases, tier } = await heard.member();
    expect(purchases).toBe(1);
    expect(await unheard.member()).toMatchObject({
      balance,
      purchases,
      tier: { id: tier?.id },
    });
    // What comes at once may be entered in any order: the welcome goes to whichever order is first,
    // and a tier that is reached for a moment in one order may not be in another.
    const entriesOf = async (customer: typeof heard) =>
      (await customer.entries()).map(({ kind, occurredAt }) => `${occurredAt} ${kind}`).toSorted();
    const whole = await entriesOf(heard);
    expect(whole).toHaveLength(5);
    expect(await entriesOf(unheard)).toEqual(whole);
  },
);
