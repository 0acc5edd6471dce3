import type { Instant } from '../domain/time/time.ts';
import { emailHash, phoneHash } from '../identity/contact-hash.ts';
import { attributesOf } from '../table/attributes.ts';
import { keys } from '../table/keys.ts';
import type { Table, TableReader } from '../table/table.ts';
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

/** Has nothing go there any more; false where that was so already, for the first reason stands. */
export function suppress(table: Table, { hash, reason, at }: Suppression): Promise<boolean> {
  return table.put({
    item: { ...keys.alias('suppressed', hash), hash, reason, at },
    condition: 'absent',
  });
}

/** Why nothing goes there; undefined where something may. */
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
