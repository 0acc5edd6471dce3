import { expect, test } from 'vitest';
import type { Consent } from '../../../shared/contact/consent.ts';
import {
  isSuppressed,
  readSuppression,
  suppress,
  suppressionHashes,
} from '../../../shared/contact/suppression.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';

const KEY = 'a key of the tests';

const said = (state: Consent['state'], at: number): Consent => ({
  channel: 'email',
  purpose: 'marketing',
  state,
  at,
});

test('an address is suppressed however it is written, and a number beside it', () => {
  const [email, phone] = suppressionHashes(KEY, {
    email: 'Mara@Example.org',
    phone: '+4915112345678',
  });
  expect(suppressionHashes(KEY, { email: ' mara@example.org' })).toEqual([email]);
  expect(suppressionHashes('another key', { phone: '+4915112345678' })).not.toEqual([phone]);
  expect(suppressionHashes(KEY, { name: 'Mara' })).toEqual([]);
});

test('what bounced stays shut, whatever is said', async () => {
  const table = memoryTable();
  await suppress(table, { hash: 'h', reason: 'bounced', at: 1 });
  expect(await isSuppressed(table, 'h', 'email', [said('granted', 2)])).toBe(true);
  expect(await isSuppressed(table, 'another', 'email', [])).toBe(false);
});

test('whoever was forgotten and comes back may be written to where they have agreed since', async () => {
  const table = memoryTable();
  await suppress(table, { hash: 'h', reason: 'erased', at: 10 });
  const isShut = (...consents: Consent[]) => isSuppressed(table, 'h', 'email', consents);
  expect(await isShut()).toBe(true);
  expect(await isShut(said('granted', 10))).toBe(true);
  expect(await isShut(said('pending', 11))).toBe(true);
  expect(await isShut({ ...said('granted', 11), channel: 'sms' })).toBe(true);
  expect(await isShut(said('granted', 11))).toBe(false);
  // Forgotten once more, or complained of: what was agreed to before is over.
  await suppress(table, { hash: 'h', reason: 'erased', at: 20 });
  expect(await isShut(said('granted', 11))).toBe(true);
  expect(await isShut(said('granted', 21))).toBe(false);
  await suppress(table, { hash: 'h', reason: 'complained', at: 30 });
  expect(await isShut(said('granted', 31))).toBe(true);
});

test('the first reason stands', async () => {
  const table = memoryTable();
  expect(await readSuppression(table, 'h')).toBeUndefined();
  expect(await suppress(table, { hash: 'h', reason: 'bounced', at: 1 })).toBe(true);
  expect(await suppress(table, { hash: 'h', reason: 'erased', at: 2 })).toBe(false);
  expect(await readSuppression(table, 'h')).toEqual({ hash: 'h', reason: 'bounced', at: 1 });
});
