import type { MemberState } from '../../shared/domain/member.ts';
import { isFirstOrder, referralOf } from '../../shared/domain/referral.ts';
import { readReferralCode, referralCodes } from '../../shared/identity/referral-codes.ts';
import type { Program } from '../../shared/program/program.ts';
import { type Appended, append, type Proposal } from '../../shared/table/ledger.ts';
import { findOwner, referralPuts } from '../../shared/table/referral-item.ts';
import type { Table } from '../../shared/table/table.ts';

export interface ReferringDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Read where an order came with what may be a member's code. */
  readonly memberKey: () => Promise<string>;
}

/** How an order is proposed; see `append`. */
type Propose = Parameters<typeof append>[2];

/**
 * Appends an order, and with it that its buyer came with another member's code. Only a first order
 * with a code that may be one is looked at so; every other costs what it does without referrals.
 */
export async function appendReferred(
  dependencies: ReferringDependencies,
  member: string,
  codes: readonly string[],
  propose: Propose,
): Promise<Appended> {
  const { table, program } = dependencies;
  const likely = codes.flatMap((code) => readReferralCode(code) ?? []);
  if (program.referral === undefined || likely.length === 0) return append(table, member, propose);
  const appended = await append(table, member, async (state, attempts) =>
    withReferral(dependencies, state, likely, await propose(state, attempts)),
  );
  // The order is entered whatever is known of its buyer already.
  return appended.outcome === 'refused' ? append(table, member, propose) : appended;
}

async function withReferral(
  dependencies: ReferringDependencies,
  state: MemberState,
  codes: readonly string[],
  proposal: Proposal,
): Promise<Proposal> {
  if (!proposal.ok || !isFirstOrder(state)) return proposal;
  const [first] = proposal.entries;
  if (first?.entry.kind !== 'earned') return proposal;
  const owner = await ownerOf(dependencies, codes);
  if (owner === undefined) return proposal;
  const referred = referralOf(state, first.entry, owner, dependencies.program);
  if (referred === undefined) return proposal;
  const also = referralPuts(referred).map((put) => ({
    put,
    otherwise: { reason: 'no-referral', why: 'came-before' } as const,
  }));
  return { ...proposal, also };
}

/** Whose code it is that an order came with: the first that is anybody's. */
async function ownerOf(
  { table, memberKey }: ReferringDependencies,
  codes: readonly string[],
): Promise<string | undefined> {
  const { hashOf } = referralCodes(await memberKey());
  for (const code of codes) {
    const owner = await findOwner(table, hashOf(code));
    if (owner !== undefined) return owner;
  }
  return undefined;
}
