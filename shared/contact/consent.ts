import type { Channel } from '../domain/time/contact.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Enrolment } from '../program/program.ts';

/**
 * What members can agree to on each channel; `in-app` stands for the account itself. Being a member
 * known by name and birthday is `membership`, to be named in public is `publication`, to be looked
 * for outside X by what is known there is `matching`.
 */
export const purposes = {
  'in-app': ['membership', 'marketing', 'publication'],
  email: ['transactional', 'marketing'],
  sms: ['transactional', 'marketing'],
  x: ['transactional', 'marketing', 'publication', 'matching'],
} as const satisfies Readonly<Record<Channel, readonly string[]>>;

export type Purpose = (typeof purposes)[Channel][number];

/** All purposes of a channel at once: no opt-in, but an opt-out that beats each of them. */
export const ALL = 'all';

/** `pending` waits for the click that proves an address or a number to be the member's. */
export type ConsentState = 'granted' | 'pending' | 'withdrawn';

/** What a member said last to one purpose on one channel. */
export interface Consent {
  readonly channel: Channel;
  readonly purpose: Purpose | typeof ALL;
  readonly state: ConsentState;
  readonly at: Instant;
  /** Of the text that was shown; a switch shows none. */
  readonly version?: string;
  /** When the confirmation was asked for, of one that needs it. */
  readonly askedAt?: Instant;
}

/** What was said, with all that proves it: written once, never changed. No personal data. */
export interface ConsentRecord extends Consent {
  readonly member: string;
  /** The exact words that were agreed to; a confirmation and a switch show none. */
  readonly text?: string;
  readonly locale?: string;
  /** The page or the place where it was said. */
  readonly source?: string;
  /** How: `checkbox`, `double-opt-in`, `switch` ... */
  readonly method: string;
  /** Who recorded it, as their token named them. */
  readonly actor: string;
}

/** How long a confirmation can be given. */
export const CONFIRM_WITHIN = 7 * 86_400_000;

/** Whether a yes counts only once it is confirmed from the address or the number itself. */
export function needsConfirming(channel: Channel, purpose: Consent['purpose']): boolean {
  return (channel === 'email' || channel === 'sms') && purpose === 'marketing';
}

/** What was said last to each purpose; of what was said at one instant, the no. */
export function latest(...all: readonly (readonly Consent[])[]): readonly Consent[] {
  const known = new Map<string, Consent>();
  for (const consent of all.flat()) {
    const place = `${consent.channel} ${consent.purpose}`;
    const before = known.get(place);
    const isLater =
      before === undefined ||
      consent.at > before.at ||
      (consent.at === before.at && consent.state === 'withdrawn');
    if (isLater) known.set(place, consent);
  }
  return [...known.values()];
}

export function consentTo(
  consents: readonly Consent[],
  channel: Channel,
  purpose: Consent['purpose'],
): Consent | undefined {
  return consents.find((one) => one.channel === channel && one.purpose === purpose);
}

/** Whether a channel was switched off as a whole. */
export function isOff(consents: readonly Consent[], channel: Channel): boolean {
  return consentTo(consents, channel, ALL)?.state === 'withdrawn';
}

/** Whether a yes stands. */
export function isGranted(
  consents: readonly Consent[],
  channel: Channel,
  purpose: Purpose,
): boolean {
  return !isOff(consents, channel) && consentTo(consents, channel, purpose)?.state === 'granted';
}

/**
 * What may be sent on a channel. E-mails about what is a member's own need no yes of those who are
 * members by buying, as a receipt needs none; all else does.
 */
export function consentOn(
  channel: Channel,
  consents: readonly Consent[],
  joins: Enrolment['joins'],
): { readonly service: boolean; readonly promotion: boolean } {
  if (isOff(consents, channel)) return { service: false, promotion: false };
  const promotion = isGranted(consents, channel, 'marketing');
  const transactional = isGranted(consents, channel, 'transactional');
  const service =
    channel === 'in-app' ||
    transactional ||
    promotion ||
    (channel === 'email' && joins === 'automatic');
  return { service, promotion };
}
