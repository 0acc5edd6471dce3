import { expect, test } from 'vitest';
import { notify } from '../../../functions/notify/handler.ts';
import {
  pointsAdjusted,
  pointsAwarded,
  pointsClawedBack,
  pointsEarned,
  pointsRedeemed,
  pointsRestored,
} from '../../../shared/events/ledger-facts.ts';
import { rewardsGranted, tierReached } from '../../../shared/events/promotion-events.ts';
import { readMessages } from '../../../shared/table/member-reads.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();

test('a member is told of points and tiers in every language, once for each fact', async () => {
  const member = 'abcdefghijklmnopqrstuv';
  const handler = notify({ table: local.table, program: ladder });
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
])('a member is told of %s', async (what, event, en, chinese) => {
  const member = Buffer.from(what.padEnd(16)).subarray(-16).toString('base64url');
  const told = { ...event, detail: { ...('detail' in event ? Object(event.detail) : {}), member } };
  expect(await deliver(notify({ table: local.table, program: ladder }), told)).toEqual([]);
  const { things } = await readMessages(local.table, [member], 10);
  expect(things.map(({ text }) => text)).toEqual([{ en, 'zh-CN': chinese }]);
});

test('rewards that come without a tier are told of by their names', async () => {
  const member = 'rewarded-member-000000';
  const handler = notify({ table: local.table, program: ladder });
  const rewards = ['advocate-badge', 'event-invitation'];
  const granted = envelope(rewardsGranted, { ...rewardsGranted.example, member, rewards });
  expect(await deliver(handler, granted, granted)).toEqual([]);
  const { things } = await readMessages(local.table, [member], 10);
  expect(things.map(({ text }) => text)).toEqual([
    {
      en: 'Yours from today: Advocate and Invitation to brand events.',
      'zh-CN': '即日起您可享受：拥护者、品牌活动邀请。',
    },
  ]);
});
