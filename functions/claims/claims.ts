import { timingSafeEqual } from 'node:crypto';
import { claimableSince } from '../../shared/domain/ledger/joining.ts';
import { emailHash } from '../../shared/identity/contact-hash.ts';
import { orderNumberHash } from '../../shared/identity/order-number-hash.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, type HttpRequest, problem } from '../../shared/lambda/http.ts';
import { fingerprint, keyReused, requestId } from '../../shared/lambda/idempotency.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import { isSameMember } from '../../shared/table/ledger/ledger.ts';
import { CLAIMS_A_DAY, recordClaim } from '../../shared/table/orders/claim-request.ts';
import { ordersNumbered } from '../../shared/table/orders/order-number.ts';
import { type OrderRecord, readOrder } from '../../shared/table/orders/order-record.ts';
import { TableBusy } from '../../shared/table/table.ts';
import { viewingOf } from '../members/viewing.ts';
import { asClaimed, type Claimed, viewClaim } from './claim-view.ts';
import { routes } from './contract.ts';
import type { ClaimsDependencies } from './dependencies.ts';
import { enterFor } from './entering.ts';

/**
 * `POST /v1/members/{member}/claims`: a wrong address is answered as an order that does not exist,
 * and both count as an attempt, so that neither can be found by trying.
 */
export function provedClaims(dependencies: ClaimsDependencies): Answering {
  const { table, memberKey } = dependencies;
  const route = routes['POST /v1/members/{member}/claims'];
  return serve(route, async ({ path, headers, body, request }): Promise<HttpAnswer> => {
    const { member } = path;
    const key = await memberKey();
    const number = orderNumberHash(key, body.shop, body.orderNumber);
    const placedWith = emailHash(key, body.email);
    const proved = (await ordersNumbered(table, number)).filter((order) =>
      isSame(order.placedWith, placedWith),
    );
    const ids = proved.map(({ orderId }) => orderId);
    const found = await findOrder(dependencies, member, body.shop, ids);
    const claim = {
      id: requestId(member, headers['idempotency-key']),
      request: fingerprint({ number, placedWith }),
      member,
      shop: body.shop,
      orderId: found?.orderId,
      at: request.receivedAt,
    };
    const recorded = await recordClaim(table, claim, [member, number]);
    if (recorded.outcome === 'key-reused') return keyReused();
    if (recorded.outcome === 'too-many') return tooMany(request);
    const { orderId } = recorded;
    const meant =
      orderId === undefined || orderId === found?.orderId
        ? found
        : await findOrder(dependencies, member, body.shop, [orderId]);
    return meant === undefined ? noSuch('order') : enterFound(dependencies, member, meant, request);
  });
}

/** `POST /v1/members/{member}/claims/unproved`: on an operator's word, which is recorded. */
export function unprovedClaims(dependencies: ClaimsDependencies): Answering {
  const { table, memberKey } = dependencies;
  const route = routes['POST /v1/members/{member}/claims/unproved'];
  return serve(route, async ({ path, headers, body, request }): Promise<HttpAnswer> => {
    const { member } = path;
    const { shop, orderNumber, orderId, reason } = body;
    const by = body.by ?? request.caller;
    if (by === undefined) throw new Error('a claim by nobody: the route asks for no token');
    const claim = {
      id: requestId(member, headers['idempotency-key']),
      request: fingerprint(body),
      member,
      shop,
      at: request.receivedAt,
      unproved: { by, reason },
    };
    const ids = orderId === undefined ? await idsOf(shop, orderNumber ?? '') : [orderId];
    if (ids.length > 1) return several(ids);
    const found = await findOrder(dependencies, member, shop, ids);
    if (found === undefined) return noSuch('order');
    const order = { orderId: found.orderId };
    const recorded = await recordClaim(table, { ...claim, ...order });
    if (recorded.outcome === 'key-reused') return keyReused();
    request.log.info('order claimed without proof', { shop, ...order, by });
    return enterFound(dependencies, member, found, request);
  });

  async function idsOf(shop: string, typed: string): Promise<readonly string[]> {
    const orders = await ordersNumbered(table, orderNumberHash(await memberKey(), shop, typed));
    return orders.map(({ orderId }) => orderId);
  }
}

/** An order that is there, whoever's it is. */
interface FoundOrder {
  readonly shop: string;
  readonly orderId: string;
  readonly record: Exclude<OrderRecord, { known: 'not' }>;
  /** Where it is entered already: whether for this member. */
  readonly isOwn: boolean;
}

/** Of orders that may be meant the latest that is nobody's yet; or else the member's own, or any. */
async function findOrder(
  { table }: ClaimsDependencies,
  member: string,
  shop: string,
  ids: readonly string[],
): Promise<FoundOrder | undefined> {
  let entered: FoundOrder | undefined;
  for (const orderId of ids.toReversed()) {
    const record = await readOrder(table, shop, orderId);
    if (record.known === 'not') continue;
    if (record.known === 'unclaimed') return { shop, orderId, record, isOwn: false };
    const isOwn = await isSameMember(table, record.entry.member, member);
    if (entered === undefined || (isOwn && !entered.isOwn)) {
      entered = { shop, orderId, record, isOwn };
    }
  }
  return entered;
}

async function enterFound(
  dependencies: ClaimsDependencies,
  member: string,
  { shop, orderId, record, isOwn }: FoundOrder,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const { table, program } = dependencies;
  if (record.known === 'entered') return answered(record, isOwn);
  if (record.order.occasion.occurredAt < claimableSince(program, request.receivedAt)) {
    return tooLate(program.enrolment?.claimWithinDays);
  }
  const entered = await enterFor(dependencies, member, record.order, occasionOf(request)).catch(
    (fault: unknown) => (fault instanceof TableBusy ? fault : Promise.reject(fault)),
  );
  if ('refusal' in entered) return refused(entered.refusal);
  const after = await readOrder(table, shop, orderId);
  // Another call may have entered it at the same moment: then it is known by now whose it is.
  if (after.known !== 'entered') throw new TableBusy('an order was written while it was claimed');
  request.log.info('order claimed', { shop, orderId, v: after.entry.v });
  return answered(after, await isSameMember(table, after.entry.member, member));

  function answered(claimed: Claimed, isTheirs: boolean): HttpAnswer {
    return isTheirs
      ? { status: 201, body: viewClaim(asClaimed(claimed), viewingOf(request, program)) }
      : problem(409, 'Conflict', 'The order counts for another member.', {
          reason: 'claimed-by-another',
        });
  }
}

/** Takes as long wherever two hashes differ. */
function isSame(one: string | undefined, other: string): boolean {
  const [here, there] = [Buffer.from(one ?? ''), Buffer.from(other)];
  return here.length === there.length && timingSafeEqual(here, there);
}

function tooMany({ receivedAt }: HttpRequest): HttpAnswer {
  const detail = `A member, or an order, may be tried ${CLAIMS_A_DAY} times a day.`;
  const answer = problem(429, 'Too Many Requests', detail);
  const left = DAY_SECONDS - (Math.floor(receivedAt / 1_000) % DAY_SECONDS);
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(left) } };
}

const DAY_SECONDS = 86_400;

function tooLate(days = 0): HttpAnswer {
  const detail = `An order can be claimed within ${days} days.`;
  return problem(409, 'Conflict', detail, { reason: 'too-late', days });
}

function several(orders: readonly string[]): HttpAnswer {
  const detail = 'Several orders have this number: say which by its orderId.';
  return problem(409, 'Conflict', detail, { reason: 'several-orders', orders });
}
