import type { Refusal } from '../../domain/ledger/decision.ts';
import { unuseCoupon, useCoupon, usesLeft } from '../../domain/rewards/coupon.ts';
import type { Instant } from '../../domain/time/time.ts';
import { type Key, keys } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Put, type Table, TableBusy } from '../table.ts';
import {
  type CouponUse,
  couponUseItem,
  readCouponAlias,
  readCouponUse,
  STANDS,
} from './coupon-item.ts';
import { couponOf, type Grant, grantItem, REVISION, readGrant } from './grant-item.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

/** A coupon as it is found by the hash of its code. */
export interface FoundCoupon {
  readonly hash: string;
  readonly grant: Grant;
}

/** The coupon that has a code; undefined where none has it. */
export async function findCoupon(table: Table, hash: string): Promise<FoundCoupon | undefined> {
  const at = keys.alias('coupon', hash);
  // That there is none is believed on a strongly consistent read alone.
  const alias = (await table.get(at)) ?? (await table.get(at, { consistent: true }));
  if (alias === undefined) return undefined;
  const { member, key } = readCouponAlias(alias);
  return { hash, grant: await readAgain(table, member, key) };
}

/** What a shop asks for: that a coupon is used with an order. */
export type CouponRequest = Pick<CouponUse, 'use' | 'request' | 'shop' | 'orderId' | 'user'>;

/** What became of a request. */
export type CouponWritten =
  | { readonly outcome: 'done' | 'known'; readonly use: CouponUse }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/**
 * Uses a coupon: in one transaction the grant, on condition that nobody wrote it since, and the use
 * itself, which is made once for each request. A use that is there already is the answer.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function writeCouponUse(
  table: Table,
  { hash, grant: found }: FoundCoupon,
  request: CouponRequest,
  at: Instant,
): Promise<CouponWritten> {
  let grant = found;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const known = await readUse(table, hash, request.use);
    if (known !== undefined) return { outcome: 'known', use: known };
    const coupon = heldBy(grant);
    const decision = useCoupon(coupon, request.user, at);
    if (!decision.ok) return { outcome: 'refused', refusal: decision };
    const { uses, friends } = decision;
    const usedAt = new Date(at).toISOString();
    const use = { ...request, coupon: hash, usedAt, left: usesLeft({ ...coupon, uses, friends }) };
    const result = await table.transact([
      rewritten(grant, uses, friends),
      { item: couponUseItem(use), condition: 'absent' },
    ]);
    if (result.committed) return { outcome: 'done', use };
    grant = await goOn(table, grant, attempt);
  }
  throw new TableBusy('a coupon stayed contended');
}

/**
 * Gives a use back, once: an order was called off, or its customer thought better of it. Undefined
 * where there is no such use.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function giveCouponUseBack(
  table: Table,
  { hash, grant: found }: FoundCoupon,
  use: string,
  at: Instant,
): Promise<CouponUse | undefined> {
  let grant = found;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const known = await readUse(table, hash, use);
    if (known === undefined || known.givenBack !== undefined) return known;
    const coupon = heldBy(grant);
    const { uses, friends } = unuseCoupon(coupon, known.user);
    const left = usesLeft({ ...coupon, uses, friends });
    const given = { ...known, givenBack: { at: new Date(at).toISOString(), left } };
    const result = await table.transact([
      rewritten(grant, uses, friends),
      { item: couponUseItem(given), condition: { attribute: STANDS, equals: 1 } },
    ]);
    if (result.committed) return given;
    grant = await goOn(table, grant, attempt);
  }
  throw new TableBusy('a coupon stayed contended');
}

async function readUse(table: Table, hash: string, use: string): Promise<CouponUse | undefined> {
  const item = await table.get(keys.couponUse(hash, use), { consistent: true });
  return item === undefined ? undefined : readCouponUse(hash, use, item);
}

/** The grant with these uses, on condition that it is still the one that was read. */
function rewritten(grant: Grant, uses: number, friends: readonly string[]): Put {
  const { coupon, revision = 0 } = grant;
  if (coupon === undefined) throw new Error(`the grant of ${grant.reward} is no coupon`);
  return {
    item: grantItem({
      ...grant,
      uses,
      coupon: { ...coupon, friends },
      revision: revision + 1,
    }),
    condition: { attribute: REVISION, equals: revision },
  };
}

async function goOn(table: Table, grant: Grant, attempt: number): Promise<Grant> {
  await (table.patience ?? jitter).pause(attempt);
  return readAgain(table, grant.member, keys.grant(grant.member, grant.reward, grant.slot));
}

async function readAgain(table: Table, member: string, key: Key): Promise<Grant> {
  const item = await table.get(key, { consistent: true });
  if (item === undefined) throw new Error(`a code leads to ${key.SK}, which is not there`);
  return readGrant(member, item);
}

function heldBy(grant: Grant) {
  const coupon = couponOf(grant);
  if (coupon === undefined) throw new Error(`a code leads to ${grant.reward}, which is no coupon`);
  return coupon;
}
