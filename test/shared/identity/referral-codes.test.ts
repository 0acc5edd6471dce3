import { expect, test } from 'vitest';
import { couponCodes } from '../../../shared/identity/coupon-codes.ts';
import { readReferralCode, referralCodes } from '../../../shared/identity/referral-codes.ts';

const codes = referralCodes('a-key-for-tests-only');

test('a member’s code is the same for ever, and another member’s or under another key another', () => {
  const code = codes.codeFor('ann');
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(codes.codeFor('ann')).toBe(code);
  expect(codes.codeFor('ben')).not.toBe(code);
  expect(referralCodes('another-key-for-tests').codeFor('ann')).not.toBe(code);
  expect(codes.hashOf(code)).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('a code is read however it was typed, and a coupon’s is none', () => {
  const code = codes.codeFor('ann');
  for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code} `]) {
    expect(readReferralCode(typed)).toBe(code);
  }
  const coupon = couponCodes('a-key-for-tests-only').codeFor('a grant');
  for (const typed of ['', 'WELCOME10', 'SUMMERSALE26', coupon]) {
    expect(readReferralCode(typed)).toBeUndefined();
  }
});
