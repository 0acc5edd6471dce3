import type { EarnedEntry } from '../../shared/domain/ledger/entry.ts';
import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { countsForShare } from '../../shared/domain/rewards/profit-share.ts';
import { isFirstOrder, referralOf } from '../../shared/domain/rewards/referral.ts';
import { couponCodes, readCouponCode } from '../../shared/identity/coupon-codes.ts';
import { readReferralCode, referralCodes } from '../../shared/identity/referral-codes.ts';
import type { Program } from '../../shared/program/program.ts';
import { type Appended, append } from '../../shared/table/ledger/ledger.ts';
import type { Propose } from '../../shared/table/orders/claim-order.ts';
import type { KeptCode } from '../../shared/table/orders/unclaimed-items.ts';
import { findCoupon } from '../../shared/table/rewards/coupon.ts';
import { broughtPut } from '../../shared/table/rewards/profit-share-item.ts';
import { findOwner, referralPuts } from '../../shared/table/rewards/referral-item.ts';
import type { Put, Table } from '../../shared/table/table.ts';

export interface ReferringDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Read where an order came with what may be a member's code. */
  readonly memberKey: () => Promise<string>;
}

/** As many codes of one order are looked up; hardly any holds two. */
const MOST_CODES = 5;

/**
 * Appends an order, and with it that its buyer came with another member's code. Only an order with
 * what may be such a code is looked at so; every other costs what it does without referrals.
 */
export async function appendReferred(
  dependencies: Pick<ReferringDependencies, 'table' | 'program'>,
  member: string,
  codes: readonly KeptCode[],
  propose: Propose,
): Promise<Appended> {
  const { table } = dependencies;
  if (codes.length === 0) return append(table, member, propose);
  const appended = await append(table, member, async (state, attempts) => {
    const proposal = await propose(state, attempts);
    const first = proposal.ok ? proposal.entries[0]?.entry : undefined;
    if (!proposal.ok || first?.kind !== 'earned') return proposal;
    const also = (await putsBeside(dependencies, state, first, codes)).map((put) => ({
      put,
      otherwise: { reason: 'no-referral', why: 'came-before' } as const,
    }));
    return { ...proposal, also };
  });
  // The order is entered whatever is known of its buyer already.
  return appended.outcome === 'refused' ? append(table, member, propose) : appended;
}

/** Of the discount codes that an order came with those that may be a member's, by their hashes. */
export async function memberCodesIn(
  typed: readonly string[],
  { program, memberKey }: Pick<ReferringDependencies, 'program' | 'memberKey'>,
): Promise<readonly KeptCode[]> {
  if (program.referral === undefined && program.profitShare === undefined) return [];
  const likely = typed
    .flatMap((text): { readonly kind: KeptCode['kind']; readonly code: string }[] => {
      const code = readReferralCode(text);
      if (code !== undefined) return [{ kind: 'referral', code }];
      const coupon = program.profitShare === undefined ? undefined : readCouponCode(text);
      return coupon === undefined ? [] : [{ kind: 'coupon', code: coupon }];
    })
    .slice(0, MOST_CODES);
  if (likely.length === 0) return [];
  const key = await memberKey();
  const codesOf = { referral: referralCodes(key), coupon: couponCodes(key) };
  return likely.map(({ kind, code }) => ({ kind, hash: codesOf[kind].hashOf(code) }));
}

/** That a friend has come, and that the order counts for a share of what a member's code brings. */
async function putsBeside(
  { table, program }: Pick<ReferringDependencies, 'table' | 'program'>,
  state: MemberState,
  entry: EarnedEntry,
  codes: readonly KeptCode[],
): Promise<readonly Put[]> {
  const mayRefer = program.referral !== undefined && isFirstOrder(state);
  if (!mayRefer && program.profitShare === undefined) return [];
  let referrer: string | undefined;
  let sharer: string | undefined;
  for (const { kind, hash } of codes) {
    const owner =
      kind === 'referral'
        ? await findOwner(table, hash)
        : (await findCoupon(table, hash))?.grant.member;
    if (kind === 'referral') referrer ??= owner;
    sharer ??= owner;
  }
  const referred =
    mayRefer && referrer !== undefined ? referralOf(state, entry, referrer, program) : undefined;
  return [
    ...(referred === undefined ? [] : referralPuts(referred)),
    ...(sharer !== undefined && countsForShare(state, entry, sharer, program)
      ? [broughtPut(sharer, entry, program)]
      : []),
  ];
}
