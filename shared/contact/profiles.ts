import type { Instant } from '../domain/time/time.ts';
import { keys } from '../table/keys.ts';
import { jitter } from '../table/patience.ts';
import { consentItem } from '../table/people/consent-item.ts';
import { noProfile, type Profile, profileItem, readProfile } from '../table/people/profile-item.ts';
import { REVISION } from '../table/rewards/grant-item.ts';
import { type Table, TableBusy, type TableReader } from '../table/table.ts';
import type { ConsentRecord } from './consent.ts';
import type { DataKeys } from './data-keys.ts';
import { decryptPersonal, encryptPersonal, type Personal } from './personal.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

/** What is to become of a profile. */
export interface Change {
  /** Its personal part, and how often it was written, are not taken from here. */
  readonly profile: Profile;
  /** Everything that is to be known from now on; what is known stays where nothing is said. */
  readonly personal?: Personal;
  /** What the member said, put beside it in the same transaction. */
  readonly records?: readonly ConsentRecord[];
}

/** A profile, and what opens the encrypted part of it; nothing is asked of KMS before. */
export interface Opening {
  readonly profile: Profile;
  readonly open: () => Promise<Personal>;
}

/** The profile as it is kept: nothing of the person can be read in it. */
export async function findProfile(
  table: TableReader,
  member: string,
  options?: { readonly consistent?: boolean },
): Promise<Profile> {
  return readProfile(member, await table.get(keys.profile(member), options));
}

/**
 * Opens what is known of a person. Nothing is, where it was encrypted with a key that was destroyed,
 * whatever became of the rest of the profile.
 */
export async function openProfile(
  dataKeys: Pick<DataKeys, 'find'>,
  { member, personal }: Profile,
): Promise<Personal> {
  if (personal === undefined) return {};
  const key = await dataKeys.find(member);
  return key?.id === personal.key ? decryptPersonal(key, member, personal) : {};
}

/**
 * Changes a profile: reads it, lets `decide` say what it becomes, and writes that on condition that
 * nobody wrote it meanwhile; `decide` is asked again on every attempt, and writes nothing where it
 * returns undefined. A key is made with the first thing to encrypt.
 *
 * @returns the profile as it then is
 * @throws {TableBusy} when eight attempts met other writers; nothing was written
 */
export async function updateProfile(
  table: Table,
  dataKeys: DataKeys,
  member: string,
  decide: (opening: Opening) => Promise<Change | undefined>,
): Promise<Profile> {
  const { pause } = table.patience ?? jitter;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(attempt);
    // A first read that lags behind is found out by the write's condition.
    const profile = await findProfile(table, member, { consistent: attempt > 0 });
    const change = await decide({ profile, open: () => openProfile(dataKeys, profile) });
    if (change === undefined) return profile;
    const next = await following(profile, change);
    if (await write(profile, next, change.records ?? [])) return next;
  }
  throw new TableBusy('a profile stayed contended');

  async function following(before: Profile, { profile, personal }: Change): Promise<Profile> {
    const { personal: _, ...plain } = profile;
    const next = { ...plain, member, revision: before.revision + 1 };
    if (personal === undefined) return { ...next, ...encryptedOf(before) };
    if (Object.keys(personal).length === 0) return next;
    return { ...next, personal: encryptPersonal(await dataKeys.make(member), member, personal) };
  }

  async function write(
    { revision }: Profile,
    next: Profile,
    records: readonly ConsentRecord[],
  ): Promise<boolean> {
    const item = profileItem(next);
    const condition =
      revision === 0 ? ('absent' as const) : { attribute: REVISION, equals: revision };
    if (records.length === 0) return table.put({ item, condition });
    const said = records.map((record) => ({
      item: consentItem(record),
      condition: 'absent' as const,
    }));
    return (await table.transact([{ item, condition }, ...said])).committed;
  }
}

function encryptedOf({ personal }: Profile): Pick<Profile, 'personal'> {
  return personal === undefined ? {} : { personal };
}

/**
 * Forgets a person: what is left of the profile is when that was, so that nothing from before comes
 * back with a late or repeated word of a shop; then their key is destroyed. It can be done twice.
 * What the member said to purposes stands in items of its own, and is not touched.
 *
 * @throws {TableBusy} when eight attempts met other writers; the key may be there still
 */
export async function eraseProfile(
  table: Table,
  dataKeys: DataKeys,
  member: string,
  at: Instant,
): Promise<void> {
  await updateProfile(table, dataKeys, member, async ({ profile }) => {
    const erasedAt = Math.max(at, profile.erasedAt ?? at);
    return { profile: { ...noProfile(member), erasedAt }, personal: {} };
  });
  await dataKeys.destroy(member);
  // What an order brought in between went with the key: forget that it was told, so that it is again.
  await updateProfile(table, dataKeys, member, async ({ profile, open }) => {
    if (profile.personal === undefined || Object.keys(await open()).length > 0) return undefined;
    const { told: _, ...rest } = profile;
    return { profile: rest, personal: {} };
  });
}
