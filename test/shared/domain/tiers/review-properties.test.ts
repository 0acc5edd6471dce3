import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MemberState } from '../../../../shared/domain/ledger/member.ts';
import { dueNotice, noticeTimes } from '../../../../shared/domain/tiers/noticing.ts';
import { review, type Verdict } from '../../../../shared/domain/tiers/review.ts';
import { rankOf } from '../../../../shared/domain/tiers/tier.ts';
import { monthStart } from '../../../../shared/domain/time/time.ts';
import type { Program } from '../../../../shared/program/program.ts';
import {
  aMember,
  BERLIN,
  lifetimeTiers,
  monthOf,
  ordering,
  scoreTiers,
  spendTiers,
  yearTiers,
} from '../../../support/reviewed.ts';

const reviews = [
  { noticeDays: 14 },
  { noticeDays: 30, graceMonths: 1 },
  { noticeDays: 30, fallingMonths: 3 },
  { noticeDays: 7, fallingMonths: 2 },
  { noticeDays: 14, graceMonths: 2, fallingMonths: 3 },
  { noticeDays: 60 },
  { noticeDays: 14, demotes: false, fallingMonths: 4 },
];

const programs = fc.constantFrom(
  ...[spendTiers, scoreTiers, yearTiers, lifetimeTiers].flatMap((tiersBy) => reviews.map(tiersBy)),
);

/** Orders of a month, and thousands of minor units. */
const counts = fc.array(
  fc.oneof(
    fc.constant([0, 0] as const),
    fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 60 })),
  ),
  { minLength: 1, maxLength: 14 },
);

/** Members whose figures reach up to the month before the one reviewed. */
const cases = fc
  .record({
    program: programs,
    tier: fc.constantFrom('bronze', 'silver', 'gold', 'gold'),
    counts,
    month: fc.integer({ min: monthOf('2026-06'), max: monthOf('2027-06') }),
    sinceAgo: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ program, tier, counts: given, month, sinceAgo }) => {
    const orders = Object.fromEntries(
      given.map(([count, thousands], i) => [
        nameOf(month - 1 - i),
        [count, count === 0 ? 0 : 1_000 * thousands] as const,
      ]),
    );
    const tierSince = monthStart(month - sinceAgo, BERLIN) + 1;
    return { program, month, member: aMember(orders, { tier, tierSince }) };
  });

function nameOf(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** What the ledger makes of a verdict. */
function after(member: MemberState, verdict: Verdict, month: number): MemberState {
  if (verdict.outcome === 'stays') return member;
  return { ...member, tier: verdict.to, tierSince: monthStart(month, BERLIN), notice: null };
}

/** The member with the notices that are given before a review, at their times. */
function told(member: MemberState, program: Program, month: number): MemberState {
  let { notice } = member;
  for (const time of noticeTimes(program, month)) {
    notice = dueNotice({ ...member, notice }, program, month, time) ?? notice;
  }
  return { ...member, notice };
}

describe('whatever a member did', () => {
  test('reviewing twice does no more than reviewing once', () => {
    fc.assert(
      fc.property(cases, ({ program, month, member }) => {
        const before = told(member, program, month);
        const reviewed = after(before, review(before, program, month), month);
        expect(review(reviewed, program, month)).toEqual({ outcome: 'stays' });
        expect(review(reviewed, program, month - 1)).toEqual({ outcome: 'stays' });
      }),
      { numRuns: 400 },
    );
  });

  test('a review takes one tier at the most, and none without a notice', () => {
    fc.assert(
      fc.property(cases, ({ program, month, member }) => {
        expect(review(member, program, month).outcome).toBe('stays');
        const before = told(member, program, month);
        const verdict = review(before, program, month);
        if (verdict.outcome === 'stays') return;
        expect(rankOf(program, verdict.to)).toBe(rankOf(program, member.tier) - 1);
        expect(before.notice).toMatchObject({ tier: member.tier, month });
      }),
      { numRuns: 400 },
    );
  });

  test('a tier is lost for time only when nothing was done about the notice', () => {
    fc.assert(
      fc.property(cases, ({ program, month, member }) => {
        const before = told(member, program, month);
        if (before.notice?.month !== month) return;
        expect(review(before, program, month).outcome).toBe('demoted');
      }),
      { numRuns: 400 },
    );
  });

  test('what a notice asks for, done on its first or its last day, keeps the tier', () => {
    let notices = 0;
    fc.assert(
      fc.property(cases, fc.boolean(), ({ program, month, member }, early) => {
        for (const time of noticeTimes(program, month)) {
          const notice = dueNotice(member, program, month, time);
          if (notice?.way === undefined) continue;
          notices += 1;
          const { orders, spendMinor, from, before } = notice.way;
          const when = early ? from : before - 1;
          const done = ordering({ ...member, notice }, orders, spendMinor, when);
          expect(review(done, program, notice.month)).toEqual({ outcome: 'stays' });
        }
      }),
      { numRuns: 1_000 },
    );
    expect(notices).toBeGreaterThan(200);
  });

  test('a notice always knows a way, and never asks for nothing', () => {
    fc.assert(
      fc.property(cases, ({ program, month, member }) => {
        for (const time of noticeTimes(program, month)) {
          const notice = dueNotice(member, program, month, time);
          if (notice === undefined) continue;
          expect(notice.way?.orders).toBeGreaterThan(0);
          expect(notice.way?.from).toBeLessThan(notice.way?.before ?? 0);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a ledger that has seen later times is reviewed as of the month while that month lasts', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 27 }), ({ program, month, member }, days) => {
        const ahead = { ...member, asOf: monthStart(month, BERLIN) + days * 86_400_000 };
        const before = told(member, program, month);
        expect(review({ ...before, asOf: ahead.asOf }, program, month)).toEqual(
          review(before, program, month),
        );
      }),
    );
  });

  test('a ledger that has left a month behind is not reviewed for it any more', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 400 }), ({ program, month, member }, days) => {
        const asOf = monthStart(month + 1, BERLIN) + days * 86_400_000;
        const before = { ...told(member, program, month), asOf };
        expect(review(before, program, month)).toEqual({ outcome: 'stays' });
      }),
    );
  });
});
