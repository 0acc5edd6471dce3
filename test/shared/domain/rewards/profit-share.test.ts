import { describe, expect, test } from 'vitest';
import { newMember } from '../../../../shared/domain/ledger/member.ts';
import {
  countsForShare,
  endOfQuarter,
  profitShareOf,
  quarterAt,
} from '../../../../shared/domain/rewards/profit-share.ts';
import { anOrder, ladder, MEMBER, memberLedger } from '../../../support/member-ledger.ts';

const OWNER = 'owner-000000000000000a';
const rules = ladder.profitShare ?? { fromTier: '', shareBps: 0, mostMinor: 0 };

describe('a quarter', () => {
  test.each([
    ['2026-01-01T00:00:00+01:00', '2026-Q1', '2026-04-01T00:00:00+02:00'],
    ['2026-03-31T23:59:59+02:00', '2026-Q1', '2026-04-01T00:00:00+02:00'],
    ['2026-07-01T00:00:00+02:00', '2026-Q3', '2026-10-01T00:00:00+02:00'],
    ['2026-12-31T23:59:59+01:00', '2026-Q4', '2027-01-01T00:00:00+01:00'],
  ])('of %s is %s, until %s', (at, quarter, end) => {
    const berlin = { timeZone: 'Europe/Berlin' };
    expect(quarterAt(Date.parse(at), berlin)).toBe(quarter);
    expect(endOfQuarter(quarter, berlin)).toBe(Date.parse(end));
  });
});

describe('a share of profits', () => {
  test('is of goods, less what was refunded, rounded down once', () => {
    const friend = memberLedger();
    const orders = [
      { entry: friend.order(anOrder('1', 4_999)), clawbacks: [] },
      { entry: friend.order(anOrder('2', 10_000)), clawbacks: [friend.refund('2', 4_000)] },
      { entry: friend.order(anOrder('3', 7_000)), clawbacks: [friend.cancel('3')] },
    ];
    expect(profitShareOf(orders, rules)).toEqual({ netMinor: 10_999, creditMinor: 549 });
    expect(profitShareOf([], rules)).toEqual({ netMinor: 0, creditMinor: 0 });
  });

  test('is no more than the most, less what absorbed members got', () => {
    const orders = [{ entry: memberLedger().order(anOrder('1', 900_000)), clawbacks: [] }];
    expect(profitShareOf(orders, rules).creditMinor).toBe(20_000);
    expect(profitShareOf(orders, rules, 15_000).creditMinor).toBe(5_000);
    expect(profitShareOf(orders, rules, 30_000).creditMinor).toBe(0);
  });

  test('counts no order of one’s own, and none that brought nothing', () => {
    const friend = memberLedger();
    const [bought, nothing] = [friend.order(anOrder('1', 900)), friend.order(anOrder('2', 0))];
    const buyer = newMember(MEMBER);
    expect(countsForShare(buyer, bought, OWNER, ladder)).toBe(true);
    expect(countsForShare(buyer, nothing, OWNER, ladder)).toBe(false);
    expect(countsForShare(buyer, bought, MEMBER, ladder)).toBe(false);
    expect(countsForShare({ ...buyer, absorbed: [OWNER] }, bought, OWNER, ladder)).toBe(false);
    expect(countsForShare(buyer, bought, OWNER, { profitShare: undefined })).toBe(false);
  });
});
