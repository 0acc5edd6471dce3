import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/activities/contract.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { activityDesk, patiently, status } from '../../support/activity-desk.ts';
import { useLocalTable } from '../../support/local-table.ts';

const local = useLocalTable();
const { aMember, report, approve, waiting } = activityDesk(local);
const REPORT = 'POST /v1/members/{member}/activities';
const LIST = 'GET /v1/activities';

describe('an activity that a person must approve', () => {
  const review = { activity: 'review', subject: 'order 7', occurredAt: '2026-03-19T12:00:00Z' };

  test('waits, and counts at its own time once it is approved', async () => {
    const member = await aMember();
    const first = await report(member, review, { key: 'r' });
    expect(first).toMatchObject({
      status: 201,
      body: { status: 'waiting', sentences: ['a review waits to be approved.'] },
    });
    expect(routes[REPORT].answer.safeParse(first.body).error).toBeUndefined();
    expect(await report(member, review, { key: 'r' })).toEqual(first);
    expect(await status(report(member, { ...review, subject: '8' }, { key: 'r' }))).toBe(422);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
    const { id } = first.body as { id: string };
    const listed = (await waiting({ limit: '100' })).body as { activities: { id: string }[] };
    expect(listed.activities.find((one) => one.id === id)).toEqual({
      id,
      member,
      activity: 'review',
      subject: 'order 7',
      occurredAt: '2026-03-19T12:00:00.000Z',
      receivedAt: '2026-03-20T12:00:00.000Z',
    });

    const approved = await approve(id, true, '2026-03-25T12:00:00Z');
    expect(approved).toMatchObject({
      status: 201,
      body: {
        status: 'counted',
        brought: { points: 20, contribution: 25, rewards: ['early-access'] },
      },
    });
    expect(await approve(id, true, '2026-03-26T12:00:00Z')).toEqual(approved);
    expect(await approve(id, false)).toMatchObject({ status: 409, body: { approved: true } });
    expect((await report(member, review, { key: 'r' })).body).toEqual(approved.body);
    expect(await readMember(local.table, member)).toMatchObject({
      v: 2,
      activityDay: { day: '2026-03-19' },
    });
    const after = (await waiting({ limit: '100' })).body as { activities: { id: string }[] };
    expect(after.activities.map((one) => one.id)).not.toContain(id);
  });

  test('brings nothing when it is turned down, and stays turned down', async () => {
    const member = await aMember();
    const { body } = await report(member, review, { key: 'r' });
    const { id } = body as { id: string };
    expect(await approve(id, false)).toMatchObject({ body: { status: 'turned-down' } });
    expect(await approve(id, false)).toMatchObject({ status: 201 });
    expect(await approve(id, true)).toMatchObject({ status: 409, body: { approved: false } });
    expect((await report(member, review, { key: 'r' })).body).toMatchObject({
      status: 'turned-down',
      sentences: ['a review was not approved.'],
    });
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
  });

  test('counts no more often for one subject than the program says, and stays on the list', async () => {
    const member = await aMember();
    const ids: string[] = [];
    for (const key of ['one', 'two']) {
      ids.push(((await report(member, review, { key })).body as { id: string }).id);
    }
    expect(await status(approve(ids[0], true))).toBe(201);
    expect(await approve(ids[1], true)).toMatchObject({ status: 409, body: { in: 'subject' } });
    expect(await status(approve(ids[1], false))).toBe(201);
  });

  test('is judged once when many judge it at once', async () => {
    const member = await aMember();
    const { id } = (await report(member, review)).body as { id: string };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => patiently(() => approve(id, i % 2 === 0))),
    );
    const kinds = new Set(answers.map(({ status: is, body }) => `${is} ${Object(body).status}`));
    expect([...kinds].filter((kind) => kind.startsWith('201'))).toHaveLength(1);
    const counted = kinds.has('201 counted');
    expect(await readMember(local.table, member)).toMatchObject({ v: counted ? 2 : 1 });
  });

  test('is listed in pages, the oldest first', async () => {
    const member = await aMember();
    const at = (i: number) => `2026-03-0${i}T12:00:00Z`;
    for (const i of [1, 2, 3]) await report(member, review, { at: at(i) });
    const page = (await waiting({ limit: '2' })).body as {
      activities: { receivedAt: string }[];
      next: string;
    };
    expect(page.activities.map(({ receivedAt }) => receivedAt)).toEqual([
      '2026-03-01T12:00:00.000Z',
      '2026-03-02T12:00:00.000Z',
    ]);
    const rest = await waiting({ limit: '1', from: page.next });
    expect(rest.body).toMatchObject({ activities: [{ receivedAt: '2026-03-03T12:00:00.000Z' }] });
    expect(routes[LIST].answer.safeParse(rest.body).error).toBeUndefined();
    expect(await status(waiting({ from: 'z' }))).toBe(200);
    expect(await status(approve('x'.repeat(22), true))).toBe(404);
  });
});
