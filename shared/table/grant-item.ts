import { attributesOf } from './attributes.ts';
import { keys } from './keys.ts';
import type { Item } from './table.ts';

/** A reward that a member has been given: once in a lifetime, or for points. */
export interface Grant {
  readonly member: string;
  readonly reward: string;
  readonly kind: string;
  /** Id of the ledger fact that brought it. */
  readonly fact: string;
  /** When what brought it happened, as an ISO instant. */
  readonly grantedAt: string;
  /** The redemption that it was given for, and what became of it since. */
  readonly redeemed?: {
    readonly redemption: string;
    /** How often it has been used. */
    readonly uses: number;
    /** When the redemption was called off, as an ISO instant. */
    readonly voidedAt?: string;
  };
}

/** Counts the uses of a grant, so that a write can ask that there were none. */
export const USES = 'uses';

export function grantItem(grant: Grant): Item {
  const { redeemed } = grant;
  return {
    ...keys.grant(grant.member, grant.reward, redeemed?.redemption),
    reward: grant.reward,
    rewardKind: grant.kind,
    fact: grant.fact,
    at: grant.grantedAt,
    ...(redeemed === undefined
      ? {}
      : { redemption: redeemed.redemption, [USES]: redeemed.uses, ...voided(redeemed) }),
  };
}

function voided({ voidedAt }: NonNullable<Grant['redeemed']>) {
  return voidedAt === undefined ? {} : { voided: voidedAt };
}

export function readGrant(member: string, item: Item): Grant {
  const read = attributesOf(item);
  return {
    member,
    reward: read.text('reward'),
    kind: read.text('rewardKind'),
    fact: read.text('fact'),
    grantedAt: read.text('at'),
    ...(read.has('redemption')
      ? {
          redeemed: {
            redemption: read.text('redemption'),
            uses: read.number(USES),
            ...(read.has('voided') ? { voidedAt: read.text('voided') } : {}),
          },
        }
      : {}),
  };
}

/** What a grant is good for now. */
export type GrantStatus = 'active' | 'used' | 'voided';

export function statusOf({ redeemed }: Grant): GrantStatus {
  if (redeemed?.voidedAt !== undefined) return 'voided';
  return redeemed !== undefined && redeemed.uses > 0 ? 'used' : 'active';
}
