import { expect, test } from 'vitest';
import { couponCodes, readCouponCode } from '../../../shared/identity/coupon-codes.ts';

const codes = couponCodes('a-key-for-tests-only');

test('a grant has the same code whenever it is made, and another under another key', () => {
  const code = codes.codeFor('a grant');
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(couponCodes('a-key-for-tests-only').codeFor('a grant')).toBe(code);
  expect(couponCodes('another-key-for-tests').codeFor('a grant')).not.toBe(code);
});

test('ten thousand grants have ten thousand codes, in which every digit comes up alike', () => {
  const all = Array.from({ length: 10_000 }, (_, i) => codes.codeFor(`grant ${i}`));
  expect(new Set(all).size).toBe(10_000);
  const counts = new Map<string, number>();
  for (const digit of all.join('').replaceAll('-', '')) {
    counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  expect(counts.size).toBe(32);
  for (const count of counts.values()) expect(Math.abs(count - 5_000)).toBeLessThan(500);
});

test('a code is found under a hash that says neither it nor the friends who use it', () => {
  const code = codes.codeFor('a grant');
  const ids = [codes.hashOf(code), codes.friendOf(code, 'ann'), codes.friendOf('other', 'ann')];
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
});

test.each([
  '7K2M-9QXD-04HT-VWN1',
  '7k2m9qxd04htvwn1',
  ' 7K2M 9QXD 04HT VWN1 ',
  '7K2M-9QXD-O4HT-VWNL',
  '7k2m-9qxd-o4ht-vwni',
])('%j is read as the code that was given out', (typed) => {
  expect(readCouponCode(typed)).toBe('7K2M-9QXD-04HT-VWN1');
});

test.each([
  '',
  '7K2M-9QXD-04HT-VWN',
  '7K2M-9QXD-04HT-VWN11',
  '7K2M-9QXD-04HT-VWNU',
  '7K2M-9QXD-04HT-VW/1',
  '７K2M-9QXD-04HT-VWN1',
  'x'.repeat(10_000),
])('%j is no code', (typed) => {
  expect(readCouponCode(typed)).toBeUndefined();
});
