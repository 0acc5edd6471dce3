import { createHmac } from 'node:crypto';
import { codeOf, readCode } from './code-digits.ts';

/** Sixteen digits are 80 bits. */
const LENGTH = 16;

/** What is made of a deployment's member key for coupons; nobody without the key can tell any of it. */
export interface CouponCodes {
  /** The code of a grant, the same whenever it is made again: `7K2M-9QXD-04HT-VWNB`. */
  codeFor(grant: string): string;
  /** Under which a code is found: 128 bits, as 22 characters of base64url. */
  hashOf(code: string): string;
  /** The id of a friend as one coupon knows them, from the reference that a shop has for them. */
  friendOf(code: string, reference: string): string;
}

/** @param key the member key; what is made of it here is never equal to a member's id */
export function couponCodes(key: string): CouponCodes {
  const digest = (what: string, ...of: string[]): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([what, ...of]))
      .digest();
  const id = (digested: Buffer): string => digested.subarray(0, 16).toString('base64url');
  return {
    codeFor: (grant) => codeOf(digest('coupon', grant).subarray(0, LENGTH)),
    hashOf: (code) => id(digest('coupon code', code)),
    friendOf: (code, reference) => id(digest('coupon friend', code, reference)),
  };
}

/** A coupon's code as it was given out, from what somebody typed; undefined for what is none. */
export function readCouponCode(typed: string): string | undefined {
  return readCode(typed, LENGTH);
}
