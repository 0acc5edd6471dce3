import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/activities/contract.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import type { Referral } from '../../../shared/program/program.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { readHistory } from '../../../shared/table/people/member-reads.ts';
import type { Table } from '../../../shared/table/table.ts';
import { patiently } from '../../support/activity-desk.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { DUE, ORDERED, referralDesk } from '../../support/referral-desk.ts';

const local = useLocalTable();
const desk = referralDesk(local, ladder);

const few = loadProgram({
  ...fourTierLadder,
  referral: { ...fourTierLadder.referral, friendsAYear: 3, friendsAMonth: 2 } as Referral,
});

async function awards(member: string) {
  const { things } = await readHistory(local.table, member, 50);
  return things.flatMap((entry) =>
    entry.kind === 'awarded' ? [[entry.cause.id, entry.points]] : [],
  );
}

describe('a member’s own code', () => {
  test('is the same whenever it is asked for, and shown once it has been', async () => {
    const { member, code } = await desk.owner();
    const again = await desk.give(member);
    expect(again).toMatchObject({ status: 201, body: { member, code, list: [] } });
    const answer = await desk.show(member);
    expect(answer).toEqual({ ...again, status: 200 });
    const shape = routes['GET /v1/members/{member}/referral'].answer;
    expect(shape.safeParse(answer.body).error).toBeUndefined();
  });

  test('is absent before, and there is none for nobody or in a program without referrals', async () => {
    const member = desk.next('buyer');
    await desk.tell(desk.paid({ member }));
    expect((await desk.show(member)).body).not.toHaveProperty('code');
    expect((await desk.show('nobody-000000000000000')).status).toBe(404);
    expect((await desk.give('nobody-000000000000000')).status).toBe(404);
    const without = referralDesk(local, loadProgram({ ...fourTierLadder, referral: undefined }));
    expect((await without.give(member)).status).toBe(404);
    expect((await without.settle(member)).status).toBe(404);
  });
});

describe('a settlement', () => {
  test('rewards both sides once, however often it is asked for and at once', async () => {
    const owner = await desk.owner();
    const { member } = await desk.friend(owner.code);
    expect((await desk.settle(member, ORDERED)).body).toMatchObject({ outcome: 'too-early' });
    expect((await desk.show(owner.member)).body).toMatchObject({
      friends: { ever: 0 },
      list: [{ member, status: 'waiting', dueAt: DUE }],
    });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => patiently(() => desk.settle(member))),
    );
    const settled = {
      outcome: 'settled',
      owner: owner.member,
      points: { owner: 200, member: 200 },
    };
    for (const answer of [...answers, await desk.settle(member, '2026-05-01T12:00:00Z')]) {
      expect(answer).toMatchObject({ status: 200, body: settled });
    }
    const shape = routes['POST /v1/referrals/settlements'].answer;
    expect(shape.safeParse(answers[0]?.body).error).toBeUndefined();
    expect(await awards(member)).toEqual([['came', 200]]);
    expect((await awards(owner.member)).toSorted()).toEqual([
      ['brought', 200],
      ['level-1', 0],
    ]);
    expect((await desk.show(owner.member)).body).toMatchObject({
      friends: { ever: 1, thisYear: 1, thisMonth: 1, mostAYear: 10 },
      levels: [
        { friends: 1, rewards: ['friend-bringer'], reached: true },
        { friends: 3, reached: false },
        { friends: 5, reached: false },
      ],
      list: [{ status: 'settled', points: 200 }],
    });
  });

  test('brings more at the third friend', async () => {
    const owner = await desk.owner();
    for (let i = 0; i < 3; i++) await desk.settle((await desk.friend(owner.code)).member);
    const got = await awards(owner.member);
    expect(got.filter(([id]) => id === 'brought')).toHaveLength(3);
    expect(got.filter(([id]) => id !== 'brought').toSorted()).toEqual([
      ['level-1', 0],
      ['level-3', 300],
    ]);
  });

  test('brings nothing for an order that is undone, for good', async () => {
    const owner = await desk.owner();
    const [refunded, cancelled, half] = [
      await desk.friend(owner.code),
      await desk.friend(owner.code),
      await desk.friend(owner.code),
    ];
    await desk.tell(
      desk.refunded(refunded.orderId, 5_000),
      desk.cancelled(cancelled.orderId),
      desk.refunded(half.orderId, 2_500),
    );
    for (const { member } of [refunded, cancelled]) {
      expect((await desk.settle(member)).body).toMatchObject({ outcome: 'order-undone' });
      expect((await desk.settle(member)).body).toMatchObject({ outcome: 'order-undone' });
      expect(await awards(member)).toEqual([]);
    }
    expect((await desk.settle(half.member)).body).toMatchObject({ outcome: 'settled' });
    expect((await desk.show(owner.member)).body).toMatchObject({ friends: { ever: 1 } });
  });

  test('stops at so many friends a month and a year, of those due in them', async () => {
    const busy = referralDesk(local, few);
    const owner = await busy.owner();
    const outcomes: unknown[] = [];
    for (const at of [
      ORDERED,
      ORDERED,
      ORDERED,
      '2026-05-10T12:00:00.000Z',
      '2026-07-10T12:00:00.000Z',
    ]) {
      const { member } = await busy.friend(owner.code, at);
      const { body } = await busy.settle(member, '2026-12-01T12:00:00Z');
      outcomes.push(body.outcome);
      if (body.outcome === 'limit') expect(await awards(member)).toEqual([]);
    }
    expect(outcomes).toEqual(['settled', 'settled', 'limit', 'settled', 'limit']);
  });

  test('of many friends at once counts exactly as many as may', async () => {
    const busy = referralDesk(local, few);
    const owner = await busy.owner();
    const friends = [];
    for (let i = 0; i < 6; i++) friends.push(await busy.friend(owner.code));
    const answers = await Promise.all(
      friends.map(({ member }) => patiently(() => busy.settle(member))),
    );
    const outcomes = answers.map(({ body }) => body.outcome).toSorted();
    expect(outcomes).toEqual(['limit', 'limit', 'limit', 'limit', 'settled', 'settled']);
    const brought = (await awards(owner.member)).filter(([id]) => id === 'brought');
    expect(brought).toHaveLength(2);
  });

  test('that was cut off is finished by the next one', async () => {
    const owner = await desk.owner();
    const { member } = await desk.friend(owner.code);
    let left = 1;
    const breaking: Table = {
      ...local.table,
      transact: (writes) => {
        left -= 1;
        if (left < 0) throw new Error('the function was stopped');
        return local.table.transact(writes);
      },
    };
    const cutOff = referralDesk({ table: breaking }, ladder);
    for (const [transactions, status] of [
      [1, 500],
      [1, 500],
      [9, 200],
    ] as const) {
      left = transactions;
      const answer = await cutOff.settle(member).catch(() => ({ status: 500 }));
      expect(answer.status).toBe(status);
    }
    expect(await awards(member)).toEqual([['came', 200]]);
    expect((await awards(owner.member)).toSorted()).toEqual([
      ['brought', 200],
      ['level-1', 0],
    ]);
  });

  test('follows merges, and brings nobody themselves', async () => {
    const [owner, survivor, other] = [await desk.owner(), await desk.owner(), await desk.owner()];
    const merge = (into: string, absorbed: string) =>
      mergeMembers(local.table, { survivor: into, absorbed }, occasionAt(DUE), ladder);
    const [kept, own] = [await desk.friend(owner.code), await desk.friend(other.code)];
    await merge(survivor.member, owner.member);
    await merge(own.member, other.member);
    expect((await desk.settle(kept.member)).body).toMatchObject({ outcome: 'settled' });
    expect(await awards(survivor.member)).toContainEqual(['brought', 200]);
    expect((await desk.show(owner.member)).body).toMatchObject({
      member: survivor.member,
      friends: { ever: 1 },
      list: [{ member: kept.member, status: 'settled' }],
    });
    expect((await desk.settle(own.member)).body).toMatchObject({ outcome: 'same-member' });
    expect((await desk.settle(other.member)).body).toMatchObject({ outcome: 'same-member' });
  });

  test('is asked for in vain of who came by themselves', async () => {
    const owner = await desk.owner();
    expect((await desk.settle(owner.member)).status).toBe(404);
    expect((await desk.settle('nobody-000000000000000')).status).toBe(404);
  });

  test('lists friends page by page', async () => {
    const owner = await desk.owner();
    const friends: string[] = [];
    for (let i = 0; i < 3; i++) friends.push((await desk.friend(owner.code)).member);
    const first = (await desk.show(owner.member, { query: { limit: '2' } })).body;
    expect(first.list).toHaveLength(2);
    const query = { limit: '2', from: String(first.next) };
    const rest = (await desk.show(owner.member, { query })).body;
    expect([first.list, rest.list].flat().map((one) => Object(one).member)).toEqual(
      friends.toSorted(),
    );
    expect(rest).not.toHaveProperty('next');
  });
});
