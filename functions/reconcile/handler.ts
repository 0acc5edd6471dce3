import type { Log } from '../../shared/lambda/log.ts';
import { groupFunction } from '../../shared/lambda/queue.ts';
import type { ApiOf } from '../../shared/shops/api/api-finder.ts';
import { putOnBus, type ShopBus } from '../../shared/shops/api/put-on-bus.ts';
import {
  type Page,
  type ShopApi,
  ShopRefused,
  ShopUnavailable,
} from '../../shared/shops/api/shop-api.ts';
import { findMissing } from '../../shared/shops/missing.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import {
  beginReconciliation,
  moveReconciliation,
  NOTHING_FOUND,
  type Reconciliation,
  readReconciliation,
} from '../../shared/table/orders/reconciliation.ts';
import type { Table } from '../../shared/table/table.ts';
import { latestOf, type ReconciliationRequest, reconciliationRequest, workOf } from './request.ts';
import { FIRST_LOOK_BACK, isLast, isLong, nextSpan } from './span.ts';

export interface ReconcileDependencies extends ShopBus {
  readonly shops: readonly ShopSettings[];
  readonly apiOf: ApiOf;
  readonly table: Table;
  /** Has another message do what this one leaves. */
  readonly goOn: (rest: ReconciliationRequest) => Promise<void>;
  readonly measure: (figures: Figures) => void;
}

/** What a message came to, for the metrics. */
export interface Figures {
  /** Orders of which something was missing, and was told again. */
  readonly ordersHealed: number;
  /** Whether the shop's API did not give a page. */
  readonly pageRefused: boolean;
  /** Since when the shop has not been reconciled, where that is known at the end. */
  readonly hoursBehind?: number;
}

/** As many pages as one span may have: a day of a quarter of a million orders. */
const MOST_PAGES = 1_000;

const HOUR = 3_600_000;

/**
 * Compares what shops list with the ledger, and has what is missing entered by the way of every
 * order, as of when the schedule fired. One message looks at one page: a listing, a Query for each
 * order on it, and what is missing put on the bus. The mark moves when a span is done. A run that
 * ends early is begun again by the next hour's; a page that is looked at twice changes nothing.
 */
export function reconcile(dependencies: ReconcileDependencies) {
  const { shops, apiOf, table, goOn, measure, ...bus } = dependencies;
  const shopsById = new Map(shops.map((shop) => [shop.id, shop]));
  const grouping = {
    read: (body: unknown) => reconciliationRequest.parse(body),
    keyOf: workOf,
  };

  return groupFunction<ReconciliationRequest>(grouping, async (requests, log) => {
    const request = latestOf(requests);
    const shop = shopsById.get(request.shop);
    const api =
      shop === undefined ? undefined : await apiOf(shop, Date.parse(request.scheduledFor));
    if (api === undefined) {
      log.warn('a shop has no API to be reconciled with', { shop: request.shop });
      return;
    }
    const rest = request.rest ?? (await beginSpan(request));
    if (rest === undefined) log.info('reconciled already', { shop: request.shop });
    else await lookAtPage(api, request, rest, log);
  });

  /** @returns undefined where there is nothing to do. */
  async function beginSpan({ shop, scheduledFor, byDay }: ReconciliationRequest) {
    const at = Date.parse(scheduledFor);
    const mark =
      (await readReconciliation(table, shop)) ??
      (await beginReconciliation(table, shop, { upTo: at - FIRST_LOOK_BACK, since: at }));
    const span = nextSpan(mark.upTo, at, byDay);
    return span && { ...span, pages: 0, found: NOTHING_FOUND };
  }

  async function lookAtPage(
    api: ShopApi,
    { shop, scheduledFor, byDay }: ReconciliationRequest,
    rest: Rest,
    log: Log,
  ): Promise<void> {
    const { since, until, from } = rest;
    const at = Date.parse(scheduledFor);
    const page = await ask(api, rest);
    if (page instanceof Error) {
      const hoursBehind = behind(await readReconciliation(table, shop), at);
      measure({ ordersHealed: 0, pageRefused: true, hoursBehind });
      const why = `${page.name}: ${page.message}`;
      log.warn('a shop could not be reconciled', { shop, ...asDates(rest), hoursBehind, why });
      return;
    }
    const { orders, incomplete, missing, uncompared } = await findMissing(table, shop, page.events);
    const stamps = { shop, receivedAt: at, correlationId: traceOf(shop, at) };
    const refused = await putOnBus([...missing, ...uncompared], stamps, bus, log);
    const pages = rest.pages + 1;
    const found = {
      orders: rest.found.orders + orders,
      incomplete: rest.found.incomplete + incomplete,
      refused: rest.found.refused + refused + page.refused,
    };
    if (page.next !== undefined) {
      measure({ ordersHealed: incomplete, pageRefused: false });
      if (from === undefined && isLong(rest)) return goOn({ shop, scheduledFor, byDay: true });
      if (pages >= MOST_PAGES || page.next === from) throw new Error(`${shop} lists without end`);
      const next = { since, until, from: page.next, pages, found };
      return goOn({ shop, scheduledFor, ...(byDay && { byDay }), rest: next });
    }
    await moveReconciliation(table, shop, { upTo: until, found });
    log.info('a shop was reconciled', { shop, ...asDates(rest), pages, ...found });
    const isDone = isLast(until, at);
    measure({
      ordersHealed: incomplete,
      pageRefused: false,
      ...(isDone && { hoursBehind: 0 }),
    });
    if (!isDone) await goOn({ shop, scheduledFor, byDay: true });
  }
}

/** What is left of a span. */
type Rest = Omit<NonNullable<ReconciliationRequest['rest']>, 'from'> & { readonly from?: string };

/** @returns what keeps the shop from listing, as a value: the next hour's run asks again. */
async function ask(
  api: ShopApi,
  { since, until, from }: Rest,
): Promise<Page | ShopUnavailable | ShopRefused> {
  try {
    return await api.changes(since, until, from);
  } catch (fault) {
    if (fault instanceof ShopUnavailable || fault instanceof ShopRefused) return fault;
    throw fault;
  }
}

/** For how many whole hours a shop has not been reconciled. */
function behind(mark: Reconciliation | undefined, at: number): number {
  if (mark === undefined) return 0;
  return Math.max(0, Math.floor((at - Math.max(mark.upTo, mark.since)) / HOUR));
}

/** Names the run in all that comes of it: 64 characters at most. */
function traceOf(shop: string, at: number): string {
  return `${shop}@${at / 1_000}`;
}

function asDates({ since, until }: Rest) {
  return { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
}
