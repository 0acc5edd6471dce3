import * as z from 'zod/mini';
import { purposes } from '../../shared/contact/consent.ts';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { birthday, displayName, timeZone } from './fields.ts';

const ofMember = z.object({ member: memberId });

const channel = z.enum(['in-app', 'email', 'sms', 'x']);
const purpose = z.enum(['membership', 'transactional', 'marketing', 'publication', 'matching']);
const state = z.enum(['granted', 'pending', 'withdrawn']);

/** A setting of a channel, or of each of some. */
const switches = z.strictObject({
  'in-app': z.optional(z.boolean()),
  email: z.optional(z.boolean()),
  sms: z.optional(z.boolean()),
  x: z.optional(z.boolean()),
});

/** What somebody said to a purpose, and the proof of it. */
const saying = z
  .strictObject({
    channel,
    purpose,
    state: z.enum(['granted', 'withdrawn']),
    /** The exact words that were shown; they, their version and language are needed for a yes. */
    text: z.optional(z.string().check(z.minLength(1), z.maxLength(4_000))),
    version: z.optional(identifier),
    locale: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))),
    /** The page or the place; without anything personal in it. */
    source: z.string().check(z.minLength(1), z.maxLength(500)),
    /** Such as `checkbox`. */
    method: z.string().check(z.minLength(1), z.maxLength(50)),
  })
  .check(
    z.refine(({ channel, purpose }) => isAsked(channel, purpose), {
      path: ['purpose'],
      message: `Invalid purpose: channels have ${Object.entries(purposes)
        .map(([name, all]) => `${name} ${all.join(', ')}`)
        .join('; ')}`,
    }),
    z.refine(
      ({ state, text, version, locale }) =>
        state === 'withdrawn' || ![text, version, locale].includes(undefined),
      'Invalid consent: a yes needs the text that was shown, its version and its locale',
    ),
  );

function isAsked(channel: keyof typeof purposes, purpose: string): boolean {
  const asked: readonly string[] = purposes[channel];
  return asked.includes(purpose);
}

const consentView = z.object({
  channel,
  purpose,
  state,
  version: z.optional(z.string()),
  /** When it was said, or confirmed. */
  at: instant,
});

const confirmationView = z.object({
  channel,
  purpose,
  /** Goes into the link that is sent to the address or the number, and nowhere else. */
  token: z.string(),
  /** Until when it can be given. */
  until: instant,
});

const preferencesAnswer = z.object({
  /** The member whose they are, merges followed. */
  member: memberId,
  /** What is kept of how to reach them. */
  contact: z.object({
    email: z.optional(z.string()),
    phone: z.optional(z.string()),
    name: z.optional(z.string()),
  }),
  /** Chosen by the member, or else as their shop has it. */
  language: z.optional(z.string()),
  timeZone: z.optional(z.string()),
  birthday: z.optional(z.string()),
  /** Which are on; they are until somebody switches them off. */
  channels: z.record(channel, z.boolean()),
  promotionsADay: z.optional(z.int()),
  degree: z.optional(z.int()),
  /** The name under which they are shown; absent where they are not. */
  displayName: z.optional(z.string()),
  /** What was said last to each purpose. */
  consents: z.array(consentView),
});

const changedAnswer = z.extend(preferencesAnswer, {
  /** What waits for its click: to be sent, by whoever may write. */
  confirmations: z.array(confirmationView),
});

/** A field takes a value, or `null` to have none; one that is left out stays as it is. */
const taken = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema));

const change = z.strictObject({
  /** One of the program's. */
  language: taken(z.string().check(z.maxLength(35))),
  timeZone: taken(timeZone),
  birthday: taken(birthday),
  channels: z.optional(switches),
  promotionsADay: taken(z.int().check(z.gte(0), z.lte(100))),
  /** How far what they are sent goes by what they bought: 0 for not at all, to 3. */
  degree: taken(z.int().check(z.gte(0), z.lte(3))),
  displayName: taken(displayName),
  consents: z.optional(z.array(saying).check(z.maxLength(20))),
});

export type Saying = z.infer<typeof saying>;
export type PreferencesChange = z.infer<typeof change>;
export type PreferencesAnswer = z.infer<typeof preferencesAnswer>;
export type ChangedAnswer = z.infer<typeof changedAnswer>;

/** What members choose and agree to, and what is kept of them. */
export const routes = {
  'GET /v1/members/{member}/preferences': {
    summary: 'What is kept of a member’s person, what they chose, and what they agreed to.',
    scope: 'read',
    path: ofMember,
    answer: preferencesAnswer,
  },
  'PUT /v1/members/{member}/preferences': {
    summary:
      'Record what a member chose and agreed to. What is left out stays, `null` takes back; of two calls at once the later one stands, field by field. A repeat changes nothing.',
    scope: 'write',
    path: ofMember,
    body: change,
    answer: changedAnswer,
    refusals: {
      404: 'No such member.',
      409: 'It is kept only with a consent that the member has not given.',
      422: 'A language that the program does not have, or a birthday that is yet to come.',
    },
  },
  'POST /v1/members/{member}/preferences/confirmations': {
    summary: 'Confirm a consent with the token that was sent to the address or the number.',
    scope: 'write',
    path: ofMember,
    body: z.strictObject({ token: z.string().check(z.minLength(1), z.maxLength(100)) }),
    answer: preferencesAnswer,
    refusals: {
      404: 'No such member, or nothing that waits for this token.',
      409: 'The time for it is over: it has to be asked for again.',
    },
  },
} as const;
