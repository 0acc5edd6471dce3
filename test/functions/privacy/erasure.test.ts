import { beforeEach, describe, expect, test } from 'vitest';
import { findMember } from '../../../shared/contact/one-member.ts';
import { openProfile } from '../../../shared/contact/profiles.ts';
import { readSuppression, suppressionHashes } from '../../../shared/contact/suppression.ts';
import { orderNumberHash } from '../../../shared/identity/order-number-hash.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { ordersNumbered } from '../../../shared/table/orders/order-number.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { readConsentRecords } from '../../../shared/table/people/consent-item.ts';
import { readRequest } from '../../../shared/table/people/privacy-request.ts';
import { findOwner } from '../../../shared/table/rewards/referral-item.ts';
import type { Table } from '../../../shared/table/table.ts';
import { MEMBER_KEY, useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import {
  ASKED,
  aBuyer,
  aGuestsOrder,
  codeHash,
  mara,
  PLANTED,
  plant,
  recording,
} from '../../support/privacy-desk.ts';
import { FORGOTTEN, privacyWorker, redaction, standing } from '../../support/privacy-worker.ts';

const local = useLocalTable();
const kept = useLocalKeys(local);

let members = 0;
let member = '';
const next = () => {
  members += 1;
  return `member-of-tests-${members}`.padEnd(22, '-');
};
beforeEach(() => {
  member = next();
});

const worker = (table: Table = local.table) => privacyWorker(table, kept.dataKeys);

const known = async (id: string) => {
  const found = await findMember(local.table, id);
  return found === undefined ? undefined : openProfile(kept.dataKeys, found.own);
};

const hashes = suppressionHashes(MEMBER_KEY, mara);

describe('a customer who is to be forgotten', () => {
  test('is, but for a ledger that names nobody', async () => {
    await plant(local.table, kept.dataKeys, member);
    const before = await readMember(local.table, member);
    expect(await standing(local.table, member)).toEqual(
      expect.arrayContaining(['MSG', 'OUT', 'SUB', 'CONTACT', 'PROFILE']),
    );
    await worker().finish(redaction(member));
    expect(await standing(local.table, member)).toEqual(FORGOTTEN);
    expect(await known(member)).toEqual({});
    expect(await kept.dataKeys.find(member)).toBeUndefined();
    expect(await readMember(local.table, member)).toEqual(before);
    expect(await readOrder(local.table, 'birdhouse', `of-${member}`)).toMatchObject({
      known: 'entered',
      entry: { member },
    });
  });

  test('has said yes to what they have, and nothing says where or to whom', async () => {
    await plant(local.table, kept.dataKeys, member);
    await worker().finish(redaction(member));
    expect(await readConsentRecords(local.table, member)).toEqual([
      {
        member,
        channel: 'in-app',
        purpose: 'membership',
        state: 'granted',
        at: Date.parse(PLANTED),
        text: 'Join us.',
        version: 'v1',
        locale: 'en',
        method: 'checkbox',
        actor: 'erased',
      },
    ]);
  });

  test('is found by no code and no order’s number, and is sent nothing any more', async () => {
    const table = memoryTable();
    await plant(table, kept.dataKeys, member);
    const number = orderNumberHash(MEMBER_KEY, 'birdhouse', `#of-${member}`);
    expect(await ordersNumbered(table, number)).toHaveLength(1);
    await worker(table).finish(redaction(member));
    expect(await findOwner(table, codeHash(member))).toBeUndefined();
    expect(await ordersNumbered(table, number)).toEqual([]);
    for (const hash of hashes) {
      expect(await readSuppression(table, hash)).toMatchObject({ reason: 'erased' });
    }
  });

  test('gets a receipt that says how much of what there was', async () => {
    await plant(local.table, kept.dataKeys, member);
    const { table, items } = recording(local.table);
    await worker(table).finish(redaction(member));
    const [request] = (await items()).filter(({ SK }) => SK === 'REQUEST');
    expect(await readRequest(local.table, String(request?.id))).toEqual({
      id: request?.id,
      kind: 'erasure',
      shop: 'birdhouse',
      member,
      members: [member],
      orders: [],
      receivedAt: Date.parse(ASKED),
      closedAt: Date.parse(ASKED),
      found: {
        profile: 1,
        message: 1,
        delivery: 1,
        'promotion-count': 1,
        subscription: 1,
        'consent-proof': 1,
        'referral-code': 1,
        'order-number': 1,
        'suppressed-contact': 2,
      },
      revision: 3,
    });
    expect(JSON.stringify(request)).not.toMatch(/mara|4915/i);
  });

  test('is forgotten by every id that merges gave them, whichever was asked for', async () => {
    const other = next();
    for (const id of [member, other]) await plant(local.table, kept.dataKeys, id);
    const pair = { survivor: member, absorbed: other };
    await mergeMembers(local.table, pair, occasionAt(PLANTED), ladder);
    await worker().finish(redaction(other));
    for (const id of [member, other]) {
      expect(await standing(local.table, id)).toEqual(FORGOTTEN);
      expect(await kept.dataKeys.find(id)).toBeUndefined();
    }
  });

  test('who asks for it twice has two receipts, and of one request one', async () => {
    await plant(local.table, kept.dataKeys, member);
    const { table, items } = recording(local.table);
    const { finish } = worker(table);
    for (const id of ['r-1', 'r-1', 'r-2']) await finish(redaction(member, [], id));
    const receipts = (await items()).filter(({ SK }) => SK === 'REQUEST');
    expect(receipts.map(({ found }) => Object.keys(Object(found)).length)).toEqual([9, 0]);
  });
});

test('what a guest ordered can no longer be told to be theirs', async () => {
  const number = await aGuestsOrder(local.table, `guest-${members}`);
  expect(await ordersNumbered(local.table, number)).toMatchObject([{ placedWith: hashes[0] }]);
  await worker().finish(redaction(undefined, [`guest-${members}`, 'never-came']));
  expect(await ordersNumbered(local.table, number)).toEqual([]);
  expect(await readOrder(local.table, 'birdhouse', `guest-${members}`)).toMatchObject({
    known: 'unclaimed',
  });
});

describe('a day', () => {
  const noon = '2026-11-02T12:00:00Z';

  test('takes up again what was lost on the way, and says how old it is', async () => {
    const table = memoryTable();
    await aBuyer(table, member);
    const { tell, left, watched, finish } = worker(table);
    const lost = { ...table, transact: () => Promise.reject(new Error('nothing is written')) };
    const dead = { ...kept.dataKeys, destroy: () => Promise.reject(new Error('out of order')) };
    expect(await privacyWorker(lost, dead).tell(redaction(member))).toEqual([0]);
    await tell({ scheduledFor: noon });
    expect(watched).toEqual([{ open: 1, oldestDays: 1 }]);
    const [again] = left.splice(0);
    expect(again).toMatchObject({ at: Date.parse(noon) });
    await finish(again ?? {});
    expect(await readRequest(table, again?.request ?? '')).toMatchObject({
      closedAt: Date.parse(noon),
    });
    await tell({ scheduledFor: noon });
    expect(watched.at(-1)).toEqual({ open: 0, oldestDays: 0 });
  });
});

test('what nobody asked for is set aside', async () => {
  expect(await worker().tell({ request: 'nobody-asked', at: 1 })).toEqual([0]);
  expect(await worker().tell({ what: 'else' })).toEqual([0]);
  expect(await local.table.get(keys.privacyRequest('nobody-asked'))).toBeUndefined();
});
