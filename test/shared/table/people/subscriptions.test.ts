import { describe, expect, test } from 'vitest';
import { NEVER_REMINDED, type Reminding } from '../../../../shared/domain/time/reminding.ts';
import {
  changedTo,
  renewingAhead,
  type Subscription,
  type SubscriptionState,
} from '../../../../shared/domain/time/subscription.ts';
import { keys } from '../../../../shared/table/keys.ts';
import { isEntryItem } from '../../../../shared/table/ledger/entry-item.ts';
import {
  readSubscription,
  subscriptionItem,
} from '../../../../shared/table/people/subscription-item.ts';
import {
  changeSubscription,
  readSubscriptions,
} from '../../../../shared/table/people/subscriptions.ts';
import { useLocalTable } from '../../../support/local-table.ts';

const local = useLocalTable();

const at = (when: string) => Date.parse(when);
const stamp = (occurredAt: number) => ({ occurredAt, receivedAt: occurredAt + 1 });
const plain: SubscriptionState = { status: 'active', autoRenews: true };
const whole: SubscriptionState = {
  status: 'past-due',
  title: 'Beans every month',
  productId: 'beans-1kg',
  plan: 'monthly',
  price: { currency: 'EUR', amountMinor: 2_400 },
  every: { unit: 'month', count: 1 },
  startedAt: 1,
  periodEndsAt: 900,
  autoRenews: false,
  manageUrl: 'https://shop.example/subscriptions/S-77',
};

/** One of which all is known that can be. */
const known: Subscription = [200, 300].reduce(
  (before, at) => {
    const price = { currency: 'EUR', amountMinor: 2_400 + at };
    const periodEndsAt = 900 + at;
    const said = { ...whole, status: 'active' as const, price, periodEndsAt };
    const ahead = renewingAhead(before, { price, renewsAt: before.periodEndsAt ?? 0 }, stamp(at));
    return changedTo(ahead, said, stamp(at));
  },
  changedTo(undefined, whole, stamp(100)),
);

const reminded: Reminding = {
  asked: 2,
  answered: 1,
  given: {
    periodEndsAt: at('2026-12-01T09:00:00Z'),
    daysBefore: 7,
    at: at('2026-11-24T09:00:00Z'),
    price: { currency: 'EUR', amountMinor: 2_600 },
    answeredAt: at('2026-11-25T09:00:00Z'),
  },
  unsaid: true,
  dueAt: at('2026-11-30T09:00:00Z'),
};

describe('the item of a subscription', () => {
  test.each([
    [
      'all',
      renewingAhead(
        known,
        { price: { currency: 'EUR', amountMinor: 1 }, renewsAt: 9_999 },
        stamp(400),
      ),
    ],
    ['little', changedTo(undefined, plain, stamp(1))],
    [
      'no more than the next renewal',
      renewingAhead(
        undefined,
        { price: { currency: 'JPY', amountMinor: 5 }, renewsAt: 7 },
        stamp(1),
      ),
    ],
  ])('says %s of it that is known', (_, subscription) => {
    const name = { member: 'm1', shop: 'birdhouse', subscriptionId: 'S#7~7' };
    const kept = { ...name, subscription, reminding: NEVER_REMINDED, revision: 3 };
    const item = subscriptionItem(kept);
    expect(readSubscription(item)).toEqual(kept);
    // It is no part of the ledger: neither index has it.
    expect(isEntryItem(item)).toBe(false);
    expect(item).not.toHaveProperty('member');
  });

  test.each<[string, Reminding]>([
    ['none', NEVER_REMINDED],
    ['the first that is due', { ...NEVER_REMINDED, dueAt: at('2026-11-17T09:00:00Z') }],
    ['all that can be', reminded],
  ])('says of its reminders %s', (_, reminding) => {
    const name = { member: 'm1', shop: 'birdhouse', subscriptionId: 'S#7~7' };
    const item = subscriptionItem({ ...name, subscription: known, reminding, revision: 3 });
    expect(readSubscription(item).reminding).toEqual(reminding);
    expect('agenda' in item).toBe(reminding.dueAt !== undefined);
  });

  test('stays within one write unit though all is known and much is said', () => {
    const long = 'x'.repeat(100);
    const subscription = { ...known, title: long, plan: long, productId: long };
    const item = subscriptionItem({
      member: 'm'.repeat(22),
      shop: 'birdhouse-coffee',
      subscriptionId: 'sub_1MowQVLkdIwHu7ixeRlqHVzs',
      subscription,
      reminding: reminded,
      revision: 100,
    });
    expect(JSON.stringify(item).length).toBeLessThan(1_024);
  });
});

describe('what is kept of a subscription', () => {
  const name = (member: string, subscriptionId = 'S-1') => ({
    member,
    shop: 'birdhouse',
    subscriptionId,
  });
  const say = (member: string, at: number, title: string) =>
    changeSubscription(local.table, name(member), (before) =>
      changedTo(before, { ...plain, title }, stamp(at)),
    );

  test('is written where it changes, and only there', async () => {
    expect(await say('s1', 2, 'second')).toBe(true);
    expect(await say('s1', 1, 'first')).toBe(false);
    expect(await say('s1', 3, 'third')).toBe(true);
    const item = await local.table.get(keys.subscription('s1', 'birdhouse', 'S-1'));
    expect(item).toMatchObject({ title: 'third', revision: 2 });
  });

  test('is the newest word of twenty that come at once', async () => {
    const words = Array.from({ length: 20 }, (_, i) => ((i * 7) % 20) + 1);
    await Promise.all(
      words.map(async (at) => {
        for (;;) {
          // What a queue does where others were in the way eight times.
          const done = await say('s2', at, `word ${at}`).catch(() => undefined);
          if (done !== undefined) return;
        }
      }),
    );
    const [kept] = await readSubscriptions(local.table, ['s2']);
    expect(kept?.subscription).toMatchObject({ title: 'word 20' });
  });

  test('is read over all who went into a member, the one that changed last first', async () => {
    for (const [member, at] of [
      ['s3', 2],
      ['s4', 9],
      ['s5', 5],
    ] as const) {
      await say(member, at, 'beans');
    }
    const kept = await readSubscriptions(local.table, ['s3', 's5', 's4']);
    expect(kept.map(({ member }) => member)).toEqual(['s4', 's5', 's3']);
    expect(await readSubscriptions(local.table, ['nobody'])).toEqual([]);
  });
});
