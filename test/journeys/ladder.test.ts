import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboxMessage } from '../../infra/local/outbox.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, type Customer } from './customer.ts';

/** Eleven orders: what each costs, what it earns by the tier held before it, and where it leads. */
const climb = [
  { total: '24.90', points: 74, tier: 'explorer' }, // 24 and the 50 of welcome
  { total: '12.50', points: 12, tier: 'explorer' },
  { total: '39.00', points: 39, tier: 'regular' },
  { total: '18.75', points: 37, tier: 'regular' }, // x2 from here on
  { total: '24.90', points: 49, tier: 'regular' },
  { total: '62.00', points: 124, tier: 'advocate' },
  { total: '9.90', points: 19, tier: 'advocate' },
  { total: '24.90', points: 49, tier: 'advocate' },
  { total: '31.40', points: 62, tier: 'advocate' },
  { total: '24.90', points: 49, tier: 'advocate' },
  { total: '12.50', points: 25, tier: 'ambassador' },
];

let perch: Perch;
let customer: Customer;
let member: string;

beforeAll(async () => {
  perch = await startPerch();
  customer = aCustomer(perch);
  expect(await customer.lookUp()).toMatchObject({ status: 404 });
  for (const { total } of climb) await customer.buys(total);
  ({ member } = await customer.member());
});
afterAll(() => perch.stop());

test('eleven orders take a customer from nobody to Ambassador', async () => {
  expect(await customer.member()).toMatchObject({
    balance: 539,
    debt: 0,
    purchases: 11,
    tier: { id: 'ambassador', name: 'Ambassador' },
    progress: { next: null, percent: 100, sentence: 'Ambassador is the highest tier.' },
  });
});

test('each order earns by the tier held before it and leads to its own', async () => {
  const entries = (await customer.entries()).toReversed();
  expect(entries.map(({ points, tier }) => ({ points, tier: tier.after }))).toEqual(
    climb.map(({ points, tier }) => ({ points, tier })),
  );
  expect(entries.map(({ v }) => v)).toEqual(climb.map((_, i) => i + 1));
});

test('every tier’s rewards are granted, each once', async () => {
  const { rewards } = await customer.member();
  expect(rewards.map(({ id }) => id).sort()).toEqual([
    'advocate-badge',
    'advocate-code',
    'ambassador-code',
    'basic-content',
    'brand-supporter-badge',
    'co-development',
    'early-access',
    'event-invitation',
    'priority-support',
    'recognition-mark',
    'thank-you-tag',
  ]);
});

test('the inbox tells of every earning and every tier, in English', async () => {
  const said = (await customer.messages('en')).map(({ text }) => text);
  expect(said).toHaveLength(15);
  expect(said).toEqual(
    expect.arrayContaining([
      'You earned 74 points, you have 74.',
      'You earned 39 points, you have 125.',
      'You earned 25 points, you have 539.',
      'You are now Explorer. Yours from today: Thank-you tag and Basic exclusive content.',
      'You are now Regular. Yours from today: Brand Supporter and Priority support.',
      'You are now Advocate. Yours from today: Advocate, Early access to new products, Invitation to brand events, and 10% off for you and 5 friends.',
      'You are now Ambassador. Yours from today: Recognition mark, A say in new products, and 10% off for you and 10 friends.',
    ]),
  );
});

test('the inbox tells the same in Simplified Chinese', async () => {
  const said = (await customer.messages('zh-CN')).map(({ text }) => text);
  expect(said).toHaveLength(15);
  expect(said).toEqual(
    expect.arrayContaining([
      '您获得 74 积分，当前共有 74 积分。',
      '恭喜您成为探索者。即日起您可享受：感谢标签、基础专属内容。',
      '恭喜您成为大使。即日起您可享受：认可标识、产品共创权、可与 10 位好友分享的九折优惠码。',
    ]),
  );
});

test('the outbox shows every message that went to the member', async () => {
  const sent = (await perch.outbox()).filter(({ to }) => to === member);
  const tally = (wanted: string) => sent.filter(({ subject }) => subject === wanted).length;
  expect(sent.every(({ channel }: OutboxMessage) => channel === 'in-app')).toBe(true);
  expect({ earned: tally('points.earned'), reached: tally('tier.reached') }).toEqual({
    earned: 11,
    reached: 4,
  });
});

test('each tier reached is one promotion that runs through', async () => {
  const runs = await perch.executions();
  expect(runs.map(({ input }) => input)).toEqual(
    ['explorer', 'regular', 'advocate', 'ambassador'].map((tier) =>
      expect.objectContaining({ member, tier }),
    ),
  );
  for (const { status, path, input } of runs) {
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([
      'CheckMember',
      'StillMember',
      'GrantRewards',
      ...Object(input).rewards.map(() => 'GrantReward'),
      'WithTier',
      'AnnounceTier',
      'Done',
    ]);
  }
});

test('what an order sets off carries the correlation id of its delivery', async () => {
  const traces = new Map<string, Set<string>>();
  for (const { detail, ...event } of await perch.events()) {
    const { correlationId } = detail as { correlationId: string };
    const kinds = traces.get(correlationId) ?? new Set();
    traces.set(correlationId, kinds.add(event['detail-type']));
  }
  const promoted = new Set(['order.paid', 'points.earned', 'tier.reached']);
  const plain = new Set(['order.paid', 'points.earned']);
  expect([...traces.values()]).toEqual(
    climb.map(({ tier }, i) => (tier === climb[i - 1]?.tier ? plain : promoted)),
  );
});
