import { describe, expect, test } from 'vitest';
import { dueNotice, noticeTimes } from '../../../../shared/domain/tiers/noticing.ts';
import { localDay } from '../../../../shared/domain/time/time.ts';
import {
  aMember,
  at,
  BERLIN,
  lifetimeTiers,
  monthOf,
  scoreTiers,
  spendTiers,
  yearTiers,
} from '../../../support/reviewed.ts';

const december = monthOf('2026-12');
const early = at('2026-11-16T12:00:00Z');

/** Two months of orders, of which the first leaves the window of the review in December. */
const slipping = aMember({ '2025-11': [3, 60_000], '2026-05': [3, 48_000] }, { tier: 'gold' });

describe('a notice', () => {
  test('says how many orders, how much and by which day', () => {
    const notice = dueNotice(slipping, spendTiers(), december, early);
    expect(notice).toMatchObject({
      tier: 'gold',
      to: 'silver',
      month: december,
      threats: ['paths'],
      way: { orders: 3, spendMinor: 52_000, points: 0 },
    });
    expect(localDay((notice?.way?.before ?? 0) - 1, BERLIN)).toBe('2026-11-30');
  });

  test('is not due while the tier stays as things are', () => {
    const member = aMember({ '2026-05': [6, 100_000] }, { tier: 'gold' });
    expect(dueNotice(member, spendTiers(), december, early)).toBeUndefined();
  });

  test('is given once', () => {
    const notice = { tier: 'gold', month: december, threats: ['paths' as const] };
    expect(dueNotice({ ...slipping, notice }, spendTiers(), december, early)).toBeUndefined();
  });

  test('of another tier or an earlier month is none', () => {
    const of = (tier: string, month: number) => ({
      ...slipping,
      notice: { tier, month, threats: ['paths' as const] },
    });
    const program = spendTiers();
    expect(dueNotice(of('silver', december), program, december, early)).toBeDefined();
    expect(dueNotice(of('gold', december - 1), program, december, early)).toBeDefined();
  });

  test('comes no later than so many days before the review', () => {
    const program = spendTiers({ noticeDays: 14 });
    expect(dueNotice(slipping, program, december, at('2026-11-16T23:00:00Z'))).toBeDefined();
    expect(dueNotice(slipping, program, december, at('2026-11-16T23:00:01Z'))).toBeUndefined();
    expect(dueNotice(slipping, program, december, at('2026-12-01T00:00:00Z'))).toBeUndefined();
  });

  test('tells of the end of the grace, and asks for what counts then', () => {
    const notice = dueNotice(slipping, spendTiers({ graceMonths: 1 }), december, early);
    expect(notice).toMatchObject({ month: december + 1, way: { spendMinor: 52_000 } });
  });

  test('is nobody’s whose program does not demote, nor of the lowest tier', () => {
    expect(dueNotice(slipping, spendTiers({ demotes: false }), december, early)).toBeUndefined();
    const bronze = aMember({}, { tier: 'bronze' });
    expect(dueNotice(bronze, spendTiers(), december, early)).toBeUndefined();
  });

  test('where scores count says the least that brings the score back', () => {
    // On the first of December recency is 3, frequency 4 and monetary 4, which is enough.
    const gold = aMember({ '2026-09': [5, 200_000] }, { tier: 'gold' });
    const program = scoreTiers();
    expect(dueNotice(gold, program, december, early)).toBeUndefined();
    // A month on recency is 2: one order, of any amount, brings it to 5.
    const notice = dueNotice(gold, program, december + 1, at('2026-12-10T12:00:00Z'));
    expect(notice?.way).toMatchObject({ orders: 1, spendMinor: 0 });
  });

  test('of a calendar year is given before it ends, and at no other time', () => {
    const gold = aMember({ '2026-03': [2, 70_000] }, { tier: 'gold' });
    const program = yearTiers();
    expect(dueNotice(gold, program, december, early)).toBeUndefined();
    const notice = dueNotice(gold, program, december + 1, at('2026-12-10T12:00:00Z'));
    expect(notice?.way).toMatchObject({ orders: 1, spendMinor: 30_000 });
  });

  test('after a refund tells what would keep the tier, also where nothing demotes', () => {
    const member = aMember(
      { '2026-05': [5, 50_000] },
      {
        tier: 'gold',
        refunded: [
          {
            month: monthOf('2026-05'),
            purchases: 1,
            spendMinor: 10_000,
            points: 0,
            contribution: 0,
            interactions: 0,
          },
        ],
      },
    );
    const program = lifetimeTiers({ demotes: false });
    expect(dueNotice(member, program, december, early)).toMatchObject({
      threats: ['refunds'],
      way: { orders: 1, spendMinor: 0 },
    });
  });
});

describe('orders that fall', () => {
  const falling = aMember(
    { '2026-08': [6, 60_000], '2026-09': [4, 60_000], '2026-10': [2, 20_000] },
    { tier: 'gold' },
  );
  const program = spendTiers({ fallingMonths: 3, fallingFromTier: 'gold' });

  test('bring a notice after the second month, with how many orders the third one needs', () => {
    expect(dueNotice(falling, program, december, at('2026-11-02T12:00:00Z'))).toMatchObject({
      threats: ['falling'],
      month: december,
      way: { orders: 2, spendMinor: 0, from: at('2026-11-02T12:00:00Z') },
    });
  });

  test('bring none before the second month is over, nor to a tier below those they cost', () => {
    expect(dueNotice(falling, program, december, at('2026-10-31T12:00:00Z'))).toBeUndefined();
    const silver = { ...falling, tier: 'silver' };
    expect(dueNotice(silver, program, december, at('2026-11-02T12:00:00Z'))).toBeUndefined();
  });

  test('and paths that do not hold are told of together', () => {
    const member = aMember(
      { '2026-08': [3, 30_000], '2026-09': [2, 20_000], '2026-10': [1, 10_000] },
      { tier: 'gold' },
    );
    expect(dueNotice(member, program, december, at('2026-11-02T12:00:00Z'))).toMatchObject({
      threats: ['falling', 'paths'],
      way: { orders: 1, spendMinor: 40_000 },
    });
  });
});

describe('the notices of a review', () => {
  test('are given so many days before it', () => {
    expect(noticeTimes(spendTiers(), december).map((time) => localDay(time, BERLIN))).toEqual([
      '2026-11-17',
    ]);
  });

  test('are given twice where the second month of falling orders is not over by then', () => {
    const program = spendTiers({ noticeDays: 30, fallingMonths: 3 });
    const days = (month: string) =>
      noticeTimes(program, monthOf(month)).map((time) => localDay(time, BERLIN));
    expect(days('2026-12')).toEqual(['2026-11-01']);
    expect(days('2027-03')).toEqual(['2027-01-30', '2027-02-01']);
  });

  test('are none where no program reviews', () => {
    const { review: _, ...none } = spendTiers();
    expect(noticeTimes(none, december)).toEqual([]);
  });
});
