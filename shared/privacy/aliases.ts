import { findProfile, openProfile } from '../contact/profiles.ts';
import { readSuppression, suppressionHashes } from '../contact/suppression.ts';
import { referralCodes } from '../identity/referral-codes.ts';
import { findOwner } from '../table/rewards/referral-item.ts';
import type { Exported, Exporting } from './exported.ts';
import { readableFields } from './readable.ts';

/**
 * What leads to somebody or away from them, and stands under hashes: their code for friends, and
 * that nothing is sent any more to an address or a number of theirs.
 */
export async function aliasesOf(
  { table, keys, memberKey }: Pick<Exporting, 'table' | 'keys' | 'memberKey'>,
  member: string,
): Promise<readonly Exported[]> {
  const key = await memberKey();
  const codes = referralCodes(key);
  const referralCode = codes.codeFor(member);
  const isOwner = (await findOwner(table, codes.hashOf(referralCode))) === member;
  const { email, phone } = await openProfile(keys, await findProfile(table, member));
  const hashes = suppressionHashes(key, {
    ...(email === undefined ? {} : { email: email.value }),
    ...(phone === undefined ? {} : { phone: phone.value }),
  });
  const suppressed = await Promise.all(hashes.map((hash) => readSuppression(table, hash)));
  const contents = [
    ...(isOwner ? [{ referralCode }] : []),
    ...suppressed.flatMap((one) =>
      one === undefined ? [] : [{ nothingIsSent: one.reason, at: one.at }],
    ),
  ];
  return contents.map((content) => ({ kind: 'alias', member, content: readableFields(content) }));
}
