import { needsApproval } from '../../domain/rewards/coupon.ts';
import { endOf, partsOf } from '../../domain/rewards/reward.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { CouponCodes } from '../../identity/coupon-codes.ts';
import type { Program, Reward } from '../../program/program.ts';
import type { Item } from '../table.ts';
import { couponAlias } from './coupon-item.ts';
import { waitingGrantItem } from './grant-approval.ts';
import { type Grant, grantItem, grantKey } from './grant-item.ts';

/** What brings a reward, to whom and when. */
export interface Giving {
  readonly member: string;
  /** Id of the ledger fact that brings it. */
  readonly fact: string;
  /** What keeps its grant apart from others; absent where it is given once in a lifetime. */
  readonly slot?: string;
  readonly at: Instant;
  /** The redemption that it is given for. */
  readonly redemption?: string;
}

/** Whether giving a reward makes codes, for which the member key is needed. */
export function bringsCodes(reward: Reward, program: Program): boolean {
  return [reward, ...partsOf(reward, program)].some(({ kind }) => kind === 'coupon');
}

/**
 * The grants that giving a reward makes: its own, and of a pack those of its parts. Points are no
 * grant; they are entries of the ledger.
 *
 * @param codes needed where it brings coupons
 */
export function grantsOf(
  reward: Reward,
  giving: Giving,
  program: Program,
  codes: CouponCodes | undefined,
): readonly Grant[] {
  const parts = partsOf(reward, program).filter(({ kind }) => kind !== 'points');
  const own = grantOf(reward, giving, program, codes);
  if (reward.kind !== 'pack') return [own];
  const within: Giving = { ...giving, slot: slotOfParts(own) };
  return [
    { ...own, parts: parts.map(({ id }) => id) },
    ...parts.map((part) => grantOf(part, within, program, codes)),
  ];
}

/** The slot that the parts of a pack that was given have in common. */
export function slotOfParts({ slot, fact, reward }: Grant): string {
  return `${slot ?? fact}.${reward}`;
}

/**
 * The items of grants that are made: themselves, what leads from each code to its grant, and the
 * places on the list of those that wait for a person's yes.
 */
export function grantItems(
  grants: readonly Grant[],
  codes: CouponCodes | undefined,
): readonly Item[] {
  return grants.flatMap((grant) => [
    grantItem(grant),
    ...(grant.coupon === undefined || codes === undefined
      ? []
      : [couponAlias(codes.hashOf(grant.coupon.code), grant)]),
    ...(grant.approval === undefined ? [] : [waitingGrantItem(grant)]),
  ]);
}

function grantOf(
  reward: Reward,
  giving: Giving,
  program: Program,
  codes: CouponCodes | undefined,
): Grant {
  const { member, fact, slot, at, redemption } = giving;
  const endsAt = endOf(reward, at);
  const grant: Grant = {
    member,
    reward: reward.id,
    kind: reward.kind,
    fact,
    grantedAt: new Date(at).toISOString(),
    ...(slot === undefined ? {} : { slot }),
    ...(endsAt === undefined ? {} : { endsAt: new Date(endsAt).toISOString() }),
    // What enters a draw is used by that: nobody leaves one with the points given back.
    ...(redemption === undefined ? {} : { redemption, uses: reward.kind === 'draw-entry' ? 1 : 0 }),
  };
  if (reward.kind !== 'coupon') return grant;
  if (codes === undefined) throw new Error(`there is no key for a code of ${reward.id}`);
  const { worth, minimumMinor, of, uses, friends } = reward;
  const { PK, SK } = grantKey(grant);
  return {
    ...grant,
    uses: 0,
    revision: 0,
    coupon: {
      code: codes.codeFor(JSON.stringify([PK, SK, fact])),
      terms: {
        worth,
        uses,
        friends,
        ...(minimumMinor === undefined ? {} : { minimumMinor }),
        ...(of === undefined ? {} : { of }),
      },
      friends: [],
    },
    // Who pays with points is given what the catalogue offers.
    ...(redemption === undefined && needsApproval(reward, program) ? { approval: 'waiting' } : {}),
  };
}
