import { readMember } from '../table/ledger/ledger.ts';
import type { Profile } from '../table/people/profile-item.ts';
import type { Table } from '../table/table.ts';
import { type Consent, latest } from './consent.ts';
import { findProfile } from './profiles.ts';

/** The profiles of those who are one member, as merges have it now. */
export interface OneMember {
  /** The member's own, under whose id things are written. */
  readonly own: Profile;
  /** Of those whose ledgers went into it: their shops still tell of them by their ids. */
  readonly absorbed: readonly Profile[];
  /** What was said last to each purpose, by whichever id. */
  readonly consents: readonly Consent[];
}

/** Finds the profiles of a member, by any of their ids; undefined where there is no such member. */
export async function findMember(table: Table, addressed: string): Promise<OneMember | undefined> {
  const state = await readMember(table, addressed);
  if (state === undefined) return undefined;
  const [own, ...absorbed] = await Promise.all([
    findProfile(table, state.member, { consistent: true }),
    ...state.absorbed.map((id) => findProfile(table, id, { consistent: true })),
  ]);
  const consents = latest(own.consents, ...absorbed.map((profile) => profile.consents));
  return { own, absorbed, consents };
}
