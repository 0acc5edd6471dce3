import { createHmac } from 'node:crypto';
import { codeOf, readCode } from './code-digits.ts';

/** Twelve digits are 60 bits: among a hundred million members two have the same by 0.4%. */
const LENGTH = 12;

/** What is made of a deployment's member key for referrals; nobody without the key can tell it. */
export interface ReferralCodes {
  /** The code that a member passes on, the same whenever it is made again: `7K2M-9QXD-04HT`. */
  codeFor(member: string): string;
  /** Under which a code is found: 128 bits, as 22 characters of base64url. */
  hashOf(code: string): string;
}

/** @param key the member key; what is made of it here is never equal to a member's id */
export function referralCodes(key: string): ReferralCodes {
  const digest = (...of: string[]): Buffer =>
    createHmac('sha256', key).update(JSON.stringify(of)).digest();
  return {
    codeFor: (member) => codeOf(digest('referral', member).subarray(0, LENGTH)),
    hashOf: (code) => digest('referral code', code).subarray(0, 16).toString('base64url'),
  };
}

/**
 * A referral code as it was given out, from a discount code of an order; undefined for what is none,
 * as a coupon's code is, which is longer.
 */
export function readReferralCode(typed: string): string | undefined {
  return readCode(typed, LENGTH);
}
