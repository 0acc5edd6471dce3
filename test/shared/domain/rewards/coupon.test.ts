import { describe, expect, test } from 'vitest';
import {
  type CouponUser,
  type HeldCoupon,
  needsApproval,
  unuseCoupon,
  useCoupon,
  usesLeft,
} from '../../../../shared/domain/rewards/coupon.ts';

const END = Date.parse('2026-06-01T00:00:00Z');
const owner: CouponUser = { by: 'owner' };
const friend = (id: string): CouponUser => ({ by: 'friend', id });

function aCoupon(more: Partial<HeldCoupon> = {}): HeldCoupon {
  const terms = { worth: { discountBps: 1_000 }, uses: 1, friends: 2 };
  return { terms, endsAt: END, isVoided: false, uses: 0, friends: [], ...more };
}

/** The coupon after these have used it, each of whom may. */
function usedBy(coupon: HeldCoupon, ...users: CouponUser[]): HeldCoupon {
  let held = coupon;
  for (const user of users) {
    const used = useCoupon(held, user, END - 1);
    if (!used.ok) throw new Error(used.reason);
    held = { ...held, uses: used.uses, friends: used.friends };
  }
  return held;
}

describe('a coupon', () => {
  test('is used by its owner once, and by so many friends once each', () => {
    const all = usedBy(aCoupon(), friend('ann'), owner, friend('ben'));
    expect(usesLeft(all)).toEqual({ owner: 0, friends: 0 });
    for (const user of [owner, friend('cem')]) {
      expect(useCoupon(all, user, 0)).toEqual({ ok: false, reason: 'coupon-used-up' });
    }
  });

  test('is used by no friend twice, though other friends still may', () => {
    const held = usedBy(aCoupon(), friend('ann'));
    expect(useCoupon(held, friend('ann'), 0)).toEqual({
      ok: false,
      reason: 'coupon-used-by-friend',
    });
    expect(usesLeft(held)).toEqual({ owner: 1, friends: 1 });
  });

  test('that is not to be shared is used by no friend', () => {
    const terms = { worth: { discountBps: 1_000 }, uses: 3, friends: 0 };
    const refused = useCoupon(aCoupon({ terms }), friend('ann'), 0);
    expect(refused).toEqual({ ok: false, reason: 'coupon-used-up' });
  });

  test('is good until the instant at which it ends', () => {
    expect(useCoupon(aCoupon(), owner, END - 1)).toMatchObject({ ok: true });
    expect(useCoupon(aCoupon(), owner, END)).toEqual({ ok: false, reason: 'coupon-ended' });
  });

  test('for life has no end', () => {
    const { endsAt: _, ...forLife } = aCoupon();
    expect(useCoupon(forLife, owner, END * 10)).toMatchObject({ ok: true });
  });

  test('that was taken back is good for nothing', () => {
    const refused = useCoupon(aCoupon({ isVoided: true }), owner, 0);
    expect(refused).toEqual({ ok: false, reason: 'coupon-voided' });
  });

  test('has a use again that was given back, and its friend may use it again', () => {
    const held = usedBy(aCoupon(), friend('ann'), owner);
    const back = { ...held, ...unuseCoupon(held, friend('ann')) };
    expect(usesLeft(back)).toEqual({ owner: 0, friends: 2 });
    expect(useCoupon(back, friend('ann'), 0)).toMatchObject({ ok: true });
    expect(unuseCoupon(held, owner)).toEqual({ uses: 1, friends: ['ann'] });
  });
});

describe('a coupon needs a person’s yes', () => {
  const approval = { couponsAboveMinor: { EUR: 2_000, CNY: 16_000 } };
  const once = { uses: 1, friends: 0 };
  test.each([
    ['above the amount', { worth: { amountMinor: { EUR: 2_001 } }, ...once }, true],
    ['not at the amount', { worth: { amountMinor: { EUR: 2_000 } }, ...once }, false],
    [
      'above it in one currency',
      { worth: { amountMinor: { EUR: 1, CNY: 16_001 } }, ...once },
      true,
    ],
    ['for all its uses', { worth: { amountMinor: { EUR: 500 } }, uses: 2, friends: 3 }, true],
    ['not for a share', { worth: { discountBps: 10_000 }, uses: 9, friends: 9 }, false],
  ])('%s', (_, terms, needed) => {
    expect(needsApproval(terms, { approval })).toBe(needed);
    expect(needsApproval(terms, {})).toBe(false);
  });
});
