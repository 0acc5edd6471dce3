import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { callback, transactionCallback } from '../bodies/bigcommerce.ts';
import {
  delivery,
  demoShop,
  liveShop,
  NOTHING,
  RECEIVED_AT,
  reading,
  theEvent,
  verdict,
} from '../delivery.ts';

const shop = demoShop('bigcommerce');
const SECRET = 'perch-dev-secret-demo-bigcommerce';

describe('a signature of BigCommerce', () => {
  const time = String(Math.floor(RECEIVED_AT / 1000));
  const body = JSON.stringify(callback);
  const signedBy = (key: string | Buffer, at = time) => ({
    'webhook-id': 'msg-1',
    'webhook-timestamp': at,
    'webhook-signature': `v1,${createHmac('sha256', key).update(`msg-1.${at}.${body}`).digest('base64')}`,
  });
  const verdictOn = (headers: Record<string, string | undefined>, ...secrets: string[]) =>
    verdict(delivery('bigcommerce', body, '', headers), shop, ...secrets);

  test('is that of Standard Webhooks, by the secret’s raw text', () => {
    expect(verdictOn(signedBy(SECRET))).toEqual({ ok: true });
    expect(verdictOn(signedBy(Buffer.from(SECRET, 'base64')))).toMatchObject({ status: 401 });
  });

  test('is as the library of Standard Webhooks makes it of a raw key', () => {
    const signature = new Webhook(SECRET, { format: 'raw' }).sign(
      'msg-1',
      new Date(RECEIVED_AT),
      body,
    );
    expect(verdictOn({ 'webhook-signature': signature })).toEqual({ ok: true });
  });

  test('of any of the secrets does', () => {
    expect(verdictOn(signedBy(SECRET), 'next', SECRET)).toEqual({ ok: true });
    expect(verdictOn(signedBy(SECRET), 'next')).toMatchObject({ status: 401 });
  });

  test('is good for five minutes', () => {
    const old = String(Number(time) - 301);
    expect(verdictOn(signedBy(SECRET, old))).toMatchObject({ status: 401 });
    const recent = String(Number(time) - 299);
    expect(verdictOn(signedBy(SECRET, recent))).toEqual({ ok: true });
  });

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('needs %s', (header) => {
    expect(verdictOn({ [header]: undefined })).toMatchObject({ status: 401 });
  });
});

describe('a webhook of BigCommerce', () => {
  test.each([
    'store/order/created',
    'store/order/updated',
    'store/order/statusUpdated',
    'store/order/refund/created',
  ])('of %s tells which order to ask for, and when it was', (scope) => {
    expect(theEvent('order.touched', reading('bigcommerce', { ...callback, scope }))).toEqual({
      orderId: '250',
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('of a transaction names its order elsewhere', () => {
    const read = reading('bigcommerce', transactionCallback);
    expect(theEvent('order.touched', read)).toMatchObject({ orderId: '250' });
  });

  test('of anything else tells nothing', () => {
    for (const scope of [
      'store/order/archived',
      'store/product/updated',
      'store/app/uninstalled',
    ]) {
      expect(reading('bigcommerce', { ...callback, scope })).toEqual(NOTHING);
    }
  });

  test('of another store is turned away, since an app signs for all with one secret', () => {
    const other = { ...callback, producer: 'stores/other' };
    expect(reading('bigcommerce', other)).toMatchObject({ ok: false, status: 401 });
    expect(reading('bigcommerce', other, '', liveShop('bigcommerce'))).toMatchObject({ ok: true });
  });
});
