import { expect } from 'vitest';
import type { ShopApi } from '../../../../shared/shops/api/shop-api.ts';
import { type ShopApiOptions, shopApi } from '../../../../shared/shops/api/shop-apis.ts';
import { demoToken } from '../../../../shared/shops/demo-shops.ts';
import type { ShopEvent } from '../../../../shared/shops/platform.ts';
import type { PlatformName } from '../../../../shared/shops/shop-settings.ts';
import { demoShop } from '../delivery.ts';
import { HASTE } from './played-api.ts';

/** The client of a demonstration shop, for an API that is played. */
export function clientOf(
  platform: PlatformName,
  baseUrl: string,
  options: ShopApiOptions = {},
): ShopApi {
  const shop = demoShop(platform);
  const api = shopApi(shop, demoToken(shop), { baseUrl, patience: HASTE, ...options });
  return api ?? expect.unreachable(`${platform} has an API`);
}

/** What was told, each event as one line: its name and what it names. */
export function lines(events: readonly ShopEvent[] | undefined): readonly string[] | undefined {
  return events?.map(({ name, detail }) => {
    const orderId = 'orderId' in detail ? ` ${detail.orderId}` : '';
    const refundId = 'refundId' in detail ? ` ${detail.refundId}` : '';
    return `${name}${orderId}${refundId}`;
  });
}

/** The detail of the event of that name. */
export function detailOf(
  events: readonly ShopEvent[] | undefined,
  name: ShopEvent['name'],
): Record<string, unknown> {
  const found = events?.filter((event) => event.name === name) ?? [];
  expect(found, `one ${name}`).toHaveLength(1);
  return { ...found[0]?.detail };
}

/** Every page of a span, as whoever reconciles asks for them. */
export async function pagesOf(api: ShopApi, since: number, until: number) {
  const pages = [await api.changes(since, until)];
  while (pages.length < 20) {
    const next = pages.at(-1)?.next;
    if (next === undefined) break;
    pages.push(await api.changes(since, until, next));
  }
  return { pages: pages.length, events: pages.flatMap(({ events }) => events) };
}
