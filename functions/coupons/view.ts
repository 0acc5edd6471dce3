import { usesLeft } from '../../shared/domain/rewards/coupon.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { Program, Selection } from '../../shared/program/program.ts';
import type { CouponUse } from '../../shared/table/rewards/coupon-item.ts';
import { couponOf, type Grant, statusOf } from '../../shared/table/rewards/grant-item.ts';
import type { CouponAnswer, CouponGivenBackAnswer, CouponUsedAnswer } from './contract.ts';

export function viewCoupon(
  grant: Grant,
  member: string,
  at: Instant,
  program: Program,
): CouponAnswer {
  const held = couponOf(grant);
  if (held === undefined || grant.coupon === undefined) throw new Error('the grant is no coupon');
  const { worth, minimumMinor, of } = held.terms;
  const left = usesLeft(held);
  return {
    code: grant.coupon.code,
    reward: grant.reward,
    member,
    status: statusOf(grant, at),
    worth,
    ...(minimumMinor === undefined ? {} : { minimumMinor }),
    ...(of === undefined ? {} : { products: productsOf(of, program) }),
    usesLeft: left.owner,
    friendsLeft: left.friends,
    grantedAt: grant.grantedAt,
    ...(grant.endsAt === undefined ? {} : { endsAt: grant.endsAt }),
  };
}

/** A shop does not know the program's categories. */
function productsOf({ products, categories }: Selection, program: Program): string[] {
  const ofCategories = categories.flatMap((category) => program.categories[category] ?? []);
  return [...new Set([...products, ...ofCategories])];
}

/** Made of the use alone, so that a repeat is answered with the very same. */
export function viewUse({ use, shop, orderId, user, usedAt, left }: CouponUse, code: string) {
  return {
    id: use,
    code,
    shop,
    orderId,
    by: user.by,
    usedAt,
    usesLeft: left.owner,
    friendsLeft: left.friends,
  } satisfies CouponUsedAnswer;
}

export function viewGivenBack(use: CouponUse, code: string): CouponGivenBackAnswer {
  const { givenBack } = use;
  if (givenBack === undefined) throw new Error(`${use.use} was not given back`);
  const { at: givenBackAt, left } = givenBack;
  return {
    ...viewUse({ ...use, left }, code),
    givenBackAt,
  };
}
