import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClock } from '../../../../infra/local/clock.ts';
import { startHost } from '../../../../infra/local/host.ts';
import { openJournal } from '../../../../infra/local/journal.ts';
import { openFakeShops, shopApp } from '../../../../infra/local/shops/fake-shops.ts';
import { leakyBucket } from '../../../../infra/local/shops/rate-limit.ts';
import { shopControls } from '../../../../infra/local/shops/shop-controls.ts';
import { demoShops, demoToken } from '../../../../shared/shops/demo-shops.ts';
import { type FixtureResource, writeAssembly } from '../fixture-assembly.ts';
import { playShop } from './played-shop.ts';

const token = { 'x-shopify-access-token': 'perch-dev-token-demo-shopify' };
const ORDER = '/admin/api/2026-07/orders/1.json';
const { ask, put, fail } = playShop('demo-shopify', token);

describe('a fake shop', () => {
  it('fails as often as it was told to, one fault after the other, and not again', async () => {
    await put('orders', { id: 1 });
    await fail({ answer: 500, times: 2 });
    await fail({ answer: 'nonsense' });
    const answers = [];
    for (let i = 0; i < 4; i += 1) {
      const response = await ask(ORDER);
      answers.push([response.status, (await response.text()).slice(0, 1)]);
    }
    expect(answers).toEqual([
      [500, '{'],
      [500, '{'],
      [200, '<'],
      [200, '{'],
    ]);
  });

  it('leaves a request without an answer when it is to', async () => {
    await fail({ answer: 'nothing' });
    const answer = ask(ORDER, { headers: token, signal: AbortSignal.timeout(300) });
    await expect(answer).rejects.toThrow('timeout');
    expect((await ask(ORDER)).status).toBe(200);
  });

  it('spends no fault on somebody whom it does not know', async () => {
    await fail({ answer: 500 });
    expect((await ask(ORDER, { headers: {} })).status).toBe(401);
    expect((await ask(ORDER)).status).toBe(500);
  });

  it('shows what was put last under an id', async () => {
    await put('orders', { id: 1 });
    await put('orders', { id: 1, name: '#1' });
    expect(await (await ask(ORDER)).json()).toEqual({ order: { id: 1, name: '#1' } });
  });
});

async function openShops(file = ':memory:') {
  const journal = openJournal(file);
  const shops = await openFakeShops(journal, openClock(journal));
  const close = async () => {
    await shops.close();
    journal.close();
  };
  return { shops, close };
}

const putting = (body: unknown) => ({ method: 'PUT', body: JSON.stringify(body) });

describe('the fake shops', () => {
  it('are those demo shops whose platforms have an API, each with its own token', async () => {
    const { shops, close } = await openShops();
    expect(await (await shopControls(shops).request('/')).json()).toEqual(
      ['demo-shopify', 'demo-woocommerce', 'demo-stripe', 'demo-bigcommerce'].map((shop) => ({
        shop,
        url: `${shops.url}/${shop}`,
      })),
    );
    for (const { shop } of shops.all) {
      const settings = demoShops.find(({ id }) => id === shop.id);
      expect(shop.token).toBe(settings && demoToken(settings));
    }
    await close();
  });

  it('hold after a restart what they held before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perch-shops-'));
    const file = join(folder, 'journal');
    const before = await openShops(file);
    const controls = shopControls(before.shops);
    await controls.request('/demo-stripe/events/evt_1', putting({ id: 'evt_1' }));
    await controls.request('/demo-stripe/events/evt_2', putting({ id: 'evt_2' }));
    await controls.request('/demo-stripe/events/evt_1', putting({ id: 'evt_1', type: 'x' }));
    await before.close();

    const after = await openShops(file);
    expect(after.shops.find('demo-stripe')?.shop.documents.all('events')).toEqual([
      { id: 'evt_1', type: 'x' },
      { id: 'evt_2' },
    ]);
    await after.close();
    rmSync(folder, { recursive: true });
  });

  it('refuse what is asked of them once the limit is reached', async () => {
    const { shops, close } = await openShops();
    const played = shops.find('demo-shopify');
    if (played === undefined) expect.unreachable();
    const limit = {
      spend: leakyBucket(1, 0.001, Date.now),
      headers: () => ({ 'x-limit': 'told' }),
    };
    const app = shopApp({ ...played, api: { ...played.api, limit: () => limit } });
    const asked = async () => app.request(ORDER, { headers: token });
    expect([(await asked()).status, (await asked()).status]).toEqual([404, 429]);
    expect((await asked()).headers.get('retry-after')).toBe('1000.0');
    expect((await asked()).headers.get('x-limit')).toBe('told');
    await close();
  });
});

describe('the controls of the fake shops', () => {
  it('tell what is held, and refuse what no shop of that kind has', async () => {
    const { shops, close } = await openShops();
    const controls = shopControls(shops);
    const status = async (path: string, init?: RequestInit) =>
      (await controls.request(path, init)).status;
    const refund = '/demo-woocommerce/orders/7/refunds/70';
    expect(await status(refund, putting({ id: 70, amount: '5.00' }))).toBe(204);
    expect(await (await controls.request(refund)).json()).toEqual({ id: 70, amount: '5.00' });

    expect(await status('/demo-woocommerce/orders/7/refunds/71')).toBe(404);
    expect(await status('/demo-woocommerce/events/evt_1', putting({ id: 'evt_1' }))).toBe(404);
    expect(await status('/demo-store/orders/1', putting({ id: 1 }))).toBe(404);
    expect(await status('/nobody/orders/1', putting({ id: 1 }))).toBe(404);
    for (const body of [{ id: 2 }, {}, [], 'text', null]) {
      expect(await status('/demo-shopify/orders/1', putting(body))).toBe(400);
    }
    await close();
  });

  it('refuse a document larger than any order', async () => {
    const { shops, close } = await openShops();
    const large = putting({ id: 1, note: 'x'.repeat(1_048_576) });
    const refused = await shopControls(shops).request('/demo-shopify/orders/1', large);
    expect(refused.status).toBe(413);
    await close();
  });

  it('refuse a fault that they do not know', async () => {
    const { shops, close } = await openShops();
    const faults = async (shop: string, body: unknown) => {
      const init = { method: 'POST', body: JSON.stringify(body) };
      return (await shopControls(shops).request(`/${shop}/faults`, init)).status;
    };
    for (const body of [{}, { answer: 418 }, { answer: 500, times: 0 }, { answer: 500, all: 1 }]) {
      expect(await faults('demo-shopify', body)).toBe(400);
    }
    expect(await faults('demo-store', { answer: 500 })).toBe(404);
    await close();
  });
});

const api = { ApiId: { Ref: 'Api' } };
const says = `exports.handler = async () => ({
  statusCode: 200, body: process.env.SHOP_API_URL ?? 'not told',
});`;

/** A function behind a path of its name. */
const answering = (name: string): Record<string, FixtureResource> => ({
  [`To${name}`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ...api,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': [name, 'Arn'] },
      PayloadFormatVersion: '2.0',
    },
  },
  [`Get${name}`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ...api,
      RouteKey: `GET /${name}`,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `To${name}` }]] },
    },
  },
});

describe('a host', () => {
  it('tells where the fake shops are to functions that ask for it, and to no others', async () => {
    const assembly = writeAssembly(
      {
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'it', ProtocolType: 'HTTP' } },
        Asks: {
          Type: 'AWS::Lambda::Function',
          Properties: { Environment: { Variables: { SHOP_API_URL: '' } } },
        },
        ...answering('Asks'),
        ...answering('AsksNot'),
      },
      { Asks: says, AsksNot: says },
    );
    const host = await startHost({ assembly: assembly.folder });
    const order = { id: 1, name: '#1' };
    await fetch(`${host.url}/_local/shops/demo-shopify/orders/1`, putting(order));
    const url = await (await fetch(`${host.url}/Asks`)).text();
    const found = await fetch(`${url}/demo-shopify${ORDER}`, { headers: token });
    expect(await found.json()).toEqual({ order });
    expect(await (await fetch(`${host.url}/AsksNot`)).text()).toBe('not told');
    await host.stop();
    assembly.discard();
  });
});
