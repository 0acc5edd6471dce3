import type { Channel } from '../domain/time/contact.ts';
import type { Instant } from '../domain/time/time.ts';
import { emailHash, phoneHash } from '../identity/contact-hash.ts';
import { attributesOf } from '../table/attributes.ts';
import { keys } from '../table/keys.ts';
import { type Table, TableBusy, type TableReader } from '../table/table.ts';
import type { Consent } from './consent.ts';
import type { Contact } from './contact.ts';

/** Why nothing goes to an address or a number any more. */
export type SuppressionReason = 'erased' | 'bounced' | 'complained';

/** Known by a keyed hash alone, so that it can outlive everything that is known of the person. */
export interface Suppression {
  readonly hash: string;
  readonly reason: SuppressionReason;
  readonly at: Instant;
}

/** The hashes by which a contact's address and number are suppressed. */
export function suppressionHashes(memberKey: string, { email, phone }: Contact): readonly string[] {
  return [
    ...(email === undefined ? [] : [emailHash(memberKey, email)]),
    ...(phone === undefined ? [] : [phoneHash(memberKey, phone)]),
  ];
}

/**
 * Has nothing go there any more; false where that was so already. The first reason stands, but that
 * somebody was forgotten: they may come back, and what happens then counts.
 *
 * @throws {TableBusy} when it was written meanwhile; the caller comes again
 */
export async function suppress(table: Table, { hash, reason, at }: Suppression): Promise<boolean> {
  const item = { ...keys.alias('suppressed', hash), hash, reason, at };
  if (await table.put({ item, condition: 'absent' })) return true;
  const known = await readSuppression(table, hash);
  if (known?.reason !== 'erased') return false;
  const condition = { attribute: 'at', equals: known.at };
  const later = { ...item, at: Math.max(at, known.at) };
  if (await table.put({ item: later, condition })) return true;
  throw new TableBusy('a suppression was written meanwhile');
}

/**
 * Whether nothing may go there to somebody who said this. Whoever was forgotten, came back and has
 * agreed to something on the channel since may be written to again; an address that does not exist,
 * or from which somebody complained, stays shut.
 */
export async function isSuppressed(
  table: TableReader,
  hash: string,
  channel: Channel,
  consents: readonly Consent[],
): Promise<boolean> {
  const known = await readSuppression(table, hash);
  if (known === undefined) return false;
  return !(
    known.reason === 'erased' &&
    consents.some(
      (said) => said.channel === channel && said.state === 'granted' && said.at > known.at,
    )
  );
}

/** Why an address or a number was shut; undefined where it never was. */
export async function readSuppression(
  table: TableReader,
  hash: string,
): Promise<Suppression | undefined> {
  const item = await table.get(keys.alias('suppressed', hash), { consistent: true });
  if (item === undefined) return undefined;
  const read = attributesOf(item);
  const reason = read.text('reason') as SuppressionReason;
  return { hash: read.text('hash'), reason, at: read.number('at') };
}
