import { afterAll, beforeAll, expect } from 'vitest';
import { openClock } from '../../../../infra/local/clock.ts';
import { openJournal } from '../../../../infra/local/journal.ts';
import { type FakeShops, openFakeShops } from '../../../../infra/local/shops/fake-shops.ts';
import { shopControls } from '../../../../infra/local/shops/shop-controls.ts';

/** The fake of one demo shop, asked over HTTP as its platform would be. */
export function playShop(shop: string, credentials: Readonly<Record<string, string>>) {
  let shops: FakeShops;
  const journal = openJournal(':memory:');
  const clock = openClock(journal);
  beforeAll(async () => {
    shops = await openFakeShops(journal, clock);
  });
  afterAll(async () => {
    await shops.close();
    journal.close();
  });

  async function control(method: 'PUT' | 'POST', path: string, body: object): Promise<void> {
    const init = { method, body: JSON.stringify(body) };
    const response = await shopControls(shops).request(`/${shop}/${path}`, init);
    expect([response.status, await response.text()]).toEqual([204, '']);
  }

  return {
    clock,
    /** Asks with the shop's credentials unless others are given. */
    ask: (path: string, init: RequestInit = {}) =>
      fetch(path.startsWith('http') ? path : `${shops.url}/${shop}${path}`, {
        headers: credentials,
        ...init,
      }),
    put: (
      collection: string,
      document: { readonly id: string | number; readonly [field: string]: unknown },
    ) => control('PUT', `${collection}/${String(document.id).split('/').at(-1)}`, document),
    fail: (fault: object) => control('POST', 'faults', fault),
  };
}

/** An instant of November 2026, `2026-11-01T00:00:07.000Z` for 7. */
export function second(number: number): string {
  return new Date(Date.UTC(2026, 10, 1, 0, 0, number)).toISOString();
}

/** The numbers from one to another, both included. */
export function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
