import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { customerRequests } from '../../shared/events/customer-events.ts';
import { type EventOf, readEvent } from '../../shared/events/event-type.ts';
import { fingerprint } from '../../shared/lambda/idempotency.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import { eraseFor } from '../../shared/privacy/erase-for.ts';
import { wholeRoster } from '../../shared/sweep/part.ts';
import { visitPart } from '../../shared/sweep/visit.ts';
import {
  changeRequest,
  type PrivacyRequest,
  type PrivacyRequestKind,
  readRequest,
  recordRequest,
} from '../../shared/table/people/privacy-request.ts';
import type { Table } from '../../shared/table/table.ts';
import { eraseOfShop, ofShop } from './shop.ts';
import { type Watched, watch } from './watch.ts';
import { privacyWork, type RequestWork } from './work.ts';

export interface PrivacyRequestsDependencies {
  readonly table: Table;
  readonly keys: DataKeys;
  readonly memberKey: () => Promise<string>;
  /** Has another message do what this one leaves. */
  readonly goOn: (rest: RequestWork) => Promise<void>;
  /** Tells the metrics what is open. */
  readonly measure: (watched: Watched) => void;
}

/** So many pages of a hundred members one message visits. */
const PAGES = 3;

const NOTHING: NonNullable<RequestWork['pass']> = { after: '', tally: {} };

/**
 * Does what is asked for in somebody's name. To forget is done at once; what a shop wants to know
 * waits until it is fetched, and is made only then, so that no copy of it lies about.
 */
export function privacyRequests(dependencies: PrivacyRequestsDependencies) {
  const { table, keys, memberKey, goOn, measure } = dependencies;
  return queueFunction(async ({ body, log }) => {
    if (Object.hasOwn(Object(body), 'detail-type')) {
      return hear(readEvent(customerRequests, body), log);
    }
    const work = privacyWork.parse(body);
    if ('scheduledFor' in work) return watch({ table, goOn, measure }, work.scheduledFor, log);
    return doRequest(work, log);
  });

  async function hear(asked: Asked, log: Log): Promise<void> {
    const request = requestOf(asked);
    const { id, kind, receivedAt } = request;
    const isNew = await recordRequest(table, request);
    log.info(isNew ? 'request recorded' : 'request recorded before', { request: id, kind });
    if (kind !== 'export') await doRequest({ request: id, at: receivedAt }, log);
  }

  async function doRequest(work: RequestWork, log: Log): Promise<void> {
    const request = await readRequest(table, work.request);
    if (request === undefined) throw new Error('work of a request that is not there');
    if (work.member !== undefined) return seeTo(work.member, request);
    if (request.closedAt !== undefined || request.kind === 'export') return;
    if (request.kind === 'shop-erasure') return pass(request, work, log);
    const erasing = { table, keys, memberKey: await memberKey() };
    const { found } = await eraseFor(erasing, request, work.at);
    log.info('forgotten', { request: request.id, ...found });
  }

  async function pass(request: PrivacyRequest, work: RequestWork, log: Log): Promise<void> {
    const { after, tally: before } = work.pass ?? NOTHING;
    const { shop } = request;
    const { request: id, at } = work;
    const erasing = { table, keys, memberKey: await memberKey() };
    let pages = 0;
    const step = {
      step: 'visit' as const,
      scheduledFor: new Date(at).toISOString(),
      part: wholeRoster,
      after,
      tally: before,
    };
    const { done, tally, ...reached } = await visitPart(step, {
      table,
      sweep: ofShop(erasing, shop ?? '', request.receivedAt),
      setAside: ({ member }) => goOn({ request: id, at, member }),
      hasTime: () => ++pages < PAGES,
      log,
    });
    if (!done) return goOn({ request: id, at, pass: { after: reached.after, tally } });
    await changeRequest(table, id, (open) => ({ ...open, found: tally, closedAt: at }));
    log.info('a shop’s customers are forgotten', { request: id, ...tally });
  }

  /** A member whom the pass left out; should it fail again, it comes to the operator in the end. */
  async function seeTo(member: string, { shop = '', receivedAt }: PrivacyRequest): Promise<void> {
    const erasing = { table, keys, memberKey: await memberKey() };
    await eraseOfShop(erasing, member, shop, receivedAt);
  }
}

type Asked = EventOf<(typeof customerRequests)[number]>;

const kinds: { readonly [Name in Asked['name']]: PrivacyRequestKind } = {
  'customer.data-requested': 'export',
  'customer.redacted': 'erasure',
  'shop.redacted': 'shop-erasure',
};

/** A repeat of a request has its id; the same shop's request about another customer has not. */
function requestOf({ name, detail }: Asked): Omit<PrivacyRequest, 'revision'> {
  const { shop, requestId, receivedAt } = detail;
  const { member, orders } = { member: undefined, orders: [], ...detail };
  return {
    id: fingerprint([name, shop, requestId, member ?? null, orders]),
    kind: kinds[name],
    shop,
    ...(member === undefined ? {} : { member }),
    orders,
    receivedAt: Date.parse(receivedAt),
  };
}
