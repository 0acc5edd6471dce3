import type { Log } from '../../shared/lambda/log.ts';
import type { PutOff } from '../../shared/lambda/put-off.ts';
import { groupFunction } from '../../shared/lambda/queue.ts';
import type { ApiOf } from '../../shared/shops/api/api-finder.ts';
import { putOnBus, type ShopBus } from '../../shared/shops/api/put-on-bus.ts';
import { type ShopApi, ShopUnavailable } from '../../shared/shops/api/shop-api.ts';
import type { ShopEvent } from '../../shared/shops/platform.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import { firstOf, readTouch, subjectOf, type Touch } from './touch.ts';
import { MOST_WAITS } from './waiting.ts';

export interface AskShopDependencies extends ShopBus {
  readonly shops: readonly ShopSettings[];
  readonly apiOf: ApiOf;
  readonly putOff: PutOff;
}

/**
 * Asks shops about what they only named: an order or a subscription, once for all its touches in a
 * batch, and tells the bus what they answer, as of when the first touch was heard. A shop that does
 * not answer is asked again later.
 */
export function askShop({ shops, apiOf, putOff, ...bus }: AskShopDependencies) {
  const shopsById = new Map(shops.map((shop) => [shop.id, shop]));

  return groupFunction({ read: readTouch, keyOf: subjectOf }, async (touches, log) => {
    const touch = firstOf(touches);
    const { shop: shopId, receivedAt } = touch.told.detail;
    const shop = shopsById.get(shopId);
    const api = shop === undefined ? undefined : await apiOf(shop, Date.parse(receivedAt));
    if (api === undefined) throw new Error(`${shopId} has no API that could be asked`);
    try {
      await tell(touch, await ask(api, touch), log);
    } catch (fault) {
      if (!(fault instanceof ShopUnavailable) || touch.waits >= MOST_WAITS) throw fault;
      log.warn('a shop did not answer', { shop: shopId, waits: touch.waits, why: fault.message });
      await putOff(touch.event, touch.waits + 1);
    }
  });

  async function tell(
    { told: { name, detail } }: Touch,
    events: readonly ShopEvent[] | undefined,
    log: Log,
  ): Promise<void> {
    const { shop, receivedAt, correlationId } = detail;
    const asked = { ...('orderId' in detail ? { orderId: detail.orderId } : {}), touched: name };
    if (events === undefined) {
      log.warn('a shop does not know what it named', { shop, ...asked });
      return;
    }
    // It would have us ask again without end.
    if (events.some(isTouch)) throw new Error('a shop was asked, and its answer is to ask it');
    const stamps = { shop, receivedAt: Date.parse(receivedAt), correlationId };
    const refused = await putOnBus(events, stamps, bus, log);
    const told = events.map((event) => event.name);
    log.info('a shop was asked', { shop, ...asked, told, refused });
  }
}

function ask(api: ShopApi, { told }: Touch): Promise<readonly ShopEvent[] | undefined> {
  const at = Date.parse(told.detail.receivedAt);
  return told.name === 'order.touched'
    ? api.order(told.detail.orderId, at)
    : api.subscription(told.detail.subscriptionId, at);
}

function isTouch({ name }: ShopEvent): boolean {
  return name === 'order.touched' || name === 'subscription.touched';
}
