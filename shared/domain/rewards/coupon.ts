import type { Coupon, Program } from '../../program/program.ts';
import { type Refusal, refuse } from '../ledger/decision.ts';
import type { Instant } from '../time/time.ts';

/** What was promised with a coupon when it was given; later rules do not change it. */
export type CouponTerms = Pick<Coupon, 'worth' | 'minimumMinor' | 'of' | 'uses' | 'friends'>;

/** A coupon and what became of it. */
export interface HeldCoupon {
  readonly terms: CouponTerms;
  readonly endsAt?: Instant;
  readonly isVoided: boolean;
  /** Of one for which a person had to say yes. */
  readonly approval?: 'waiting' | 'approved' | 'turned-down';
  /** How many uses stand, of the owner and of friends. */
  readonly uses: number;
  /** The friends whose uses stand. */
  readonly friends: readonly string[];
}

/** Whether a coupon can take off more than the program gives away without a person's yes. */
export function needsApproval(
  { worth, uses, friends }: Pick<CouponTerms, 'worth' | 'uses' | 'friends'>,
  { approval }: Pick<Program, 'approval'>,
): boolean {
  if (approval === undefined || !('amountMinor' in worth)) return false;
  const { couponsAboveMinor: most } = approval;
  return Object.entries(worth.amountMinor).some(
    ([currency, minor]) => minor * (uses + friends) > (most[currency] ?? Infinity),
  );
}

/** Who uses a coupon: its owner, or a friend under an id of their own. */
export type CouponUser = { readonly by: 'owner' } | { readonly by: 'friend'; readonly id: string };

/** How often a coupon can still be used, were it good. */
export interface UsesLeft {
  readonly owner: number;
  readonly friends: number;
}

export function usesLeft({ terms, uses, friends }: HeldCoupon): UsesLeft {
  return {
    owner: Math.max(0, terms.uses - (uses - friends.length)),
    friends: Math.max(0, terms.friends - friends.length),
  };
}

/** The uses that stand after one more; refused where the coupon is not good for it at that time. */
export function useCoupon(
  coupon: HeldCoupon,
  user: CouponUser,
  at: Instant,
): Refusal | ({ readonly ok: true } & Pick<HeldCoupon, 'uses' | 'friends'>) {
  const { uses, friends, endsAt } = coupon;
  if (coupon.isVoided) return refuse({ reason: 'coupon-voided' });
  if (coupon.approval === 'waiting') return refuse({ reason: 'coupon-waiting' });
  if (coupon.approval === 'turned-down') return refuse({ reason: 'coupon-turned-down' });
  if (endsAt !== undefined && at >= endsAt) return refuse({ reason: 'coupon-ended' });
  const left = usesLeft(coupon);
  if (user.by === 'owner') {
    if (left.owner === 0) return refuse({ reason: 'coupon-used-up' });
    return { ok: true, uses: uses + 1, friends };
  }
  if (friends.includes(user.id)) return refuse({ reason: 'coupon-used-by-friend' });
  if (left.friends === 0) return refuse({ reason: 'coupon-used-up' });
  return { ok: true, uses: uses + 1, friends: [...friends, user.id] };
}

/** The uses that stand once one of them is given back. */
export function unuseCoupon(
  { uses, friends }: Pick<HeldCoupon, 'uses' | 'friends'>,
  user: CouponUser,
): Pick<HeldCoupon, 'uses' | 'friends'> {
  return {
    uses: uses - 1,
    friends: user.by === 'friend' ? friends.filter((friend) => friend !== user.id) : friends,
  };
}
