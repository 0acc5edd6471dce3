import type { ReferralAnswer } from '../../../functions/activities/referral-contract.ts';
import type { MemberAnswer } from '../../../functions/members/contract.ts';
import type { ChangedAnswer } from '../../../functions/preferences/contract.ts';
import { type LocalApi, Unanswered } from '../local-api.ts';
import type { SoldOrder } from '../sold-order.ts';
import { storefront } from '../storefront.ts';
import type { TownDeed } from './life.ts';
import type { Person, TownShop } from './person.ts';
import { subscriptionPosts, type TownSubscription } from './subscriptions.ts';

/** What the town knows of itself, whatever Perch makes of it. */
export interface TownBook {
  /** The members that people are, by their names; whoever bought is one. */
  readonly members: Map<string, string>;
  /** How each person's subscription was, from when on. */
  readonly subscriptions: Map<string, { readonly from: number; readonly is: TownSubscription }[]>;
  /** When people unsubscribed from promotions. */
  readonly unsubscribed: Map<string, number>;
  /** How many orders shops told of, and how often somebody was refused something. */
  orders: number;
  refused: number;
}

export function emptyBook(): TownBook {
  return {
    members: new Map(),
    subscriptions: new Map(),
    unsubscribed: new Map(),
    orders: 0,
    refused: 0,
  };
}

export interface TownDoer {
  does(deed: TownDeed): Promise<void>;
  /** The member that a person is; undefined of one whose order has not come through. */
  memberOf(person: Person): Promise<string | undefined>;
}

const PERIOD_MS = 30 * 24 * 3_600_000;

/** Lets people of the town do things: at its shops, whose webhooks tell of it, and as members. */
export function townDoer(perch: LocalApi, people: readonly Person[], book: TownBook): TownDoer {
  let now = 0;
  const shops = new Map<TownShop, ReturnType<typeof storefront>>();
  const orders = new Map<string, SoldOrder>();
  let lastId = 5_000_000;
  const newId = (): string => String(++lastId);

  const shopOf = (person: Person) => {
    const known = shops.get(person.shop) ?? storefront(perch.host, person.shop, () => now);
    shops.set(person.shop, known);
    return known;
  };

  async function does(deed: TownDeed): Promise<void> {
    now = deed.at;
    const { who } = deed;
    switch (deed.does) {
      case 'buys':
        return buys(deed.who, deed.cents, deed.with);
      case 'returns': {
        const order = orders.get(who.name);
        if (order === undefined) return;
        orders.delete(who.name);
        const amount = ((Number(order.total) * deed.shareBps) / 10_000).toFixed(2);
        const refund = { refundId: newId(), amount, at: new Date(now).toISOString() };
        return accepted(await shopOf(who).refunds(order, refund));
      }
      case 'subscribes':
        return pays(who, {
          id: `sub_${who.customer}`,
          customer: who.customer,
          ...(who.email === undefined ? {} : { email: who.email }),
          cents: deed.cents,
          startedAt: now,
          periodEndsAt: now + PERIOD_MS,
          status: 'active',
        });
      case 'renews': {
        const before = subscriptionOf(who);
        return pays(who, { ...before, periodEndsAt: before.periodEndsAt + PERIOD_MS });
      }
      case 'cancels':
        return changes(who, { ...subscriptionOf(who), status: 'cancelled', periodEndsAt: now });
      case 'visits':
        return asks(who, 'activities', { activity: 'quiz' });
      case 'redeems':
        return asks(who, 'redemptions', { points: 50, currency: 'EUR' });
      case 'agrees':
        return agrees(who);
      case 'unsubscribes':
        return unsubscribes(who);
    }
  }

  async function buys(who: Person, cents: number, brings: string | undefined): Promise<void> {
    const orderId = newId();
    const code = brings === undefined ? undefined : await codeOf(brings);
    const order: SoldOrder = {
      orderId,
      orderNumber: `#${orderId}`,
      customer: who.customer,
      currency: 'EUR',
      total: (cents / 100).toFixed(2),
      paidAt: new Date(now).toISOString(),
      ...(who.email === undefined ? {} : { email: who.email }),
      ...(code === undefined ? {} : { discountCodes: [code] }),
    };
    orders.set(who.name, order);
    book.orders += 1;
    accepted(await shopOf(who).sells(order));
  }

  async function codeOf(name: string): Promise<string | undefined> {
    const owner = people.find((person) => person.name === name);
    const member = owner && (await memberOf(owner));
    if (member === undefined) return undefined;
    const { body } = await perch.write(`/v1/members/${member}/referral`, {}, `code-${name}`);
    return (body as Partial<ReferralAnswer>).code;
  }

  function subscriptionOf(who: Person): TownSubscription {
    const found = book.subscriptions.get(who.name)?.at(-1)?.is;
    if (found === undefined) throw new Error(`${who.name} has no subscription`);
    return found;
  }

  async function changes(who: Person, is: TownSubscription): Promise<void> {
    book.subscriptions.set(who.name, [
      ...(book.subscriptions.get(who.name) ?? []),
      { from: now, is },
    ]);
    accepted(await shopOf(who).tells(postsOf(who).changed(is, now)));
  }

  async function pays(who: Person, is: TownSubscription): Promise<void> {
    await changes(who, is);
    book.orders += 1;
    for (const post of postsOf(who).paid({ ...is, orderId: newId() }, now)) {
      accepted(await shopOf(who).tells(post));
    }
  }

  /** A yes to promotions by e-mail counts once the link in a message was followed. */
  async function agrees(who: Person): Promise<void> {
    const member = await memberOf(who);
    if (member === undefined) return;
    const yes = {
      state: 'granted',
      purpose: 'marketing',
      text: 'Write to me about offers.',
      version: '1',
      locale: 'en',
      source: 'the town’s shops',
      method: 'checkbox',
    };
    const channels = who.email === undefined ? ['in-app'] : ['in-app', 'email'];
    const path = `/v1/members/${member}/preferences`;
    const { body } = await perch.replace(path, {
      consents: channels.map((channel) => ({ ...yes, channel })),
    });
    for (const { token } of (body as Partial<ChangedAnswer>).confirmations ?? []) {
      await perch.write(`${path}/confirmations`, { token }, token);
    }
  }

  async function unsubscribes(who: Person): Promise<void> {
    const member = await memberOf(who);
    if (member === undefined) return;
    book.unsubscribed.set(who.name, now);
    const no = { state: 'withdrawn', purpose: 'marketing', source: 'account', method: 'switch' };
    const channels = who.email === undefined ? ['in-app'] : ['in-app', 'email'];
    await perch.replace(`/v1/members/${member}/preferences`, {
      consents: channels.map((channel) => ({ ...no, channel })),
    });
  }

  async function asks(who: Person, what: string, body: object): Promise<void> {
    const member = await memberOf(who);
    if (member === undefined) return;
    const key = `${who.name}-${what}-${now}`;
    const { status } = await perch.write(`/v1/members/${member}/${what}`, body, key);
    if (status >= 500) throw new Error(`${what} answered ${status}`);
    if (status >= 400) book.refused += 1;
  }

  async function memberOf({ name, shop, customer }: Person): Promise<string | undefined> {
    const known = book.members.get(name);
    if (known !== undefined) return known;
    await perch.settle();
    const query = new URLSearchParams({ shop, customer });
    try {
      const { member } = await perch.read<MemberAnswer>(`/v1/members?${query}`);
      book.members.set(name, member);
      return member;
    } catch (fault) {
      if (fault instanceof Unanswered && fault.status === 404) return undefined;
      throw fault;
    }
  }

  return { does, memberOf };
}

function postsOf({ shop }: Person) {
  const posts = subscriptionPosts[shop];
  if (posts === undefined) throw new Error(`${shop} has no subscriptions`);
  return posts;
}

function accepted({ status, body }: { status: number; body: unknown }): void {
  if (status === 200 || status === 202) return;
  throw new Error(`the webhook answered ${status}: ${JSON.stringify(body)}`);
}
