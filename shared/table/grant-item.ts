import { attributesOf } from './attributes.ts';
import { keys } from './keys.ts';
import type { Item } from './table.ts';

/** A reward that a member has been given, once in a lifetime. */
export interface Grant {
  readonly member: string;
  readonly reward: string;
  readonly kind: string;
  /** Id of the ledger fact that brought it. */
  readonly fact: string;
  /** When the order that brought it was paid, as an ISO instant. */
  readonly grantedAt: string;
}

export function grantItem(grant: Grant): Item {
  return {
    ...keys.grant(grant.member, grant.reward),
    reward: grant.reward,
    rewardKind: grant.kind,
    fact: grant.fact,
    at: grant.grantedAt,
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
  };
}
