import {
  ALL,
  CONFIRM_WITHIN,
  type Consent,
  type ConsentRecord,
  consentTo,
  latest,
  needsConfirming,
} from '../../shared/contact/consent.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { PreferencesChange, Saying } from './contract.ts';

/** Who says something, through whom, and when. */
export interface Speaker {
  readonly member: string;
  /** As the caller's token names them. */
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly at: Instant;
}

/** What a member has said once these calls are recorded, and the records of what is new in them. */
export interface Said {
  readonly consents: readonly Consent[];
  readonly records: readonly ConsentRecord[];
}

/** Records what is said of purposes, and then of channels as a whole. What was so before is not. */
export function say(
  before: readonly Consent[],
  { consents = [], channels = {} }: Pick<PreferencesChange, 'consents' | 'channels'>,
  speaker: Speaker,
): Said {
  const said: Said = { consents: before, records: [] };
  const ofPurposes = consents.reduce((so, saying) => sayOne(so, saying, speaker), said);
  return Object.entries(channels).reduce(
    (so, [channel, isOn]) => switchOne(so, channel as Consent['channel'], isOn, speaker),
    ofPurposes,
  );
}

/** Confirms what waits for it; what was said besides in the meantime stands. */
export function confirm(
  before: readonly Consent[],
  { channel, purpose }: Pick<Consent, 'channel' | 'purpose'>,
  { member, actor, at }: Speaker,
): Said {
  const so = { consents: before, records: [] };
  const asked = consentTo(before, channel, purpose);
  if (asked?.state !== 'pending') return so;
  const said = { state: 'granted', at: after(asked, at), member, actor } as const;
  return recorded(so, { ...asked, ...said, method: 'double-opt-in' });
}

/** Whether what waits for its confirmation has waited too long. */
export function isOverdue({ askedAt }: Consent, at: Instant): boolean {
  return askedAt !== undefined && at > askedAt + CONFIRM_WITHIN;
}

function sayOne(so: Said, saying: Saying, { member, actor, at }: Speaker): Said {
  const { channel, version } = saying;
  // The contract lets through what is asked on a channel, and nothing else.
  const purpose = saying.purpose as Consent['purpose'];
  const before = consentTo(so.consents, channel, purpose);
  const state = stateOf(saying, before);
  // A no is a no, to whatever text it is said.
  const isSame = before?.state === state && (state === 'withdrawn' || before.version === version);
  if (isSame && !(state === 'pending' && isOverdue(before, at))) return so;
  const { text, locale, source, method } = saying;
  const shown = version ?? before?.version;
  const asked = after(before, at);
  const record: ConsentRecord = {
    channel,
    purpose,
    state,
    at: asked,
    member,
    source,
    method,
    actor,
    ...(text === undefined ? {} : { text }),
    ...(locale === undefined ? {} : { locale }),
    ...(shown === undefined ? {} : { version: shown }),
    ...(state === 'pending' ? { askedAt: asked } : {}),
  };
  return recorded(so, record);
}

/** An address or a number that was proved to be the member's need not be proved again. */
function stateOf(
  { state, channel, purpose }: Saying,
  before: Consent | undefined,
): Consent['state'] {
  if (state === 'withdrawn' || before?.state === 'granted') return state;
  return needsConfirming(channel, purpose as Consent['purpose']) ? 'pending' : state;
}

function switchOne(
  so: Said,
  channel: Consent['channel'],
  isOn: boolean | undefined,
  { member, actor, at }: Speaker,
): Said {
  const before = consentTo(so.consents, channel, ALL);
  if (isOn === undefined || isOn === (before?.state !== 'withdrawn')) return so;
  const state = isOn ? 'granted' : 'withdrawn';
  const said = { channel, purpose: ALL, state, at: after(before, at) } as const;
  return recorded(so, { ...said, member, method: 'switch', actor });
}

function recorded(so: Said, record: ConsentRecord): Said {
  const { channel, purpose, state, at, version, askedAt } = record;
  const consent: Consent = {
    channel,
    purpose,
    state,
    at,
    ...(version === undefined ? {} : { version }),
    ...(askedAt === undefined ? {} : { askedAt }),
  };
  return { consents: latest(so.consents, [consent]), records: [...so.records, record] };
}

/** What is recorded later was said later, though two gateways' clocks may differ by a little. */
function after(before: Consent | undefined, at: Instant): Instant {
  return Math.max(at, (before?.at ?? 0) + 1);
}
