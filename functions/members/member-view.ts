import { spendable } from '../../shared/domain/ledger/lots.ts';
import { type MemberState, type Present, presentAt } from '../../shared/domain/ledger/member.ts';
import { clubsOf } from '../../shared/domain/tiers/club.ts';
import { someone, tagsOf } from '../../shared/domain/tiers/segment.ts';
import { progress, standingOf } from '../../shared/domain/tiers/tier.ts';
import { writeAmount } from '../../shared/messages/amount.ts';
import type { Program } from '../../shared/program/program.ts';
import { type Grant, statusOf } from '../../shared/table/rewards/grant-item.ts';
import type { MemberAnswer } from './contract.ts';
import { viewEntitlements } from './entitlement-view.ts';
import { iso, monthEdge, type Viewing, wording } from './viewing.ts';

export function viewMember(
  member: MemberState,
  grants: readonly Grant[],
  viewing: Viewing,
): MemberAnswer {
  const { program, at } = viewing;
  const present = presentAt(member, at, program.timeZone);
  const { state, month } = present;
  const named = wording(viewing);
  const clubs = clubsOf(program, standingOf(present));
  return {
    member: state.member,
    absorbed: [...state.absorbed],
    balance: spendable(state.lots, month),
    pending: state.holds.map(({ points, availableAt, expires }) => ({
      points,
      availableAt: iso(availableAt),
      expiresAt: monthEdge(expires, viewing),
    })),
    debt: state.debt,
    tier:
      state.tier === null
        ? null
        : { id: state.tier, name: named.tier(state.tier), since: iso(state.tierSince) },
    tags: tagsOf(someone(present), program).map(({ id, name }) => ({
      id,
      name: name[viewing.language] ?? id,
    })),
    clubs: clubs.map(({ id, name }) => ({ id, name: name[viewing.language] ?? id })),
    entitlements: viewEntitlements(inOrderOf(program, grants), clubs, viewing),
    purchases: state.purchases,
    progress: viewProgress(present, viewing),
    expiring: state.lots
      .filter((lot) => lot.expires > month)
      .map(({ points, expires }) => ({ points, expiresAt: monthEdge(expires, viewing) })),
    rewards: inOrderOf(program, grants).map((grant) => ({
      id: grant.reward,
      kind: grant.kind,
      name: named.reward(grant.reward),
      grantedAt: grant.grantedAt,
      status: statusOf(grant, at),
      ...(grant.redemption === undefined ? {} : { redemption: grant.redemption }),
    })),
  };
}

/** Grants as the program lists their rewards; those that it has dropped come first. */
function inOrderOf(program: Program, grants: readonly Grant[]): Grant[] {
  const place = ({ reward }: Grant) => program.rewards.findIndex(({ id }) => id === reward);
  return grants.toSorted((a, b) => place(a) - place(b));
}

function viewProgress(present: Present, viewing: Viewing): MemberAnswer['progress'] {
  const { state } = present;
  const { words, tier } = wording(viewing);
  const way = progress(viewing.program, state.tier, standingOf(present));
  if (way === undefined) {
    const sentence = words.topTier(tier(state.tier ?? ''));
    return { next: null, percent: 100, conditions: [], sentence };
  }
  const name = tier(way.next.id);
  return {
    next: { id: way.next.id, name },
    percent: way.percent,
    conditions: [...way.conditions],
    sentence: words.toNextTier(
      name,
      way.conditions
        .filter(({ missing }) => missing > 0)
        .map(({ measure, missing }) => ({ measure, missing, amount: amount(missing, viewing) })),
    ),
  };
}

/** Minor units of the base currency, written out. */
function amount(minor: number, { program, language }: Viewing): string {
  return writeAmount(minor, program.baseCurrency, language);
}
