import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DetailOf } from '../../../shared/events/event-type.ts';
import {
  pointsAdjusted,
  pointsAwarded,
  pointsClawedBack,
  pointsEarned,
  pointsExpired,
  pointsRedeemed,
  pointsRestored,
  tierReviewed,
} from '../../../shared/events/ledger-facts.ts';
import { rewardsGranted, tierReached } from '../../../shared/events/promotion-events.ts';
import { pointsExpiring, renewalDue } from '../../../shared/events/time-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { readMessages } from '../../../shared/table/people/member-reads.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { inboxOnly } from '../../support/messenger.ts';

const local = useLocalTable();

type Notice = NonNullable<DetailOf<typeof tierReviewed>['notice']>;
type Way = NonNullable<Notice['way']>;

const loan = { tier: 'advocate', until: '2026-12-31T09:00:00.000Z' };

function notice(way: Partial<Way> | undefined) {
  const { way: usual, ...rest } = tierReviewed.example.notice ?? expect.fail();
  if (usual === undefined) expect.fail();
  const nothing = { orders: 0, spendMinor: 0, points: 0, contribution: 0, interactions: 0 };
  return {
    ...tierReviewed.example,
    notice: way === undefined ? rest : { ...rest, way: { ...usual, ...nothing, ...way } },
  };
}

function reviewed(more: Partial<DetailOf<typeof tierReviewed>>) {
  const { notice: _, month: __, ...rest } = tierReviewed.example;
  return { ...rest, tier: { before: 'regular', after: 'explorer' }, ...more };
}

function granted(cause: DetailOf<typeof rewardsGranted>['cause']) {
  return { ...rewardsGranted.example, rewards: ['advocate-badge'], cause };
}

test('a member is told of points and tiers in every language, once for each fact', async () => {
  const member = 'abcdefghijklmnopqrstuv';
  const handler = inboxOnly(local.table);
  const earned = envelope(pointsEarned, {
    ...pointsEarned.example,
    member,
    points: 50,
    balance: { before: 1_150, after: 1_200 },
  });
  const reached = envelope(tierReached, { ...tierReached.example, member });
  const taken = envelope(pointsClawedBack, {
    ...pointsClawedBack.example,
    member,
    receivedAt: '2026-11-02T09:00:00.000Z',
  });
  expect(await deliver(handler, earned, reached, taken, earned, reached)).toEqual([]);
  const { things } = await readMessages(local.table, [member], 10);
  expect(things.map(({ topic, text }) => [topic, text])).toEqual([
    [
      'points.clawed-back',
      {
        en: '49 points went back with your refund, you have 148.',
        'zh-CN': '因订单退款，已扣回 49 积分，当前共有 148 积分。',
      },
    ],
    [
      'tier.reached',
      {
        en: 'You are now Regular. Yours from today: Brand Supporter and Priority support.',
        'zh-CN': '恭喜您成为常规者。即日起您可享受：品牌支持者、优先客服。',
      },
    ],
    [
      'points.earned',
      {
        en: 'You earned 50 points, you have 1,200.',
        'zh-CN': '您获得 50 积分，当前共有 1,200 积分。',
      },
    ],
  ]);
});

test.each([
  [
    'a redemption',
    envelope(pointsRedeemed, pointsRedeemed.example),
    'You redeemed 49 points, you have 148.',
    '您已兑换 49 积分，当前共有 148 积分。',
  ],
  [
    'a redemption called off',
    envelope(pointsRestored, pointsRestored.example),
    '49 points came back from a redemption that was called off, you have 197.',
    '兑换已取消，已退还 49 积分，当前共有 197 积分。',
  ],
  [
    'points given by hand',
    envelope(pointsAdjusted, pointsAdjusted.example),
    'You were given 49 points, you have 197.',
    '已为您增加 49 积分，当前共有 197 积分。',
  ],
  [
    'points for something besides an order',
    envelope(pointsAwarded, { ...pointsAwarded.example, cause: { kind: 'code', id: 'spring' } }),
    'You got 5 points for the code spring, you have 153.',
    '积分码spring：您获得 5 积分，当前共有 153 积分。',
  ],
  [
    'points taken by hand',
    envelope(pointsAdjusted, {
      ...pointsAdjusted.example,
      points: -49,
      balance: { before: 197, after: 148 },
    }),
    '49 points were taken off to correct your balance, you have 148.',
    '为更正余额，已扣除 49 积分，当前共有 148 积分。',
  ],
  [
    'a refund that was undone',
    envelope(pointsClawedBack, {
      ...pointsClawedBack.example,
      points: 20,
      balance: { before: 148, after: 168 },
      reason: 'refund-reversed',
    }),
    '20 points came back, for your refund was undone; you have 168.',
    '退款已撤销，已退还 20 积分，当前共有 168 积分。',
  ],
  [
    'points that are pending',
    envelope(pointsEarned, {
      ...pointsEarned.example,
      points: 0,
      pendingPoints: 49,
      availableAt: '2026-11-15T09:00:00.000Z',
    }),
    'You earned 49 points, to spend from November 15, 2026.',
    '您获得 49 积分，自2026年11月15日起可用。',
  ],
  [
    'points that will expire',
    envelope(pointsExpiring, pointsExpiring.example),
    '120 points will expire on January 1, 2027.',
    '您有 120 积分将于2027年1月1日过期。',
  ],
  [
    'points that have expired',
    envelope(pointsExpired, pointsExpired.example),
    '49 points have expired.',
    '您有 49 积分已过期。',
  ],
  [
    'exactly what keeps a tier',
    envelope(tierReviewed, notice({ orders: 1, spendMinor: 2_000 })),
    'To keep Regular, this is enough before December 1, 2026: one order of €20.00. Otherwise you will be Explorer from then on.',
    '在2026年12月1日之前下单 1 次并消费 €20.00，即可保留常规者等级；否则届时将降为探索者等级。',
  ],
  [
    'a tier that takes more than orders',
    envelope(tierReviewed, notice({ orders: 2, points: 40, interactions: 1 })),
    'To keep Regular, this is enough before December 1, 2026: 2 orders, 40 points, and 1 interaction. Otherwise you will be Explorer from then on.',
    '在2026年12月1日之前下单 2 次、获得 40 积分、互动 1 次，即可保留常规者等级；否则届时将降为探索者等级。',
  ],
  [
    'orders that count only from a later day on',
    envelope(tierReviewed, notice({ orders: 3, from: '2026-11-14T23:00:00.000Z' })),
    'To keep Regular, this is enough, from November 15, 2026 on and before December 1, 2026: 3 orders. Otherwise you will be Explorer from then on.',
    '自2026年11月15日起、在2026年12月1日之前下单 3 次，即可保留常规者等级；否则届时将降为探索者等级。',
  ],
  [
    'a tier that nothing keeps',
    envelope(tierReviewed, notice(undefined)),
    'Regular becomes Explorer on December 1, 2026.',
    '您将于2026年12月1日由常规者等级降为探索者等级。',
  ],
  [
    'a demotion',
    envelope(tierReviewed, reviewed({ outcome: 'demoted', month: '2026-12', why: 'falling' })),
    'You moved from Regular to Explorer on December 1, 2026 because orders became fewer month by month.',
    '因购买次数逐月减少，您于2026年12月1日由常规者等级降为探索者等级。',
  ],
  [
    'a tier that refunds took away',
    envelope(tierReviewed, reviewed({ outcome: 'withdrawn', month: '2026-12' })),
    'You moved from Regular to Explorer on December 1, 2026 because refunds took away what had reached Regular.',
    '因退款后不再满足常规者等级的条件，您于2026年12月1日由常规者等级降为探索者等级。',
  ],
  [
    'a tier that is lent',
    envelope(tierReviewed, reviewed({ outcome: 'lent', lent: loan })),
    'Advocate is yours until December 31, 2026; from then on the tier that you earned counts.',
    '您可享受拥护者等级至2026年12月31日，此后恢复您自己的等级。',
  ],
  [
    'a loan that is over',
    envelope(tierReviewed, reviewed({ outcome: 'returned', lent: loan })),
    'Advocate was lent and ended on December 31, 2026: the tier that you earned counts again.',
    '借给您的拥护者等级已于2026年12月31日结束，现恢复您自己的等级。',
  ],
  [
    'a subscription that ends, and what renewing it costs now',
    envelope(renewalDue, renewalDue.example),
    'Beans every month ends on December 1, 2026. You can renew it for €26.00. Before, it was €24.00.',
    '您的订阅“Beans every month”将于2026年12月1日到期，您可以续订，价格为 €26.00。此前价格为 €24.00。',
  ],
  [
    'a subscription that renews by itself',
    envelope(renewalDue, {
      ...renewalDue.example,
      title: undefined,
      priceBefore: undefined,
      autoRenews: true,
    }),
    'Your subscription renews by itself on December 1, 2026 for €26.00.',
    '您的订阅将于2026年12月1日自动续订，价格为 €26.00。',
  ],
  [
    'what is to bring them back',
    envelope(rewardsGranted, granted({ kind: 'win-back', id: '0' })),
    'We have missed you. Yours from today: Advocate.',
    '好久不见，甚是想念。即日起您可享受：拥护者。',
  ],
  [
    'what their birthday brings',
    envelope(rewardsGranted, granted({ kind: 'occasion', id: 'birthday:2026' })),
    'Happy birthday! Yours from today: Advocate.',
    '生日快乐！即日起您可享受：拥护者。',
  ],
  [
    'what an anniversary brings',
    envelope(rewardsGranted, granted({ kind: 'occasion', id: 'anniversary:3' })),
    'Another year with us: thank you. Yours from today: Advocate.',
    '又一年，感谢相伴。即日起您可享受：拥护者。',
  ],
  [
    'what a month in a tier brings',
    envelope(rewardsGranted, granted({ kind: 'occasion', id: 'tier-month:gold:2026-11' })),
    'Your tier brings you: Advocate.',
    '您的等级为您带来：拥护者。',
  ],
])('a member is told of %s', async (what, event, en, chinese) => {
  const member = hash('sha256', what, 'base64url').slice(0, 22);
  const told = { ...event, detail: { ...('detail' in event ? Object(event.detail) : {}), member } };
  expect(await deliver(inboxOnly(local.table), told)).toEqual([]);
  const { things } = await readMessages(local.table, [member], 10);
  expect(things.map(({ text }) => text)).toEqual([{ en, 'zh-CN': chinese }]);
});

test('rewards that come without a tier are told of by their names', async () => {
  const member = 'rewarded-member-000000';
  const handler = inboxOnly(local.table);
  const rewards = ['advocate-badge', 'event-invitation'];
  const granted = envelope(rewardsGranted, {
    ...rewardsGranted.example,
    member,
    rewards,
    cause: null,
  });
  expect(await deliver(handler, granted, granted)).toEqual([]);
  const { things } = await readMessages(local.table, [member], 10);
  expect(things.map(({ text }) => text)).toEqual([
    {
      en: 'Yours from today: Advocate and Invitation to brand events.',
      'zh-CN': '即日起您可享受：拥护者、品牌活动邀请。',
    },
  ]);
});

test('what waits for a person’s yes is not told of, and where that is all, nothing is', async () => {
  const coupon = {
    id: 'thirty-off',
    kind: 'coupon',
    name: { en: '30.00 off', 'zh-CN': '立减 30' },
    worth: { amountMinor: { EUR: 3_000 } },
  } as const;
  const program = loadProgram({
    ...fourTierLadder,
    rewards: [...fourTierLadder.rewards, coupon],
    approval: { couponsAboveMinor: { EUR: 2_000 } },
  });
  const member = 'waiting-member-0000000';
  const handler = inboxOnly(local.table, program);
  const granted = (fact: string, rewards: string[]) =>
    envelope(rewardsGranted, { ...rewardsGranted.example, fact, member, rewards, cause: null });
  expect(await deliver(handler, granted('a.1', ['thirty-off']))).toEqual([]);
  expect((await readMessages(local.table, [member], 10)).things).toEqual([]);
  await deliver(handler, granted('a.2', ['thirty-off', 'advocate-badge']));
  const { things } = await readMessages(local.table, [member], 10);
  expect(things.map(({ text }) => text.en)).toEqual(['Yours from today: Advocate.']);
});
