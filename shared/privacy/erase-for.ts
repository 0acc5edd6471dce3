import type { Instant } from '../domain/time/time.ts';
import {
  type Counts,
  changeRequest,
  type PrivacyRequest,
} from '../table/people/privacy-request.ts';
import { type Erasing, eraseMember, toErase } from './erasure.ts';
import { idsOf } from './ids.ts';
import { findOrder, forgetNumber, isNumbered } from './proofs.ts';

/**
 * Forgets a member by all their ids, and who placed the orders that the request names, and makes a
 * receipt of the request. What there is, is counted and written down before any of it goes: so the
 * receipt is the same however often it was cut off and begun again.
 *
 * @returns the request as it is closed
 */
export async function eraseFor(
  erasing: Erasing,
  request: PrivacyRequest,
  at: Instant,
): Promise<PrivacyRequest> {
  const { table } = erasing;
  const { id, receivedAt } = request;
  const now = request.member === undefined ? [] : await idsOf(table, request.member);
  const members = [...new Set([...(request.members ?? []), ...now])];
  if (request.found === undefined) {
    const found = await countAll(erasing, members, request);
    await changeRequest(table, id, (open) => ({ ...open, members, found: open.found ?? found }));
  }
  for (const member of members) await eraseMember(erasing, member, receivedAt);
  for (const { order } of await named(erasing, request)) {
    await forgetNumber(table, erasing.memberKey, order);
  }
  return changeRequest(table, id, (open) => ({ ...open, members, orders: [], closedAt: at }));
}

async function countAll(
  erasing: Erasing,
  members: readonly string[],
  request: PrivacyRequest,
): Promise<Counts> {
  const counts: Record<string, number> = {};
  const add = (kind: string, times: number) => {
    counts[kind] = (counts[kind] ?? 0) + times;
  };
  for (const member of members) {
    for (const [kind, times] of Object.entries(await toErase(erasing, member))) add(kind, times);
  }
  for (const { order, member } of await named(erasing, request)) {
    const isCounted = member !== undefined && members.includes(member);
    const { table, memberKey } = erasing;
    if (!isCounted && (await isNumbered(table, memberKey, order))) add('order-number', 1);
  }
  return counts;
}

/** The orders that a request names, those that have come. */
async function named({ table }: Erasing, { shop, orders }: PrivacyRequest) {
  if (shop === undefined) return [];
  const found = [];
  for (const orderId of orders) {
    const order = await findOrder(table, shop, orderId);
    if (order !== undefined) found.push(order);
  }
  return found;
}
