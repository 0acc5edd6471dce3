import { expect, test } from 'vitest';
import { mailFeedback } from '../../../functions/mail-feedback/handler.ts';
import { findMember } from '../../../shared/contact/one-member.ts';
import { readSuppression, suppressionHashes } from '../../../shared/contact/suppression.ts';
import { readConsentRecords } from '../../../shared/table/people/consent-item.ts';
import { deliver } from '../../support/invoke.ts';
import { MEMBER_KEY, useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { agreed, messenger } from '../../support/messenger.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);
const desk = messenger(local, kept);

const AT = '2026-11-02T11:00:00Z';
const NOON = '2026-11-03T11:00:00.000Z';

async function report(kind: string, email: string) {
  const member = await desk.member({
    contact: { email },
    consents: [agreed('email', 'marketing')],
  });
  const [address = ''] = suppressionHashes(MEMBER_KEY, { email });
  const handler = mailFeedback({ table: local.table });
  const body = { kind, member, address, at: AT };
  expect(await deliver(handler, body, body)).toEqual([]);
  return { member, address };
}

test('an address that does not exist gets nothing more, and its owner’s yes stands', async () => {
  const { member, address } = await report('bounced', 'gone@example.org');
  expect(await readSuppression(local.table, address)).toEqual({
    hash: address,
    reason: 'bounced',
    at: Date.parse(AT),
  });
  await desk.warn(member, NOON);
  expect(desk.letters).toEqual([]);
  expect(await desk.only(member)).toMatchObject({ fate: { why: 'suppressed' } });
  expect((await findMember(local.table, member))?.consents).toMatchObject([{ state: 'granted' }]);
});

test('a complaint ends the consent to promotions too, with its proof', async () => {
  const { member, address } = await report('complained', 'angry@example.org');
  expect(await readSuppression(local.table, address)).toMatchObject({ reason: 'complained' });
  expect(await readConsentRecords(local.table, member)).toMatchObject([
    { channel: 'email', purpose: 'marketing', state: 'withdrawn', method: 'complaint' },
  ]);
});

test('what is no such report is set aside', async () => {
  const handler = mailFeedback({ table: local.table });
  const good = { kind: 'bounced', member: 'm'.repeat(22), address: 'a'.repeat(22), at: AT };
  const bad = [
    { ...good, kind: 'delivered' },
    { ...good, address: 'mara@example.org' },
    { ...good, at: 'today' },
    { ...good, member: undefined },
  ];
  expect(await deliver(handler, good, ...bad)).toEqual([1, 2, 3, 4]);
});
