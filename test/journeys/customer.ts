import { expect } from 'vitest';
import type {
  EntriesAnswer,
  EntryAnswer,
  ExplanationAnswer,
  MemberAnswer,
  MessageAnswer,
  MessagesAnswer,
} from '../../functions/members/contract.ts';
import type { GivenRefund, SoldOrder } from '../../infra/commands/sold-order.ts';
import { type Answer as Answered, storefront } from '../../infra/commands/storefront.ts';
import { storefrontBodies } from '../../infra/commands/storefront-bodies.ts';
import type { Post } from '../../infra/commands/storefront-kind.ts';
import { demoShops } from '../../shared/shops/demo-shops.ts';
import type { Answer, Perch } from '../support/perch.ts';

/** A Perch that serves, in this process or in another. */
export type ServingPerch = Omit<Perch, 'stop'>;

let lastId = 4_000;

/** An id that nothing else in the test's file has; digits, for some shops number everything. */
export function newId(): string {
  lastId += 1;
  return String(lastId);
}

/** The bodies of a demo shop, as its kind of shop writes them. */
export function bodiesOf(shop: string) {
  const settings = demoShops.find(({ id }) => id === shop);
  if (settings === undefined) throw new Error(`${shop} is no demo shop`);
  return storefrontBodies[settings.platform];
}

/** An order of 10.00 EUR by nobody in particular, paid now. */
export async function anOrder(
  perch: ServingPerch,
  more: Partial<SoldOrder> = {},
): Promise<SoldOrder> {
  const orderId = newId();
  return {
    orderId,
    orderNumber: `#${orderId}`,
    customer: undefined,
    currency: 'EUR',
    total: '10.00',
    paidAt: new Date(await perch.now()).toISOString(),
    ...more,
  };
}

/** Posts what a shop has to tell, which must be accepted, and waits for all that comes of it. */
export async function tell(perch: ServingPerch, shop: string, post: Post): Promise<void> {
  const { status, body } = await perch.post(shop, post.topic, post.body);
  expect({ status, body }).toMatchObject({ status: 202 });
  await perch.settle();
}

/**
 * A demo shop whose API shows what it does, and which tells of it. Each time that must be accepted, as
 * its kind of shop wants it, and all that comes of it is waited for.
 */
export function aShop(perch: ServingPerch, shop: string) {
  let time = 0;
  const front = storefront(perch.url, shop, () => time);
  const taken = shop === 'demo-bigcommerce' ? 200 : 202;
  const done = async (deed: () => Promise<Answered>): Promise<void> => {
    time = await perch.now();
    expect(await deed()).toMatchObject({ status: taken });
    await perch.settle();
  };
  return {
    sells: (order: SoldOrder) => done(() => front.sells(order)),
    refunds: (order: SoldOrder, refund: GivenRefund) => done(() => front.refunds(order, refund)),
    cancels: (order: SoldOrder, at: string) => done(() => front.cancels(order, at)),
  };
}

/** What the API answers to a reading that must succeed. */
export async function read<Body>(perch: ServingPerch, path: string): Promise<Body> {
  const { status, body } = await perch.api(path);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as Body;
}

/** A customer of a demo shop, whom Perch has never heard of, seen through the shop and the API. */
export function aCustomer(perch: ServingPerch, shop = 'demo-shopify', id = newId()) {
  const { sells, refunds, cancels } = aShop(perch, shop);
  const now = async () => new Date(await perch.now()).toISOString();
  const order = (total: string, more: Partial<SoldOrder> = {}): Promise<SoldOrder> =>
    anOrder(perch, { customer: id, total, ...more });
  const path = `/v1/members?${new URLSearchParams({ shop, customer: id })}`;
  const member = () => read<MemberAnswer>(perch, path);
  const pathTo = async (part: string) => `/v1/members/${(await member()).member}/${part}`;

  return {
    id,
    /** An order of this customer that the shop has not told of yet. */
    order,
    async buys(total: string, more: Partial<SoldOrder> = {}): Promise<SoldOrder> {
      const placed = await order(total, more);
      await sells(placed);
      return placed;
    },
    async getsBack(placed: SoldOrder, amount: string, refundId = newId()): Promise<void> {
      await refunds(placed, { refundId, amount, at: await now() });
    },
    async callsOff(placed: SoldOrder): Promise<void> {
      await cancels(placed, await now());
    },
    /** The API's answer to whether there is such a member at all. */
    lookUp: (): Promise<Answer> => perch.api(path),
    member,
    /** The newest first, as many as a page holds. */
    entries: async (): Promise<readonly EntryAnswer[]> =>
      (await read<EntriesAnswer>(perch, await pathTo('entries?limit=100'))).entries,
    /** The newest first, as many as a page holds. */
    messages: async (lang = 'en'): Promise<readonly MessageAnswer[]> =>
      (await read<MessagesAnswer>(perch, await pathTo(`messages?limit=100&lang=${lang}`))).messages,
    explanation: async ({ id: entry }: EntryAnswer): Promise<ExplanationAnswer> =>
      read(perch, await pathTo(`entries/${entry}/explanation`)),
  };
}

export type Customer = ReturnType<typeof aCustomer>;
