import { describe, expect, test } from 'vitest';
import type { EarnedEntry } from '../../../../shared/domain/ledger/entry.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { ProgramDocument } from '../../../../shared/program/program.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import { anOrder, memberLedger, refusedOnce } from '../../../support/member-ledger.ts';

type CampaignDocument = NonNullable<ProgramDocument['campaigns']>[number];

const NOVEMBER = '2026-11-06T12:00:00Z';
const aCampaign = (id: string, more: Partial<CampaignDocument>): CampaignDocument => ({
  id,
  name: { en: id, 'zh-CN': id },
  from: '2026-11-01',
  until: '2026-11-30',
  gives: { kind: 'multiplier', multiplierBps: 20_000 },
  ...more,
});
const times = (multiplierBps: number, stacks = false) =>
  ({ kind: 'multiplier', multiplierBps, stacks }) as const;
const categories = { winter: ['scarf', 'gloves'] };
const winter = { categories: ['winter'] };
const lines = [
  { productId: 'scarf', quantity: 1, netMinor: 2_050 },
  { productId: 'mug', quantity: 1, netMinor: 1_000 },
];

/** A member with so many purchases before November, of the ladder with these campaigns. */
function memberWith(purchases: number, ...campaigns: CampaignDocument[]) {
  const ledger = memberLedger(loadProgram({ ...bareLadder, categories, campaigns }));
  for (let i = 1; i <= purchases; i++) ledger.order(anOrder(`old-${i}`, 100));
  return ledger;
}

const given = ({ shares }: EarnedEntry) =>
  Object.fromEntries(shares.map(({ rule, points }) => [rule, points]));

describe('what campaigns give', () => {
  test('is five times in all for members from a tier up, on Double 11, and theirs alone', () => {
    const doubleEleven = aCampaign('double-11', {
      until: '2026-11-11',
      gives: times(50_000),
      for: { fromTier: 'advocate' },
    });
    const points = (purchases: number) =>
      given(memberWith(purchases, doubleEleven).order(anOrder('1', 1_050), NOVEMBER));
    expect(points(6)).toEqual({ goods: 21, 'campaign:double-11': 31 });
    // Above it too, where the tier multiplies more by itself.
    const ambassador = points(11);
    expect((ambassador.goods ?? 0) + (ambassador['campaign:double-11'] ?? 0)).toBe(52);
    // The order that reaches the tier finds its buyer below it.
    expect(points(5)).toEqual({ goods: 21 });
  });

  test('is twice the points of winter goods, and of those alone', () => {
    const warm = aCampaign('winter', { of: winter });
    const mine = memberWith(0, warm);
    const entry = mine.order(anOrder('1', 3_050, { lines }), NOVEMBER);
    // Once for 30.50, and once more for 20.50: 51 in all.
    expect(given(entry)).toEqual({ goods: 30, 'campaign:winter': 21 });
    expect(given(mine.order(anOrder('2', 3_050), NOVEMBER))).toEqual({ goods: 30 });
  });

  test('is double points on the first Friday of the month', () => {
    const friday = aCampaign('first-friday', {
      from: '2026-01-01',
      until: '2026-12-31',
      on: { every: 'month-week', week: 1, weekday: 'friday' },
    });
    const on = (at: string) => given(memberWith(0, friday).order(anOrder('1', 1_000), at));
    expect(on('2026-11-06T12:00:00Z')).toEqual({ goods: 10, 'campaign:first-friday': 10 });
    expect(on('2026-12-04T22:59:59Z')).toEqual({ goods: 10, 'campaign:first-friday': 10 });
    expect(on('2026-11-13T12:00:00Z')).toEqual({ goods: 10 });
    expect(on('2026-11-05T12:00:00Z')).toEqual({ goods: 10 });
    // In Berlin it is Friday already.
    expect(on('2026-11-05T23:00:00Z')).toEqual({ goods: 10, 'campaign:first-friday': 10 });
  });

  test('is of two multipliers the larger alone', () => {
    const entry = memberWith(
      3,
      aCampaign('three', { gives: times(30_000) }),
      aCampaign('four', { gives: times(40_000) }),
    ).order(anOrder('1', 1_000), NOVEMBER);
    expect(given(entry)).toEqual({ goods: 20, 'campaign:four': 20 });
  });

  test('is nothing where the tier multiplies as much', () => {
    const entry = memberWith(3, aCampaign('two', {})).order(anOrder('1', 1_000), NOVEMBER);
    expect(given(entry)).toEqual({ goods: 20 });
  });

  test('is what a stacking one is beyond once, on top of the larger, to the point', () => {
    const entry = memberWith(
      3,
      aCampaign('half', { gives: times(15_000, true) }),
      aCampaign('three', { gives: times(30_000) }),
      aCampaign('fifth', { gives: times(12_000, true) }),
    ).order(anOrder('1', 1_099), NOVEMBER);
    // 10.99 by 2 are 21, by 3 are 32, by 3.5 are 38, by 3.7 are 40.
    expect(given(entry)).toEqual({
      goods: 21,
      'campaign:three': 11,
      'campaign:half': 6,
      'campaign:fifth': 2,
    });
    expect(entry.shares.map(({ multiplierBps }) => multiplierBps)).toEqual([
      20_000, 30_000, 35_000, 37_000,
    ]);
  });

  test('goes on without one whose budget is used up', () => {
    const mine = memberWith(
      3,
      aCampaign('three', { gives: times(30_000), budget: { points: { units: 50, slices: 1 } } }),
      aCampaign('half', { gives: times(15_000, true) }),
    );
    const refused = refusedOnce('campaign:three', 10);
    const entry = mine.order(anOrder('1', 1_000), NOVEMBER, refused);
    expect(given(entry)).toEqual({ goods: 20, 'campaign:half': 5 });
    expect(entry.exhausted).toEqual(['three']);
  });

  test('are points with every order too, of their own validity', () => {
    const gift = aCampaign('gift', {
      gives: { kind: 'points', points: 30, validity: { days: 10 } },
      minimumMinor: { EUR: 2_000 },
    });
    const mine = memberWith(0, gift);
    expect(given(mine.order(anOrder('1', 1_999), NOVEMBER))).toEqual({ goods: 19 });
    const entry = mine.order(anOrder('2', 2_000), NOVEMBER);
    expect(given(entry)).toEqual({ goods: 20, 'campaign:gift': 30 });
    expect(entry.shares.at(-1)).toMatchObject({ expires: 2026 * 12 + 11, clawedBack: true });
    mine.cancel('2', NOVEMBER);
    expect(mine.balance).toBe(19);
  });

  test('begins with a part of the members and widens, always the same ones first', () => {
    const pilot = [
      { until: '2026-11-05', shareBps: 1_000 },
      { until: '2026-11-20', shareBps: 5_000 },
    ];
    const program = loadProgram({
      ...bareLadder,
      campaigns: [aCampaign('new', { pilot })],
    });
    const reached = (at: string): number[] =>
      Array.from({ length: 64 }, (_, i) => i).filter((i) => {
        const sign = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[i];
        const ledger = memberLedger(program, `${sign}r8u0s7CqkqvJ1nq0uWf2A`);
        return 'campaign:new' in given(ledger.order(anOrder('1', 1_000), at));
      });
    const [first, half, all] = ['2026-11-04', '2026-11-19', '2026-11-20'].map((day) =>
      reached(`${day}T12:00:00Z`),
    );
    expect([first?.length, half?.length, all?.length]).toEqual([6, 32, 64]);
    expect(half).toEqual(expect.arrayContaining(first ?? []));
  });

  test('begins with members of a segment, as they were before the order', () => {
    const loyal = {
      id: 'loyal',
      name: { en: 'Loyal', 'zh-CN': '忠实' },
      all: [
        {
          is: 'at-least' as const,
          condition: { measure: 'purchases' as const, window: 'lifetime' as const, atLeast: 2 },
        },
      ],
    };
    const campaigns = [
      aCampaign('new', { pilot: [{ until: '2026-11-30', segments: ['loyal'] }] }),
      aCampaign('loyal-only', {
        for: { segments: ['loyal'] },
        gives: { kind: 'points', points: 7, validity: { months: 1 } },
      }),
    ];
    const program = loadProgram({ ...bareLadder, campaigns, segments: [loyal] });
    const ledger = memberLedger(program);
    const points = ['1', '2', '3'].map((id) => given(ledger.order(anOrder(id, 100), NOVEMBER)));
    expect(points).toEqual([
      { goods: 1 },
      { goods: 1 },
      { goods: 1, 'campaign:new': 1, 'campaign:loyal-only': 7 },
    ]);
  });

  test('is of at most twenty campaigns', () => {
    const many = Array.from({ length: 25 }, (_, i) =>
      aCampaign(`gift-${i}`, { gives: { kind: 'points', points: 1, validity: { months: 1 } } }),
    );
    expect(memberWith(0, ...many).order(anOrder('1', 100), NOVEMBER).shares).toHaveLength(21);
  });
});

describe('rewards of a campaign', () => {
  const rewards = [
    { id: 'sock', kind: 'item' as const, name: { en: 'Sock', 'zh-CN': '袜子' }, costMinor: 300 },
    {
      id: 'pack',
      kind: 'pack' as const,
      name: { en: 'Pack', 'zh-CN': '礼包' },
      of: ['sock'],
      costMinor: 50,
    },
  ];
  const christmas = aCampaign('christmas', {
    gives: { kind: 'rewards', rewards: ['pack'] },
    budget: { costMinor: { units: 1_000, slices: 1 } },
  });
  const ledger = () =>
    memberLedger(loadProgram({ ...bareLadder, rewards, campaigns: [christmas] }));

  test('come once for each member, with what they cost off its budget', () => {
    const mine = ledger();
    const first = mine.order(anOrder('1', 1_000), NOVEMBER);
    expect(first).toMatchObject({
      rewards: ['pack'],
      rewardedBy: ['christmas'],
      uses: [{ cap: 'campaign-cost:christmas', slice: 0, units: 350 }],
    });
    const second = mine.order(anOrder('2', 1_000), NOVEMBER);
    expect(second).toMatchObject({ rewards: [], rewardedBy: [], uses: [] });
  });

  test('are not given when the budget has no room, and may come with a later order', () => {
    const mine = ledger();
    const refused = refusedOnce('campaign-cost:christmas', 350);
    expect(mine.order(anOrder('1', 1_000), NOVEMBER, refused)).toMatchObject({
      rewards: [],
      exhausted: ['christmas'],
    });
    expect(mine.order(anOrder('2', 1_000), NOVEMBER).rewards).toEqual(['pack']);
  });
});
