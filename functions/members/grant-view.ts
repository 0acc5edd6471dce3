import { type HeldCoupon, usesLeft } from '../../shared/domain/rewards/coupon.ts';
import { couponOf, type Grant, statusOf } from '../../shared/table/rewards/grant-item.ts';
import type { GrantAnswer } from './reward-contract.ts';
import type { Viewing } from './viewing.ts';

export function viewGrant(grant: Grant, viewing: Viewing): GrantAnswer {
  const { program, at, language } = viewing;
  const reward = program.rewards.find(({ id }) => id === grant.reward);
  const status = statusOf(grant, at);
  const { description } = reward ?? {};
  return {
    reward: grant.reward,
    kind: grant.kind,
    name: reward?.name[language] ?? grant.reward,
    ...(description?.[language] === undefined ? {} : { description: description[language] }),
    status,
    grantedAt: grant.grantedAt,
    ...(grant.endsAt === undefined ? {} : { endsAt: grant.endsAt }),
    ...(grant.redemption === undefined ? {} : { redemption: grant.redemption }),
    ...(grant.parts === undefined ? {} : { parts: [...grant.parts] }),
    ...(reward?.kind === 'entitlement' && reward.link !== undefined && status === 'active'
      ? { link: reward.link }
      : {}),
    ...viewCoupon(grant),
  };
}

function viewCoupon(grant: Grant): Pick<GrantAnswer, 'code' | 'usesLeft' | 'friendsLeft'> {
  const held = couponOf(grant);
  if (held === undefined || grant.coupon === undefined || !isGiven(held)) return {};
  const left = usesLeft(held);
  return { code: grant.coupon.code, usesLeft: left.owner, friendsLeft: left.friends };
}

function isGiven({ approval }: HeldCoupon): boolean {
  return approval === undefined || approval === 'approved';
}

/** A part of a member's grants, the newest first, from this place on. */
export function pageOf(
  grants: readonly Grant[],
  limit: number,
  from?: string,
): { readonly page: readonly Grant[]; readonly next?: string } {
  const inOrder = grants
    .map((grant) => ({ grant, place: placeOf(grant) }))
    .filter(({ place }) => from === undefined || place <= from)
    .sort((a, b) => (a.place < b.place ? 1 : -1));
  const page = inOrder.slice(0, limit).map(({ grant }) => grant);
  const after = inOrder[limit];
  return after === undefined ? { page } : { page, next: after.place };
}

/** When it was granted, and what keeps it apart from others of that moment. */
function placeOf({ grantedAt, slot, reward, member }: Grant): string {
  return `${grantedAt}#${slot ?? ''}#${reward}#${member}`;
}
