import { ALL, type Consent, isOff, purposes } from '../../shared/contact/consent.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import type { OneMember } from '../../shared/contact/one-member.ts';
import { newer, together } from '../../shared/contact/personal.ts';
import { openProfile } from '../../shared/contact/profiles.ts';
import type { Channel } from '../../shared/domain/time/contact.ts';
import type { PreferencesAnswer } from './contract.ts';

/** All that is known of a member's person, opened. */
export async function viewOf(keys: DataKeys, found: OneMember): Promise<PreferencesAnswer> {
  const { own, absorbed, consents } = found;
  const profiles = [own, ...absorbed];
  const known = together(await Promise.all(profiles.map((one) => openProfile(keys, one))));
  const { email, phone, name, birthday, displayName } = known;
  const { language: chosen, ...choices } = own.choices;
  const language = chosen ?? profiles.map((one) => one.language).reduce(newer, undefined)?.value;
  return {
    member: own.member,
    contact: {
      ...(email === undefined ? {} : { email: email.value }),
      ...(phone === undefined ? {} : { phone: phone.value }),
      ...(name === undefined ? {} : { name: name.value }),
    },
    ...choices,
    ...(language === undefined ? {} : { language }),
    ...(birthday === undefined ? {} : { birthday }),
    ...(displayName === undefined ? {} : { displayName }),
    channels: {
      'in-app': !isOff(consents, 'in-app'),
      email: !isOff(consents, 'email'),
      sms: !isOff(consents, 'sms'),
      x: !isOff(consents, 'x'),
    },
    consents: consents.flatMap(consentView).sort(byPlace),
  };
}

type ConsentView = PreferencesAnswer['consents'][number];

function consentView({ channel, purpose, state, version, at }: Consent): readonly ConsentView[] {
  if (purpose === ALL) return [];
  const said = { channel, purpose, state, at: new Date(at).toISOString() };
  return [version === undefined ? said : { ...said, version }];
}

const channels = Object.keys(purposes) as readonly Channel[];

function byPlace(one: ConsentView, other: ConsentView): number {
  const [here, there] = [channels.indexOf(one.channel), channels.indexOf(other.channel)];
  return here - there || (one.purpose < other.purpose ? -1 : 1);
}
