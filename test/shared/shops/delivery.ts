import { demoSecret, demoShops } from '../../../shared/shops/demo-shops.ts';
import type {
  CustomerTold,
  Delivery,
  Reading,
  ShopEvent,
  Verdict,
} from '../../../shared/shops/platform.ts';
import { platforms } from '../../../shared/shops/platforms.ts';
import type { PlatformName, ShopSettings } from '../../../shared/shops/shop-settings.ts';
import { signDelivery } from '../../../shared/shops/sign.ts';

/** When the deliveries of these tests are received: 2026-11-01T09:00:02Z. */
export const RECEIVED_AT = Date.parse('2026-11-01T09:00:02Z');

/** The demonstration shop of a kind. */
export function demoShop(platform: PlatformName): ShopSettings {
  const shop = demoShops.find((candidate) => candidate.platform === platform);
  if (shop === undefined) throw new Error(`there is no demo shop of ${platform}`);
  return shop;
}

/** The same shop, open for business: test orders do not count. */
export function liveShop(platform: PlatformName): ShopSettings {
  return { id: `live-${platform}`, platform };
}

export function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A delivery as it is received, signed with the demonstration shop's secret. */
export function delivery(
  platform: PlatformName,
  body: unknown,
  topic = '',
  headers: Readonly<Record<string, string | undefined>> = {},
): Delivery {
  const text = textOf(body);
  const outgoing = { body: text, topic, at: RECEIVED_AT, id: 'msg-1' };
  const signed: Record<string, string | undefined> = {
    ...signDelivery(platform, demoSecret(demoShop(platform)), outgoing),
    ...headers,
  };
  return { body: Buffer.from(text), header: (name) => signed[name], receivedAt: RECEIVED_AT };
}

export function verdict(delivery: Delivery, shop: ShopSettings, ...secrets: string[]): Verdict {
  return platforms[shop.platform].verify(
    delivery,
    shop,
    secrets.length > 0 ? secrets : [demoSecret(demoShop(shop.platform))],
  );
}

export const NOTHING: Reading = { ok: true, events: [] };

/** What a body says, by the demonstration shop of its kind unless another is given. */
export function reading(
  platform: PlatformName,
  body: unknown,
  topic?: string,
  shop = demoShop(platform),
): Reading {
  return platforms[platform].normalise(delivery(platform, body, topic), shop);
}

/** The detail of the one event that a body tells of, besides how to reach its customer. */
export function theEvent(name: ShopEvent['name'], read: Reading): Record<string, unknown> {
  if (!read.ok) throw new Error(read.detail);
  const events = read.events.filter((event) => event.name === name || !isContact(event));
  const [event] = events;
  if (events.length === 1 && event?.name === name) return { ...event.detail };
  throw new Error(`told ${events.map((told) => told.name).join(', ') || 'nothing'}`);
}

/** How a body says that its customer can be reached; undefined where it says nothing of it. */
export function contactIn(read: Reading): CustomerTold['detail'] | undefined {
  if (!read.ok) throw new Error(read.detail);
  return read.events.find(isContact)?.detail;
}

function isContact(event: ShopEvent): event is CustomerTold {
  return event.name === 'customer.told';
}
