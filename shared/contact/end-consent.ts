import type { Instant } from '../domain/time/time.ts';
import type { Table } from '../table/table.ts';
import { type Consent, type ConsentRecord, consentTo, latest } from './consent.ts';
import type { DataKeys } from './data-keys.ts';
import type { OneMember } from './one-member.ts';
import { updateProfile } from './profiles.ts';

/** What ends, and how that became known. */
export interface Ending extends Pick<Consent, 'channel' | 'purpose'> {
  readonly at: Instant;
  /** Such as `one-click`. */
  readonly method: string;
  readonly actor: string;
  readonly source: string;
}

/** Nothing is opened to end something, so whoever does it needs no key. */
const closed: DataKeys = {
  find: () => Promise.reject(new Error('a profile was opened to end a consent')),
  make: () => Promise.reject(new Error('a key was made to end a consent')),
  destroy: () => Promise.reject(new Error('a key was destroyed to end a consent')),
};

/**
 * Records that a member wants no more of something, with its proof, by all the ids they have: should
 * they part again, it holds for each.
 *
 * @returns whether it was news for the member's own id
 */
export async function endConsent(
  table: Table,
  { own, absorbed }: OneMember,
  ending: Ending,
): Promise<boolean> {
  let isNews = false;
  for (const { member } of [own, ...absorbed]) {
    await updateProfile(table, closed, member, async ({ profile }) => {
      const before = consentTo(profile.consents, ending.channel, ending.purpose);
      if (before?.state === 'withdrawn') return undefined;
      const record: ConsentRecord = {
        ...ending,
        member,
        state: 'withdrawn',
        at: Math.max(ending.at, (before?.at ?? 0) + 1),
      };
      if (member === own.member) isNews = true;
      const { channel, purpose, state, at } = record;
      const consents = latest(profile.consents, [{ channel, purpose, state, at }]);
      // What may be kept has changed: contacts are to be told again.
      const { told: _, ...rest } = profile;
      return { profile: { ...rest, consents }, records: [record] };
    });
  }
  return isNews;
}
