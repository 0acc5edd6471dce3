import type { CouponUser, UsesLeft } from '../../domain/rewards/coupon.ts';
import { attributesOf } from '../attributes.ts';
import { type Key, keys } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Grant } from './grant-item.ts';

/** The item under which a coupon's code is found. It holds no code, and names the grant. */
export function couponAlias(hash: string, { member, reward, slot }: Grant): Item {
  return {
    ...keys.alias('coupon', hash),
    of: member,
    reward,
    ...(slot === undefined ? {} : { slot }),
  };
}

/** The member and the key of the grant to which a code leads. */
export function readCouponAlias(item: Item): { readonly member: string; readonly key: Key } {
  const read = attributesOf(item);
  const member = read.text('of');
  const slot = read.has('slot') ? read.text('slot') : undefined;
  return { member, key: keys.grant(member, read.text('reward'), slot) };
}

/** One use of a coupon with an order. */
export interface CouponUse {
  /** Under which hash the coupon is found. */
  readonly coupon: string;
  /** Id of the use: the same for every repeat of the request. */
  readonly use: string;
  /** Hash of what was asked. */
  readonly request: string;
  readonly shop: string;
  readonly orderId: string;
  readonly user: CouponUser;
  /** As an ISO instant. */
  readonly usedAt: string;
  /** What was left after it. */
  readonly left: UsesLeft;
  /** When it was given back, as an ISO instant, and what was left then. */
  readonly givenBack?: { readonly at: string; readonly left: UsesLeft };
}

/** 1 while a use stands, so that it is given back once. */
export const STANDS = 'stands';

export function couponUseItem(use: CouponUse): Item {
  const { user, left, givenBack } = use;
  return {
    ...keys.couponUse(use.coupon, use.use),
    request: use.request,
    shop: use.shop,
    order: use.orderId,
    at: use.usedAt,
    left: [left.owner, left.friends],
    [STANDS]: givenBack === undefined ? 1 : 0,
    ...(user.by === 'friend' ? { friend: user.id } : {}),
    ...(givenBack === undefined
      ? {}
      : { back: givenBack.at, leftThen: [givenBack.left.owner, givenBack.left.friends] }),
  };
}

export function readCouponUse(coupon: string, use: string, item: Item): CouponUse {
  const read = attributesOf(item);
  return {
    coupon,
    use,
    request: read.text('request'),
    shop: read.text('shop'),
    orderId: read.text('order'),
    user: read.has('friend') ? { by: 'friend', id: read.text('friend') } : { by: 'owner' },
    usedAt: read.text('at'),
    left: leftOf(read.numbers('left')),
    ...(read.has('back')
      ? { givenBack: { at: read.text('back'), left: leftOf(read.numbers('leftThen')) } }
      : {}),
  };
}

function leftOf([owner = 0, friends = 0]: readonly number[]): UsesLeft {
  return { owner, friends };
}
