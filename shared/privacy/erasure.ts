import type { DataKeys } from '../contact/data-keys.ts';
import { eraseProfile, findProfile, openProfile } from '../contact/profiles.ts';
import { suppress, suppressionHashes } from '../contact/suppression.ts';
import type { Instant } from '../domain/time/time.ts';
import { referralCodes } from '../identity/referral-codes.ts';
import { keys } from '../table/keys.ts';
import { eachMemberItem, type MemberItemKind } from '../table/people/member-items.ts';
import type { Profile } from '../table/people/profile-item.ts';
import { findOwner } from '../table/rewards/referral-item.ts';
import type { Item, Table } from '../table/table.ts';
import { hasProof, withoutProof } from './consent-proof.ts';
import { forgetNumber, isNumbered, ordersOf } from './proofs.ts';

export interface Erasing {
  readonly table: Table;
  readonly keys: DataKeys;
  /** Makes the hashes under which things are found. */
  readonly memberKey: string;
}

/**
 * What of a member's own items outlives an erasure. The ledger with all that settles it is kept: it
 * knows a pseudonym, points and money. So are grants, which were earned or paid for and lead to that
 * pseudonym alone; who referred whom; and that consents were given, without what proves it. Whatever
 * is not named here goes, also what somebody adds one day and forgets to name.
 */
const KEPT: ReadonlySet<MemberItemKind> = new Set([
  'state',
  'profile',
  'consent',
  'grant',
  'referral',
  'friend',
  'brought-order',
  'profit-share',
]);

/** What an erasure takes away, by kind. */
export type ErasedKind =
  | MemberItemKind
  | 'consent-proof'
  | 'referral-code'
  | 'order-number'
  | 'suppressed-contact';

/** Looks what an erasure of this very id would find; nothing is written. */
export async function toErase(
  { table, keys: dataKeys, memberKey }: Erasing,
  id: string,
): Promise<Readonly<Record<string, number>>> {
  const found: Partial<Record<ErasedKind, number>> = {};
  const count = (kind: ErasedKind, times = 1) => {
    if (times > 0) found[kind] = (found[kind] ?? 0) + times;
  };
  const profile = await findProfile(table, id, { consistent: true });
  if (saysAnything(profile)) count('profile');
  count('suppressed-contact', (await hashesOf(dataKeys, memberKey, profile)).length);
  await eachMemberItem(table, id, (item, kind) => {
    if (kind === 'consent' && hasProof(item)) count('consent-proof');
    if (!KEPT.has(kind)) count(kind);
  });
  if ((await codeOf(table, memberKey, id)) !== undefined) count('referral-code');
  for await (const orders of ordersOf(table, id)) {
    const isOne = await Promise.all(orders.map((order) => isNumbered(table, memberKey, order)));
    count('order-number', isOne.filter(Boolean).length);
  }
  return found;
}

/**
 * Forgets who a member is, by this very id. What tells whom nothing may be sent to any more is written
 * first, as it is read from what is erased; then the person goes, with the key that opens every
 * backup; then all that was said to them or leads to them. It can be done twice, and cut off anywhere.
 *
 * @param at nothing that was told or happened before it comes back
 */
export async function eraseMember(
  { table, keys: dataKeys, memberKey }: Erasing,
  id: string,
  at: Instant,
): Promise<void> {
  const profile = await findProfile(table, id, { consistent: true });
  for (const hash of await hashesOf(dataKeys, memberKey, profile)) {
    await suppress(table, { hash, reason: 'erased', at });
  }
  await eraseProfile(table, dataKeys, id, at);
  await eachMemberItem(table, id, (item, kind) => eraseItem(table, item, kind));
  const code = await codeOf(table, memberKey, id);
  if (code !== undefined) await table.remove(keys.alias('referral', code));
  for await (const orders of ordersOf(table, id)) {
    await Promise.all(orders.map((order) => forgetNumber(table, memberKey, order)));
  }
}

async function eraseItem(table: Table, item: Item, kind: MemberItemKind): Promise<void> {
  if (!KEPT.has(kind)) return table.remove(item);
  if (kind === 'consent' && hasProof(item)) await table.put(withoutProof(item));
}

/** A tombstone says only since when nothing is known. */
function saysAnything({ personal, language, choices, consents, told }: Profile): boolean {
  const isPlain = Object.keys(choices).length === 0 && consents.length === 0;
  return personal !== undefined || language !== undefined || told !== undefined || !isPlain;
}

async function hashesOf(
  dataKeys: DataKeys,
  memberKey: string,
  profile: Profile,
): Promise<readonly string[]> {
  const { email, phone } = await openProfile(dataKeys, profile);
  return suppressionHashes(memberKey, {
    ...(email === undefined ? {} : { email: email.value }),
    ...(phone === undefined ? {} : { phone: phone.value }),
  });
}

/**
 * The hash under which the member's referral code is found, where it was given out: friends know whose
 * it was. A coupon's code stays good: it was earned, and says nothing of whose it is.
 */
async function codeOf(table: Table, memberKey: string, id: string): Promise<string | undefined> {
  const codes = referralCodes(memberKey);
  const hash = codes.hashOf(codes.codeFor(id));
  return (await findOwner(table, hash)) === id ? hash : undefined;
}
