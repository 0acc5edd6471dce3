import type { Seal } from '../../shared/contact/seal.ts';
import type { BusEntry } from '../../shared/events/publish.ts';
import { type HttpAnswer, httpFunction, problem, TryAgain } from '../../shared/lambda/http.ts';
import { busEvent } from '../../shared/shops/bus-event.ts';
import type { Delivery, Platform, Refusal, Verdict } from '../../shared/shops/platform.ts';
import { platforms } from '../../shared/shops/platforms.ts';
import type { ShopSecrets } from '../../shared/shops/shop-secrets.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';

export interface Dependencies {
  readonly shops: readonly ShopSettings[];
  readonly secrets: ShopSecrets;
  readonly memberKey: () => Promise<string>;
  /** How contact data are sealed; asked for where a shop tells any. */
  readonly seal: () => Promise<Seal>;
  /** Puts events on the bus and returns those that it would not take. */
  readonly publish: (entries: readonly BusEntry[]) => Promise<readonly BusEntry[]>;
}

/** The largest body that is read, in bytes: many times what any order comes to. */
const MOST_BYTES = 1_048_576;

/**
 * `POST /webhooks/{shop}`: takes a shop's delivery, and answers once what it tells is on the bus.
 * A repeat is accepted like the first; the ledger knows what it has entered.
 */
export function webhooks({ shops, secrets, memberKey, seal, publish }: Dependencies) {
  const shopsById = new Map(shops.map((shop) => [shop.id, shop]));

  return httpFunction(async (request) => {
    const shop = shopsById.get(request.path.shop ?? '');
    if (shop === undefined) return problem(404, 'Not Found', 'There is no shop of this name.');
    if (request.body.length > MOST_BYTES) {
      return problem(413, 'Content Too Large', `A body may have ${MOST_BYTES} bytes.`);
    }
    const platform = platforms[shop.platform];
    if (platform.ping?.(request)) return { status: 200 };

    const refused = (refusal: Refusal): HttpAnswer => {
      const { status, detail } = refusal;
      request.log.warn('delivery refused', { shop: shop.id, status, detail });
      return problem(status, titles[status], detail);
    };
    const verdict = await verify(platform, request, shop, secrets);
    if (!verdict.ok) return refused(verdict);
    const reading = platform.normalise(request, shop);
    if (!reading.ok) return refused(reading);

    const { receivedAt, correlationId } = request;
    const stamps = {
      shop: shop.id,
      receivedAt,
      correlationId,
      memberKey: await memberKey(),
      seal: reading.events.some(({ name }) => name === 'customer.told') ? await seal() : nothing,
    };
    const entries: BusEntry[] = [];
    for (const event of reading.events) {
      const made = busEvent(event, stamps);
      if (!made.ok) return refused(made);
      entries.push(made.entry);
    }
    const left = await publish(entries);
    if (left.length > 0) throw new TryAgain(`the bus did not take ${left.length} events`);

    const events = entries.map(({ name }) => name);
    const unfit = reading.events.flatMap((event) =>
      event.name === 'customer.told' ? event.detail.unfit : [],
    );
    if (unfit.length > 0) request.log.warn('contact fields left out', { shop: shop.id, unfit });
    request.log.info('delivery accepted', { shop: shop.id, events });
    if (platform.accepted !== undefined) return { status: platform.accepted };
    return { status: 202, body: { accepted: true, events } };
  });
}

/** For what holds nothing that would have to be sealed. */
const nothing: Seal = () => {
  throw new Error('nothing was to be sealed');
};

const titles = { 400: 'Bad Request', 401: 'Unauthorized' } as const;

/** Verifies a delivery; a secret that was changed a moment ago is looked up before it is refused. */
async function verify(
  platform: Platform,
  delivery: Delivery,
  shop: ShopSettings,
  secrets: ShopSecrets,
): Promise<Verdict> {
  const { receivedAt } = delivery;
  const verdict = platform.verify(delivery, shop, await secrets.of(shop.id, receivedAt));
  if (verdict.ok) return verdict;
  const renewed = await secrets.renewed(shop.id, receivedAt);
  return renewed === undefined ? verdict : platform.verify(delivery, shop, renewed);
}
