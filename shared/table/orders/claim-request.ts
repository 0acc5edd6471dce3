import type { Instant } from '../../domain/time/time.ts';
import { attributesOf } from '../attributes.ts';
import { keys } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Count, type Table, TableBusy } from '../table.ts';

/** A claim of an order, as it was asked for. */
export interface ClaimRequest {
  /** The hash that names it, see `requestId`. */
  readonly id: string;
  /** Hash of what was asked, so that a repeat can be told from another request. */
  readonly request: string;
  readonly member: string;
  readonly shop: string;
  /** The order that it found, which a repeat means too; absent where it found none. */
  readonly orderId?: string | undefined;
  readonly at: Instant;
  /** Who asked without a proof, and why. */
  readonly unproved?: { readonly by: string; readonly reason: string };
}

/** Each member, and each number of a shop's orders, is tried so often in one of UTC's days. */
export const CLAIMS_A_DAY = 5;

/** How often other claims may get in between. */
const ATTEMPTS = 8;

/** What became of it; a repeat brings the order that the first one found. */
export type RecordedClaim =
  | { readonly outcome: 'recorded' | 'repeated'; readonly orderId?: string | undefined }
  | { readonly outcome: 'key-reused' }
  | { readonly outcome: 'too-many' };

/**
 * Records a claim before it is answered, and counts it where it is to be counted: whatever becomes
 * of it, so that nobody finds out by trying.
 *
 * @param tried ids of what is tried with it
 * @throws {TableBusy} when eight attempts met other claims; nothing was written
 */
export async function recordClaim(
  table: Table,
  claim: ClaimRequest,
  tried: readonly string[] = [],
): Promise<RecordedClaim> {
  const { pause } = table.patience ?? jitter;
  const { id, member, orderId, unproved, ...rest } = claim;
  const item = {
    ...keys.claim(id),
    kind: 'claim',
    // Not `member`: that is an attribute of entries, by which the index finds them.
    of: member,
    ...rest,
    ...(orderId === undefined ? {} : { orderId }),
    ...unproved,
  };
  const day = new Date(claim.at).toISOString().slice(0, 10);
  const counts = tried.map((of): Count => {
    return { key: keys.slice(`claims#${of}#${day}`, 0), add: 1, atMostBefore: CLAIMS_A_DAY - 1 };
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const result = await table.transact([{ item, condition: 'absent' }, ...counts]);
    if (result.committed) return { outcome: 'recorded', orderId };
    const [known, ...counted] = result.rejections;
    if (known?.reason === 'condition') {
      const before = known.found ?? (await table.get(keys.claim(id), { consistent: true }));
      if (before === undefined) throw new Error('a claim was there, and is no longer');
      const read = attributesOf(before);
      if (read.text('request') !== claim.request) return { outcome: 'key-reused' };
      const found = read.has('orderId') ? read.text('orderId') : undefined;
      return { outcome: 'repeated', orderId: found };
    }
    if (counted.some(({ reason }) => reason === 'condition')) return { outcome: 'too-many' };
    await pause(attempt);
  }
  throw new TableBusy('claims of one order stayed contended');
}
