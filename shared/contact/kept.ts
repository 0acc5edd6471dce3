import type { Enrolment } from '../program/program.ts';
import { ALL, type Consent, isGranted, isOff } from './consent.ts';
import type { Contact, ContactField } from './contact.ts';

/** Everything that is kept of a person, where they agree. */
export type PersonalField = ContactField | 'birthday' | 'displayName';

/**
 * What may be kept of a member. Who is one by buying is kept reachable for what is theirs: their
 * e-mail address and their language. A telephone number is kept for who agreed, or is about to, to be
 * sent text messages; a name for membership or marketing; a birthday for membership; the name on a
 * leaderboard for being shown. Where joining needs consent, nothing is kept before any was given.
 */
export function fieldsKept(
  joins: Enrolment['joins'],
  consents: readonly Consent[],
): ReadonlySet<PersonalField> {
  const kept = new Set<PersonalField>();
  const isAgreed = consents.some(
    ({ purpose, state }) => purpose !== ALL && (state === 'granted' || state === 'pending'),
  );
  if (joins === 'automatic' || isAgreed) kept.add('email').add('language');
  const isTexting = consents.some(
    ({ channel, purpose, state }) =>
      channel === 'sms' && purpose !== ALL && (state === 'granted' || state === 'pending'),
  );
  if (isTexting && !isOff(consents, 'sms')) kept.add('phone');
  const isMember = isGranted(consents, 'in-app', 'membership');
  const isSold = consents.some(
    ({ channel, purpose }) => purpose === 'marketing' && isGranted(consents, channel, purpose),
  );
  if (isMember) kept.add('birthday');
  if (isMember || isSold) kept.add('name');
  if (isGranted(consents, 'in-app', 'publication')) kept.add('displayName');
  return kept;
}

/** What may be kept of a contact. */
export function keptOf(
  contact: Contact,
  joins: Enrolment['joins'],
  consents: readonly Consent[],
): Contact {
  return only(contact, fieldsKept(joins, consents));
}

/** The fields of it that are among those kept. */
export function only<Whole extends object>(whole: Whole, kept: ReadonlySet<PersonalField>): Whole {
  const fields: ReadonlySet<string> = kept;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields.has(name))) as Whole;
}
