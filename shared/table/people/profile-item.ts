import type { Consent } from '../../contact/consent.ts';
import type { Dated, Encrypted } from '../../contact/personal.ts';
import type { Instant } from '../../domain/time/time.ts';
import { agendaPlace, placeOf } from '../agenda-place.ts';
import { type Attributes, attributesOf, type Draft } from '../attributes.ts';
import { type Key, keys } from '../keys.ts';
import { REVISION } from '../rewards/grant-item.ts';
import type { Attribute, Item } from '../table.ts';

/** What members choose for themselves, besides what they agree to. */
export interface Choices {
  /** One of the program's. */
  readonly language?: string;
  /** An IANA zone. */
  readonly timeZone?: string;
  /** How many promotions a day they want at most. */
  readonly promotionsADay?: number;
  /** How far what they are sent goes by what they bought: 0 for not at all, to 3. */
  readonly degree?: number;
}

/** The newest contact that was told, by its print: what is told again need not be opened. */
export interface Print {
  readonly print: string;
  readonly at: Instant;
}

/** A birthday as it stands in the agenda. */
export interface KeptBirthday {
  /** Of its day, under the member key: nobody can read it there. */
  readonly hash: string;
  /** It is kept on the first such day from then on. */
  readonly from: Instant;
}

const BIRTHDAY = 'birthday#';

/**
 * What is known of a member's person. All that names or reaches them is encrypted; the rest says
 * nothing of who they are, and is read by whoever decides what to send, and when.
 */
export interface Profile {
  readonly member: string;
  /** How often it was written; 0 for one that is not there. */
  readonly revision: number;
  /** Whose customer the member is; absent where no shop has told of them. */
  readonly shop?: string;
  /** Absent where what may be kept has changed since, so that it has to be told again. */
  readonly told?: Print;
  readonly personal?: Encrypted;
  /** Absent where none is known. */
  readonly birthday?: KeptBirthday;
  /** As the shop has it. */
  readonly language?: Dated;
  readonly choices: Choices;
  /** What was said last to each purpose. */
  readonly consents: readonly Consent[];
  /** Nothing that was told or happened before is kept. */
  readonly erasedAt?: Instant;
}

export function noProfile(member: string): Profile {
  return { member, revision: 0, choices: {}, consents: [] };
}

export function profileItem(profile: Profile): Item {
  const { member, revision, shop, told, personal, language } = profile;
  const { choices, consents, erasedAt } = profile;
  const key = keys.profile(member);
  return {
    ...key,
    ...birthdayAttributes(key, profile.birthday),
    [REVISION]: revision,
    ...(shop === undefined ? {} : { shop }),
    ...(told === undefined ? {} : { print: told.print, toldAt: told.at }),
    ...(personal === undefined ? {} : { key: personal.key, personal: personal.bytes }),
    ...(language === undefined ? {} : { language: language.value, languageAt: language.at }),
    choices: { ...choices },
    consents: consents.map(consentAttributes),
    ...(erasedAt === undefined ? {} : { erasedAt }),
  };
}

/** @param item undefined where there is none */
export function readProfile(member: string, item: Item | undefined): Profile {
  if (item === undefined) return noProfile(member);
  const read = attributesOf(item);
  return {
    member,
    revision: read.number(REVISION),
    ...(read.has('shop') ? { shop: read.text('shop') } : {}),
    ...(read.has('print')
      ? { told: { print: read.text('print'), at: read.number('toldAt') } }
      : {}),
    ...(read.has('personal')
      ? { personal: { key: read.text('key'), bytes: read.bytes('personal') } }
      : {}),
    ...(read.has('language')
      ? { language: { value: read.text('language'), at: read.number('languageAt') } }
      : {}),
    ...readBirthday(item),
    choices: item.choices as Choices,
    consents: read.list('consents').map(readConsent),
    ...(read.has('erasedAt') ? { erasedAt: read.number('erasedAt') } : {}),
  };
}

function birthdayAttributes(key: Key, birthday: KeptBirthday | undefined): Draft {
  if (birthday === undefined) return {};
  const { hash, from } = birthday;
  return { ...agendaPlace(key, { kind: `${BIRTHDAY}${hash}`, due: from }) };
}

function readBirthday(item: Item): Pick<Profile, 'birthday'> {
  const place = placeOf(item);
  if (place === undefined) return {};
  return { birthday: { hash: place.kind.slice(BIRTHDAY.length), from: place.due } };
}

/** The attributes that a consent has wherever it stands. */
export function consentAttributes(consent: Consent): Draft {
  const { channel, purpose, state, at, version, askedAt } = consent;
  return {
    channel,
    purpose,
    state,
    at,
    ...(version === undefined ? {} : { version }),
    ...(askedAt === undefined ? {} : { askedAt }),
  };
}

export function readConsent(value: Attribute): Consent {
  const read = attributesOf(value as Attributes);
  return {
    channel: read.text('channel') as Consent['channel'],
    purpose: read.text('purpose') as Consent['purpose'],
    state: read.text('state') as Consent['state'],
    at: read.number('at'),
    ...(read.has('version') ? { version: read.text('version') } : {}),
    ...(read.has('askedAt') ? { askedAt: read.number('askedAt') } : {}),
  };
}
