import { type CouponTerms, type HeldCoupon, usesLeft } from '../../domain/rewards/coupon.ts';
import type { Instant } from '../../domain/time/time.ts';
import { couponTerms } from '../../program/reward.ts';
import { type Attributes, attributesOf } from '../attributes.ts';
import { type Key, keys } from '../keys.ts';
import type { Item } from '../table.ts';

/** What a person said to a grant that waited for it. */
export interface GrantVerdict {
  readonly approved: boolean;
  readonly by: string;
  /** As an ISO instant. */
  readonly at: string;
  readonly reason?: string;
}

/** A reward that a member has been given. */
export interface Grant {
  readonly member: string;
  readonly reward: string;
  readonly kind: string;
  /** Id of the ledger fact that brought it. */
  readonly fact: string;
  /**
   * What keeps it apart from other grants of its reward: the fact or the redemption that brought
   * it, with the pack that it was part of. Absent where it is given once in a lifetime.
   */
  readonly slot?: string;
  /** When what brought it happened, as an ISO instant. */
  readonly grantedAt: string;
  /** From when on it is good for nothing, as an ISO instant; absent where it is for life. */
  readonly endsAt?: string;
  /** Of a pack, the rewards that were given as its parts. */
  readonly parts?: readonly string[];
  readonly coupon?: {
    readonly code: string;
    readonly terms: CouponTerms;
    /** Ids of the friends whose uses stand. */
    readonly friends: readonly string[];
  };
  /** The redemption that it was given for. */
  readonly redemption?: string;
  /** How many uses stand; absent where nothing counts them. */
  readonly uses?: number;
  /** How often it has been written again, so that a write can ask for what it has read. */
  readonly revision?: number;
  /** When the redemption was called off, as an ISO instant. */
  readonly voidedAt?: string;
  /** Of one that is good for nothing until a person says yes: what was said, once it was. */
  readonly approval?: 'waiting' | GrantVerdict;
}

/** Counts the uses of a grant, so that a write can ask that there were none. */
export const USES = 'uses';

export const REVISION = 'revision';

export function grantKey({ member, reward, slot }: Grant): Key {
  return keys.grant(member, reward, slot);
}

export function grantItem(grant: Grant): Item {
  const { slot, endsAt, parts, coupon, redemption, uses, revision, voidedAt, approval } = grant;
  return {
    ...grantKey(grant),
    reward: grant.reward,
    rewardKind: grant.kind,
    fact: grant.fact,
    at: grant.grantedAt,
    ...(slot === undefined ? {} : { slot }),
    ...(endsAt === undefined ? {} : { ends: endsAt }),
    ...(parts === undefined ? {} : { parts }),
    ...(coupon === undefined
      ? {}
      : { code: coupon.code, terms: JSON.stringify(coupon.terms), friends: coupon.friends }),
    ...(redemption === undefined ? {} : { redemption }),
    ...(uses === undefined ? {} : { [USES]: uses }),
    ...(revision === undefined ? {} : { [REVISION]: revision }),
    ...(voidedAt === undefined ? {} : { voided: voidedAt }),
    ...(approval === undefined ? {} : approvalAttributes(approval)),
  };
}

export function readGrant(member: string, item: Item): Grant {
  const read = attributesOf(item);
  return {
    member,
    reward: read.text('reward'),
    kind: read.text('rewardKind'),
    fact: read.text('fact'),
    grantedAt: read.text('at'),
    ...(read.has('slot') ? { slot: read.text('slot') } : {}),
    ...(read.has('ends') ? { endsAt: read.text('ends') } : {}),
    ...(read.has('parts') ? { parts: read.texts('parts') } : {}),
    ...(read.has('code')
      ? {
          coupon: {
            code: read.text('code'),
            terms: couponTerms.parse(JSON.parse(read.text('terms'))),
            friends: read.texts('friends'),
          },
        }
      : {}),
    ...(read.has('redemption') ? { redemption: read.text('redemption') } : {}),
    ...(read.has(USES) ? { uses: read.number(USES) } : {}),
    ...(read.has(REVISION) ? { revision: read.number(REVISION) } : {}),
    ...(read.has('voided') ? { voidedAt: read.text('voided') } : {}),
    ...(read.has('approval') ? { approval: readApproval(item) } : {}),
  };
}

function approvalAttributes(approval: NonNullable<Grant['approval']>): Attributes {
  if (approval === 'waiting') return { approval };
  const { approved, by, at, reason } = approval;
  return {
    approval: approved ? 'approved' : 'turned-down',
    by,
    decided: at,
    ...(reason === undefined ? {} : { reason }),
  };
}

function readApproval(item: Item): NonNullable<Grant['approval']> {
  const read = attributesOf(item);
  const approval = read.text('approval');
  if (approval === 'waiting') return approval;
  return {
    approved: approval === 'approved',
    by: read.text('by'),
    at: read.text('decided'),
    ...(read.has('reason') ? { reason: read.text('reason') } : {}),
  };
}

/** The coupon that a grant is; undefined where it is none. */
export function couponOf(grant: Grant): HeldCoupon | undefined {
  const { coupon, uses = 0, endsAt, voidedAt } = grant;
  if (coupon === undefined) return undefined;
  const { terms, friends } = coupon;
  const approval = approvalOf(grant);
  const held = {
    terms,
    friends,
    uses,
    isVoided: voidedAt !== undefined,
    ...(approval === undefined ? {} : { approval }),
  };
  return endsAt === undefined ? held : { ...held, endsAt: Date.parse(endsAt) };
}

/** What a grant is good for at a time: `used` once nothing is left of it. */
export type GrantStatus = 'active' | 'used' | 'ended' | 'voided' | 'waiting' | 'turned-down';

export function statusOf(grant: Grant, at: Instant): GrantStatus {
  if (grant.voidedAt !== undefined) return 'voided';
  const approval = approvalOf(grant);
  if (approval === 'waiting' || approval === 'turned-down') return approval;
  if (isUsedUp(grant)) return 'used';
  return grant.endsAt !== undefined && at >= Date.parse(grant.endsAt) ? 'ended' : 'active';
}

function approvalOf({ approval }: Grant): HeldCoupon['approval'] {
  if (approval === undefined || approval === 'waiting') return approval;
  return approval.approved ? 'approved' : 'turned-down';
}

function isUsedUp(grant: Grant): boolean {
  const coupon = couponOf(grant);
  if (coupon === undefined) return (grant.uses ?? 0) > 0;
  const left = usesLeft(coupon);
  return left.owner === 0 && left.friends === 0;
}
