import { describe, expect, test } from 'vitest';
import type { MemberState } from '../../../../shared/domain/ledger/member.ts';
import { tierWithLent } from '../../../../shared/domain/tiers/lending.ts';
import type { Threat } from '../../../../shared/domain/tiers/notice.ts';
import { review } from '../../../../shared/domain/tiers/review.ts';
import {
  aMember,
  at,
  lifetimeTiers,
  monthOf,
  ordering,
  spendTiers,
  yearTiers,
} from '../../../support/reviewed.ts';

const december = monthOf('2026-12');

/** The member, told before that the tier held goes in December. */
function told(member: MemberState, ...threats: Threat[]): MemberState {
  return { ...member, notice: { tier: member.tier ?? '', month: december, threats } };
}

/** Has nothing any more of what gold asks, and nothing of what silver asks. */
const gone = aMember({ '2025-03': [8, 200_000] }, { tier: 'gold' });

describe('a review', () => {
  test('takes a tier whose paths no longer hold, one at a time', () => {
    expect(review(told(gone, 'paths'), spendTiers(), december)).toEqual({
      outcome: 'demoted',
      why: 'paths',
      from: 'gold',
      to: 'silver',
      lock: null,
    });
  });

  test('takes nothing without a notice of that very tier, month and cause', () => {
    const program = spendTiers();
    const notice = { tier: 'gold', month: december, threats: ['paths' as const] };
    for (const other of [
      null,
      { ...notice, tier: 'silver' },
      { ...notice, month: december - 1 },
      { ...notice, threats: ['falling' as const] },
    ]) {
      expect(review({ ...gone, notice: other }, program, december).outcome).toBe('stays');
    }
  });

  test('takes nothing where what the notice asked for was done', () => {
    const member = ordering(told(gone, 'paths'), 6, 100_000, at('2026-11-30T22:59:00Z'));
    expect(review(member, spendTiers(), december).outcome).toBe('stays');
  });

  test('takes no tier that was reached in its month, so that a late one finds who came back', () => {
    const member = { ...told(gone, 'paths'), tierSince: at('2026-12-01T00:30:00Z') };
    expect(review(member, spendTiers(), december).outcome).toBe('stays');
  });

  test('never takes the lowest tier for time that passed', () => {
    const bronze = { ...told(gone, 'paths'), tier: 'bronze', purchases: 0 };
    expect(review(bronze, spendTiers(), december).outcome).toBe('stays');
  });

  test('keeps a tier by its own paths to keep it, or where it would be reached anew', () => {
    const program = spendTiers();
    const keep = [[{ measure: 'purchases' as const, window: { months: 12 }, atLeast: 1 }]];
    const tiers = program.tiers.map((tier) => (tier.id === 'gold' ? { ...tier, keep } : tier));
    const once = told(aMember({ '2026-05': [1, 1_000] }, { tier: 'gold' }), 'paths');
    expect(review(once, program, december).outcome).toBe('demoted');
    expect(review(once, { ...program, tiers }, december).outcome).toBe('stays');
    const many = told(aMember({ '2026-05': [6, 100_000] }, { tier: 'silver' }), 'paths');
    const strict = program.tiers.map((tier) =>
      tier.id === 'silver'
        ? {
            ...tier,
            keep: [
              [
                {
                  ...keep[0]?.[0],
                  measure: 'purchases' as const,
                  window: { months: 1 },
                  atLeast: 9,
                },
              ],
            ],
          }
        : tier,
    );
    expect(review(many, { ...program, tiers: strict }, december).outcome).toBe('stays');
  });

  test('counts a window from its own month back, whatever came before it', () => {
    const program = spendTiers();
    const inWindow = told(aMember({ '2025-12': [6, 100_000] }, { tier: 'gold' }), 'paths');
    const out = told(aMember({ '2025-11': [6, 100_000] }, { tier: 'gold' }), 'paths');
    expect(review(inWindow, program, december).outcome).toBe('stays');
    expect(review(out, program, december).outcome).toBe('demoted');
  });

  test('judges a calendar year in the January after it alone', () => {
    const program = yearTiers();
    const january = december + 1;
    const of = (member: MemberState, month: number) => {
      const notice = { tier: 'gold', month, threats: ['paths' as const] };
      return review({ ...member, notice }, program, month).outcome;
    };
    const good = aMember({ '2026-02': [1, 100_000] }, { tier: 'gold' });
    const poor = aMember({ '2026-02': [1, 99_999] }, { tier: 'gold' });
    expect([of(good, january), of(poor, january)]).toEqual(['stays', 'demoted']);
    expect([of(poor, december), of(poor, january + 1)]).toEqual(['stays', 'stays']);
  });

  test('touches nobody whose ledger went into another one, and nobody without a program for it', () => {
    const member = told(gone, 'paths');
    const { review: _, ...none } = spendTiers();
    expect(review({ ...member, mergedInto: 'another' }, spendTiers(), december).outcome).toBe(
      'stays',
    );
    expect(review(member, none, december).outcome).toBe('stays');
  });
});

describe('orders that fall in three months in a row', () => {
  const program = spendTiers({ fallingMonths: 3 });
  const orders = {
    '2026-08': [9, 90_000],
    '2026-09': [8, 80_000],
    '2026-10': [7, 70_000],
  } as const;
  const falling = aMember({ ...orders, '2026-11': [6, 60_000] }, { tier: 'gold' });

  test('cost the tier though its paths hold, and lock it', () => {
    expect(review(told(falling, 'falling'), program, december)).toEqual({
      outcome: 'demoted',
      why: 'falling',
      from: 'gold',
      to: 'silver',
      lock: { tier: 'gold', since: december },
    });
  });

  test('cost nothing when the last one has as many as the one before', () => {
    const member = aMember({ ...orders, '2026-11': [7, 60_000] }, { tier: 'gold' });
    expect(review(told(member, 'falling'), program, december).outcome).toBe('stays');
  });

  test('cost one tier in three months, not in one, once they have cost one', () => {
    const since = { tier: 'silver', tierSince: at('2026-12-01T00:10:00Z') };
    const next = (month: number) =>
      review(
        { ...falling, ...since, notice: { tier: 'silver', month, threats: ['falling'] } },
        program,
        month,
      ).outcome;
    expect([1, 2, 3].map((later) => next(december + later))).toEqual(['stays', 'stays', 'demoted']);
  });
});

describe('refunds', () => {
  const month = monthOf('2026-05');
  const refunded = (purchases: number) => [
    {
      month,
      purchases,
      spendMinor: 10_000 * purchases,
      points: 0,
      contribution: 0,
      interactions: 0,
    },
  ];
  const program = lifetimeTiers({ demotes: false });

  test('withdraw a tier at the next review, told or not, one at a time', () => {
    const member = aMember({ '2026-05': [2, 20_000] }, { tier: 'gold', refunded: refunded(4) });
    const withdrawn = { outcome: 'withdrawn', from: 'gold', to: 'silver' };
    expect(review(member, program, december)).toEqual(withdrawn);
  });

  test('withdraw the lowest tier from who has no purchase left', () => {
    const member = aMember({}, { tier: 'bronze', refunded: refunded(1) });
    expect(review(member, program, december)).toMatchObject({ outcome: 'withdrawn', to: null });
  });

  test('are not to blame where the tier would not be kept without them', () => {
    // Came with the tier from another system, or the program asks more since.
    const member = aMember({ '2026-05': [2, 20_000] }, { tier: 'gold', refunded: refunded(1) });
    expect(review(member, program, december).outcome).toBe('stays');
  });

  test('within a window withdraw only what counts in it', () => {
    const old = aMember(
      {},
      { tier: 'silver', refunded: [{ ...(refunded(3)[0] ?? never()), month: month - 12 }] },
    );
    expect(review(old, spendTiers({ demotes: false }), december).outcome).toBe('stays');
  });
});

describe('a lent tier', () => {
  const program = spendTiers();
  const until = at('2026-12-24T00:00:00Z');

  test('counts until its date, and then the earned one does', () => {
    const member = { tier: 'bronze', lent: { tier: 'gold', until } };
    expect(tierWithLent(program, member, until - 1)).toBe('gold');
    expect(tierWithLent(program, member, until)).toBe('bronze');
  });

  test('counts for nothing where the earned one is as high', () => {
    const member = { tier: 'gold', lent: { tier: 'silver', until } };
    expect(tierWithLent(program, member, until - 1)).toBe('gold');
    expect(tierWithLent(program, { tier: null, lent: null }, until)).toBeNull();
  });
});

function never(): never {
  throw new Error('cannot be');
}
