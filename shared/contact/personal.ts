import * as z from 'zod/mini';
import type { Instant } from '../domain/time/time.ts';
import type { Contact } from './contact.ts';
import type { DataKey } from './data-keys.ts';
import { decrypt, encrypt } from './encryption.ts';

/** A value, and when the shop that told it last had it so. */
export interface Dated {
  readonly value: string;
  /** Epoch milliseconds. */
  readonly at: Instant;
}

const dated = z.object({ value: z.string(), at: z.int() });

/** What is known of a person; kept encrypted with their own key and in no other way. */
const personal = z.object({
  email: z.optional(dated),
  phone: z.optional(dated),
  name: z.optional(dated),
  /** `1990-11-05`, or `--11-05` where the year is nobody's business. */
  birthday: z.optional(z.string()),
  /** The name that stands on a leaderboard. */
  displayName: z.optional(z.string()),
});

export type Personal = Readonly<z.infer<typeof personal>>;

/** Encrypted personal data, and the id of the key that opens them. */
export interface Encrypted {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export function encryptPersonal(key: DataKey, member: string, known: Personal): Encrypted {
  return { key: key.id, bytes: encrypt(key.bytes, member, JSON.stringify(known)) };
}

/** @throws when it was encrypted for another member or by another key, or was changed since */
export function decryptPersonal(key: DataKey, member: string, encrypted: Encrypted): Personal {
  return z.parse(personal, JSON.parse(decrypt(key.bytes, member, encrypted.bytes)));
}

/** The later of two; of two at one instant the second. What is missing takes nothing away. */
export function newer(known: Dated | undefined, told: Dated | undefined): Dated | undefined {
  if (told === undefined) return known;
  return known === undefined || told.at >= known.at ? told : known;
}

/** What is known once a contact was told that a shop had at an instant: the newest of each field. */
export function withContact(known: Personal, contact: Contact, at: Instant): Personal {
  const fields = (['email', 'phone', 'name'] as const).map((field) => {
    const value = contact[field];
    return [field, newer(known[field], value === undefined ? undefined : { value, at })] as const;
  });
  return { ...known, ...Object.fromEntries(fields.filter(([, newest]) => newest !== undefined)) };
}

/** Of several who are one member: the newest of each field, and the first birthday and name. */
export function together(all: readonly Personal[]): Personal {
  const shown = (field: 'email' | 'phone' | 'name') =>
    all.map((known) => known[field]).reduce(newer, undefined);
  const first = (field: 'birthday' | 'displayName') =>
    all.map((known) => known[field]).find((value) => value !== undefined);
  const fields = {
    email: shown('email'),
    phone: shown('phone'),
    name: shown('name'),
    birthday: first('birthday'),
    displayName: first('displayName'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
