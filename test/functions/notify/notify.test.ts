import { expect, test } from 'vitest';
import { notify } from '../../../functions/notify/handler.ts';
import { pointsClawedBack, pointsEarned } from '../../../shared/events/ledger-facts.ts';
import { tierReached } from '../../../shared/events/promotion-events.ts';
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
  const { things } = await readMessages(local.table, member, 10);
  expect(things.map(({ topic, text }) => [topic, text])).toEqual([
    [
      'points.clawed-back',
      {
        en: '20 points went back with your refund, you have 177.',
        'zh-CN': '因订单退款，已扣回 20 积分，当前共有 177 积分。',
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
