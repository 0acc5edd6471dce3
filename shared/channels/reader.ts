import { consentOn } from '../contact/consent.ts';
import { findMember, type OneMember } from '../contact/one-member.ts';
import { newer, together } from '../contact/personal.ts';
import { openProfile } from '../contact/profiles.ts';
import { isSuppressed } from '../contact/suppression.ts';
import { isPromotion, type Reachable } from '../domain/time/contact.ts';
import { emailHash, phoneHash } from '../identity/contact-hash.ts';
import { unsubscribeToken } from '../identity/unsubscribe-token.ts';
import { chooseLanguage } from '../messages/languages.ts';
import type { Contact } from '../program/program.ts';
import type { NotSent, Outbound } from '../table/people/dispatch-item.ts';
import type { GateDependencies } from './dependencies.ts';
import type { Letter } from './letter.ts';

/** Whom a message is for, as far as it takes no key to know. */
export interface Person {
  /** The id that the member has now. */
  readonly member: string;
  readonly found: OneMember;
  readonly timeZone: string;
  readonly rules: Contact;
  readonly consent: Reachable['consent'];
  readonly promotionsADay?: number;
}

/** Somebody who can be written to. */
export interface Reader {
  readonly timeZone: string;
  readonly rules: Contact;
  letter(message: Outbound, seconds: number | undefined): Letter;
}

/** Why nobody is found to read a message. */
export interface NoReader {
  readonly why: NotSent;
}

/** Programs that do not say how members are written to have nothing promoted and no nights. */
const NO_RULES: Contact = {
  quietFrom: '00:00',
  quietUntil: '00:00',
  promotionsADay: 0,
  emailsADay: 0,
  smsADay: 0,
  smsAWeek: 0,
  expiryWarningDays: [],
  renewalReminderDays: [],
};

/** Where nobody said when it is night for a member, the program's zone says it. */
export async function findPerson(
  { table, program }: Pick<GateDependencies, 'table' | 'program'>,
  { member, channel }: Outbound,
): Promise<Person | NoReader> {
  const found = await findMember(table, member);
  if (found === undefined) return { why: 'no-member' };
  const { timeZone = program.timeZone, promotionsADay } = found.own.choices;
  return {
    member: found.own.member,
    found,
    timeZone,
    rules: program.contact ?? NO_RULES,
    consent: consentOn(channel, found.consents, program.enrolment?.joins ?? 'automatic'),
    ...(promotionsADay === undefined ? {} : { promotionsADay }),
  };
}

/** Opens what is known of how to reach them, and looks whether anything may go there. */
export async function openReader(
  { table, keys, program, memberKey, apiUrl }: GateDependencies,
  { member, found, timeZone, rules }: Person,
  { channel }: Outbound,
): Promise<Reader | NoReader> {
  if (channel !== 'email' && channel !== 'sms') return { why: 'switched-off' };
  const profiles = [found.own, ...found.absorbed];
  const known = together(await Promise.all(profiles.map((one) => openProfile(keys, one))));
  const to = channel === 'email' ? known.email?.value : known.phone?.value;
  if (to === undefined) return { why: 'no-address' };
  const key = await memberKey();
  const toHash = channel === 'email' ? emailHash(key, to) : phoneHash(key, to);
  if (await isSuppressed(table, toHash, channel, found.consents)) return { why: 'suppressed' };
  const wanted =
    found.own.choices.language ??
    profiles.map(({ language }) => language).reduce(newer, undefined)?.value;
  const language = chooseLanguage(wanted, program.languages);
  const { name, replyTo, postalAddress } = rules.brand ?? {};
  const brand = {
    ...(name === undefined ? {} : { name }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(postalAddress === undefined ? {} : { postalAddress }),
  };
  return {
    timeZone,
    rules,
    letter: ({ title, text, link, kind, topic }, seconds) => {
      const promotes = isPromotion(kind);
      const purpose = promotes ? ('marketing' as const) : ('all' as const);
      return {
        to,
        toHash,
        member,
        topic,
        language,
        title: title[language] ?? '',
        text: text[language] ?? '',
        ...(link === undefined ? {} : { link }),
        isPromotion: promotes,
        brand,
        endUrl: `${apiUrl}/unsubscribe/${unsubscribeToken(key, { member, channel, purpose })}`,
        ...(seconds === undefined ? {} : { seconds }),
      };
    },
  };
}

/** Finds and opens at once: of a message that was let through before. */
export async function findReader(
  dependencies: GateDependencies,
  message: Outbound,
): Promise<Reader | NoReader> {
  const person = await findPerson(dependencies, message);
  return 'why' in person ? person : openReader(dependencies, person, message);
}
