import { type Consent, latest } from '../../shared/contact/consent.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { fieldsKept, only, type PersonalField } from '../../shared/contact/kept.ts';
import type { OneMember } from '../../shared/contact/one-member.ts';
import type { Personal } from '../../shared/contact/personal.ts';
import { type Change, updateProfile } from '../../shared/contact/profiles.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import { birthdayHash } from '../../shared/identity/birthday-hash.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Profile } from '../../shared/table/people/profile-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { unkept, withChoices, withChosen, withoutChosen } from './choosing.ts';
import type { PreferencesChange } from './contract.ts';
import type { Said } from './saying.ts';

export interface ChangingDependencies {
  readonly table: Table;
  readonly keys: DataKeys;
  readonly program: Program;
  /** Read where a birthday is known. */
  readonly memberKey: () => Promise<string>;
}

/** What became of a change: the member as they then are, and how many records it made. */
export type Changed =
  | { readonly ok: true; readonly member: OneMember; readonly records: number }
  | { readonly ok: false; readonly answer: HttpAnswer };

/**
 * Changes what is kept of a member: with their own profile first, then with those of their other ids,
 * where nothing stays that may not be kept any more and a no counts too, should they part again.
 */
export function changing({ table, keys, program, memberKey }: ChangingDependencies) {
  const joins = program.enrolment?.joins ?? 'automatic';

  return async (
    found: OneMember,
    asked: PreferencesChange,
    speak: (before: readonly Consent[]) => Said,
    at: Instant,
  ): Promise<Changed> => {
    const { own, absorbed } = found;
    const ofOthers = absorbed.map(({ consents }) => consents);
    let said: Said = { consents: found.consents, records: [] };
    let refusal: HttpAnswer | undefined;

    const written = await updateProfile(table, keys, own.member, async ({ profile, open }) => {
      const before = latest(profile.consents, ...ofOthers);
      said = speak(before);
      const { consents, records } = said;
      const kept = fieldsKept(joins, consents);
      refusal = unkept(asked, kept);
      if (refusal !== undefined) return undefined;
      const known = await open();
      const choices = withChoices(profile.choices, asked);
      const next = keeping({ ...profile, choices, consents }, kept, fieldsKept(joins, before));
      const personal = only(withChosen(known, asked), kept);
      const change = { profile: await dated(next, personal), personal, records };
      return changes(profile, known, change) ? change : undefined;
    });
    if (refusal !== undefined) return { ok: false, answer: refusal };

    const { consents, records } = said;
    const kept = fieldsKept(joins, consents);
    const keptBefore = fieldsKept(joins, found.consents);
    const noes = consents.filter(({ state }) => state === 'withdrawn');
    const others = absorbed.map(({ member }) =>
      updateProfile(table, keys, member, async ({ profile, open }) => {
        const known = await open();
        const heard = { ...profile, consents: latest(profile.consents, noes) };
        const personal = only(withoutChosen(known, asked), kept);
        const next = keeping(heard, kept, keptBefore);
        const change = { profile: await dated(next, personal), personal };
        return changes(profile, known, change) ? change : undefined;
      }),
    );
    const member = { own: written, absorbed: await Promise.all(others), consents };
    return { ok: true, member, records: records.length };

    async function dated(profile: Profile, { birthday }: Personal): Promise<Profile> {
      const { birthday: before, ...rest } = profile;
      if (birthday === undefined) return rest;
      const hash = birthdayHash(await memberKey(), birthday.slice(-'02-29'.length));
      // The same day stays where it is: this year it may have been kept already.
      return { ...rest, birthday: before?.hash === hash ? before : { hash, from: at } };
    }
  };
}

/** A profile with what may be kept; where that is not what it was, contacts are to be told again. */
function keeping(
  profile: Profile,
  kept: ReadonlySet<PersonalField>,
  before: ReadonlySet<PersonalField>,
): Profile {
  const { told, language, ...rest } = profile;
  return {
    ...rest,
    ...(told === undefined || kept.symmetricDifference(before).size > 0 ? {} : { told }),
    ...(language === undefined || !kept.has('language') ? {} : { language }),
  };
}

function changes(
  before: Profile,
  known: Personal,
  { profile, personal, records }: Change,
): boolean {
  if (records !== undefined && records.length > 0) return true;
  const { choices, consents, told, language, birthday } = before;
  const was = [choices, consents, told, language, birthday, known];
  const { choices: chosen, consents: agreed } = profile;
  const is = [chosen, agreed, profile.told, profile.language, profile.birthday, personal];
  return JSON.stringify(was) !== JSON.stringify(is);
}
