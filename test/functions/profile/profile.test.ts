import { beforeEach, describe, expect, test } from 'vitest';
import { profile } from '../../../functions/profile/handler.ts';
import type { Consent } from '../../../shared/contact/consent.ts';
import type { Contact } from '../../../shared/contact/contact.ts';
import {
  eraseProfile,
  findProfile,
  openProfile,
  updateProfile,
} from '../../../shared/contact/profiles.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { customerTold } from '../../../shared/events/customer-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import type { Profile } from '../../../shared/table/people/profile-item.ts';
import { withAccountant } from '../../support/accountant.ts';
import { bareLadder } from '../../support/bare-ladder.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder, occasionAt } from '../../support/member-ledger.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);

const mara: Contact = {
  email: 'mara@example.org',
  phone: '+4915112345678',
  name: 'Mara Holz',
  language: 'de',
};

let members = 0;
let member = '';
beforeEach(() => {
  members += 1;
  member = `member-of-tests-${members}`.padEnd(22, '-');
});

interface Telling {
  readonly of?: string;
  readonly at?: string;
  readonly receivedAt?: string;
  readonly sealedFor?: string;
}

/** Delivers what a shop tells; the numbers of the messages that failed. */
async function tell(contact: Contact, more: Telling = {}, table = local.table, program = ladder) {
  const { of = member, at = '2026-11-01T09:00:00.000Z', receivedAt = at } = more;
  const sealed = await kept.seal(more.sealedFor ?? of, contact);
  const handler = profile({ table, keys: kept.dataKeys, unwrap: kept.unwrap, program });
  return deliver(
    handler,
    envelope(customerTold, {
      shop: 'birdhouse',
      member: of,
      ...sealed,
      occurredAt: at,
      receivedAt,
      correlationId: 'c-1',
    }),
  );
}

const agree = (of: string, ...consents: Consent[]) =>
  updateProfile(local.table, kept.dataKeys, of, async ({ profile: so }) => ({
    profile: { ...so, consents },
  }));

const granted = (channel: Consent['channel'], purpose: Consent['purpose']): Consent => ({
  channel,
  purpose,
  state: 'granted',
  at: 1,
});

async function known(of = member): Promise<Record<string, unknown>> {
  const found: Profile = await findProfile(local.table, of, { consistent: true });
  const { email, phone, name } = await openProfile(kept.dataKeys, found);
  const fields = { email: email?.value, phone: phone?.value, name: name?.value };
  return JSON.parse(JSON.stringify({ ...fields, language: found.language?.value }));
}

describe('what a shop tells of a customer', () => {
  test('is kept as far as a message about their own needs it', async () => {
    expect(await tell(mara)).toEqual([]);
    expect(await known()).toEqual({ email: 'mara@example.org', language: 'de' });
  });

  test('is kept further where they agreed, also under another of their ids', async () => {
    const other = `other-of-tests-${members}`.padEnd(22, '-');
    for (const id of [member, other]) {
      const order = anOrder(`of ${id}`, 1_000);
      await append(local.table, id, (state) =>
        alone(
          decide(state, { type: 'enter-order', order }, occasionAt('2026-10-01T12:00:00Z'), ladder),
        ),
      );
    }
    const pair = { survivor: other, absorbed: member };
    await mergeMembers(local.table, pair, occasionAt('2026-10-02T12:00:00Z'), ladder);
    await agree(other, granted('in-app', 'membership'), granted('sms', 'transactional'));
    await tell(mara);
    expect(await known()).toEqual(mara);
    expect(await known(other)).toEqual({});
  });

  test('where joining needs consent is not even opened before there is any', async () => {
    const program = loadProgram({
      ...bareLadder,
      enrolment: {
        joins: 'by-consent',
        consent: { version: 'v1', text: { en: 'Join us?', 'zh-CN': '加入吗？' } },
        ordersWaitDays: 90,
      },
    });
    const before = kept.calls.length;
    expect(await tell(mara, { sealedFor: 'nobody' }, local.table, program)).toEqual([]);
    expect(await known()).toEqual({});
    expect(kept.calls.slice(before)).toEqual([]);
  });

  test('counts by when the shop had it so, field by field, in whatever order it comes', async () => {
    await agree(member, granted('in-app', 'membership'));
    await tell({ email: 'second@example.org' }, { at: '2026-11-02T09:00:00.000Z' });
    await tell({ email: 'first@example.org', name: 'Mara' }, { at: '2026-11-01T09:00:00.000Z' });
    expect(await known()).toEqual({ email: 'second@example.org', name: 'Mara' });
    await tell({ name: 'Mara Holz' }, { at: '2026-11-03T09:00:00.000Z' });
    expect(await known()).toEqual({ email: 'second@example.org', name: 'Mara Holz' });
  });

  test('is refused where it was sealed for another member', async () => {
    expect(await tell(mara, { sealedFor: 'somebody-else' })).toEqual([0]);
    expect(await known()).toEqual({});
  });

  test('twenty times at once is kept once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => tell(mara)));
    expect(all.flat()).toEqual([]);
    expect(await known()).toEqual({ email: 'mara@example.org', language: 'de' });
  });
});

describe('a known customer’s order', () => {
  test('costs half a read unit, writes nothing and asks nothing of KMS', async () => {
    await tell(mara);
    const before = kept.calls.length;
    const { table, bill } = withAccountant(local.table);
    // Another order brings another sealed text of the same data.
    await tell(mara, { at: '2026-11-09T09:00:00.000Z' }, table);
    expect(bill).toEqual({ requests: 1, readUnits: 0.5, writeUnits: 0 });
    expect(kept.calls.slice(before)).toEqual([]);
  });

  test('is not opened again either where what is new in it may not be kept', async () => {
    await tell(mara);
    await tell({ ...mara, phone: '+4915500000000' }, { at: '2026-11-02T09:00:00.000Z' });
    const before = kept.calls.length;
    await tell({ ...mara, phone: '+4915500000000' }, { at: '2026-11-03T09:00:00.000Z' });
    expect(kept.calls.slice(before)).toEqual([]);
  });
});

test('a new customer’s order asks KMS twice: to open it, and for a key', async () => {
  await kept.seal(member, mara);
  const before = kept.calls.length;
  await tell(mara);
  expect(kept.calls.slice(before)).toEqual(['Decrypt', 'GenerateDataKey']);
});

describe('after an erasure', () => {
  const erasedAt = Date.parse('2026-11-10T12:00:00Z');
  beforeEach(async () => {
    await tell(mara);
    await eraseProfile(local.table, kept.dataKeys, member, erasedAt);
  });

  test.each([
    ['what was on its way', '2026-11-09T09:00:00.000Z', '2026-11-09T09:00:01.000Z'],
    ['an old order delivered again', '2026-11-01T09:00:00.000Z', '2026-12-24T09:00:00.000Z'],
  ])('%s brings nobody back', async (_, at, receivedAt) => {
    expect(await tell(mara, { at, receivedAt })).toEqual([]);
    expect(await known()).toEqual({});
    expect(await kept.dataKeys.find(member)).toBeUndefined();
  });

  test('a new order does', async () => {
    await tell(mara, { at: '2026-11-10T12:00:01.000Z' });
    expect(await known()).toEqual({ email: 'mara@example.org', language: 'de' });
    await tell({ email: 'old@example.org' }, { at: '2026-11-01T09:00:00.000Z' });
    expect(await known()).toEqual({ email: 'mara@example.org', language: 'de' });
  });
});
