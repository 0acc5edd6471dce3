import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/activities/contract.ts';
import { activities } from '../../../functions/activities/handler.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { verifyMember } from '../../../shared/table/ledger/verify.ts';
import { activityDesk, patiently, status } from '../../support/activity-desk.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { occasionAt } from '../../support/member-ledger.ts';

const local = useLocalTable();
const { program, aMember, report } = activityDesk(local);
const AT = '2026-03-20T12:00:00Z';
const REPORT = 'POST /v1/members/{member}/activities';
const checkIn = { activity: 'check-in' };

describe('an activity', () => {
  test('brings what the program says, and says why', async () => {
    const member = await aMember();
    const answer = await report(member, checkIn);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        member,
        status: 'counted',
        brought: { points: 5, contribution: 0, rewards: [], balance: 65 },
      },
    });
    expect(answer.body).toHaveProperty('sentences.0', '5 points for a check-in on March 20, 2026.');
    expect(routes[REPORT].answer.safeParse(answer.body).error).toBeUndefined();
    expect(await readMember(local.table, member)).toMatchObject({
      v: 2,
      lastVisitAt: Date.parse(AT),
      activityDay: { day: '2026-03-20', points: 5, pointsOfMonth: 5 },
    });
  });

  test('reported again under its key is answered as it was, though it would not count now', async () => {
    const member = await aMember();
    const first = await report(member, checkIn, { key: 'k' });
    expect(await report(member, '{ "activity":"check-in" }', { key: 'k' })).toEqual(first);
    expect(await status(report(member, { activity: 'browse' }, { key: 'k' }))).toBe(422);
    expect(await readMember(local.table, member)).toMatchObject({ v: 2 });
  });

  test('counts as often a day as the program says, in its zone, and on the day on which it was', async () => {
    const member = await aMember();
    const at = (occurredAt: string) => report(member, { ...checkIn, occurredAt });
    // In Berlin both of these are the 19th, and the last one is the 20th.
    expect(await status(at('2026-03-19T22:59:00Z'))).toBe(201);
    expect(await at('2026-03-19T00:30:00+01:00')).toMatchObject({
      status: 409,
      body: {
        reason: 'activity-limit',
        times: 1,
        in: 'day',
        detail: 'It counts once a day, and has.',
      },
    });
    expect(await status(at('2026-03-19T23:00:00Z'))).toBe(201);
  });

  test('counts as often a week and a month as the program says', async () => {
    const member = await aMember();
    const outcomes: unknown[] = [];
    // Monday the 2nd is the first day of the first week that lies whole in March.
    for (let day = 2; day <= 20; day++) {
      const occurredAt = `2026-03-${String(day).padStart(2, '0')}T12:00:00Z`;
      const { body } = await report(member, { activity: 'browse', occurredAt });
      outcomes.push((body as { in?: string }).in ?? 'counted');
    }
    const week = [...Array<string>(5).fill('counted'), 'week', 'week'];
    expect(outcomes).toEqual([...week, ...week, 'counted', 'counted', 'month', 'month', 'month']);
  });

  test('that counts so often for one subject must name it, and is told apart by it', async () => {
    const member = await aMember();
    const photo = (subject?: string) =>
      status(report(member, { activity: 'photo', ...(subject === undefined ? {} : { subject }) }));
    expect(await photo()).toBe(400);
    expect([await photo('a'), await photo('a'), await photo('a')]).toEqual([201, 201, 409]);
    expect(await photo('b')).toBe(201);
  });

  test('that counts once in a lifetime counts once for two who are one member now', async () => {
    const [survivor, absorbed] = [await aMember(), await aMember()];
    const tour = (member: string) => report(member, { activity: 'welcome-tour' });
    expect(await status(tour(absorbed))).toBe(201);
    await mergeMembers(local.table, { survivor, absorbed }, occasionAt(AT), program);
    for (const member of [survivor, absorbed]) {
      expect(await tour(member)).toMatchObject({ status: 409, body: { in: 'lifetime' } });
    }
  });

  test('brings no more points than all of them may bring, and says what was withheld', async () => {
    const member = await aMember();
    const photo = (subject: string, day: string) =>
      report(member, { activity: 'photo', subject, occurredAt: `2026-03-${day}T12:00:00Z` });
    await report(member, checkIn);
    const second = await photo('1', '20');
    expect(second.body).toMatchObject({ brought: { points: 25, withheld: { points: 5 } } });
    expect(second.body).toHaveProperty(
      'sentences.1',
      '5 points more did not fit into what activities may bring.',
    );
    // A late report counts on the latest day, which is full, though the day on which it was is not.
    expect((await photo('2', '19')).body).toMatchObject({ brought: { points: 0 } });
    const next = await report(
      member,
      { activity: 'photo', subject: '3' },
      { at: '2026-03-21T12:00:00Z' },
    );
    expect(next.body).toMatchObject({ brought: { points: 30 } });
    const last = await report(member, checkIn, { at: '2026-03-22T12:00:00Z' });
    expect(last.body).toMatchObject({ brought: { points: 0, withheld: { points: 5 } } });
    const april = await report(member, checkIn, { at: '2026-04-01T12:00:00Z' });
    expect(april.body).toMatchObject({ brought: { points: 5 } });
    expect(await verifyMember(local.table, member)).toEqual([]);
  });

  test('can reach a tier by contribution, of which a month brings so much and no more', async () => {
    const member = await aMember();
    const answer = () => report(member, { activity: 'answer' });
    expect((await answer()).body).toMatchObject({ brought: { tier: { after: 'explorer' } } });
    const { body } = await answer();
    expect(body).toMatchObject({
      brought: { contribution: 30, tier: { before: 'explorer', after: 'regular' } },
    });
    const { rewards = [] } = program.tiers.find(({ id }) => id === 'regular') ?? {};
    expect(body).toHaveProperty('brought.rewards', rewards);
    await answer();
    expect((await answer()).body).toMatchObject({
      brought: { contribution: 10, withheld: { points: 0, contribution: 20 } },
    });
  });

  test('of nobody, of no such kind, or that is nonsense, is refused', async () => {
    const member = await aMember();
    expect(await status(report('nobody-000000000000000', checkIn))).toBe(404);
    expect(
      await status(report('nobody-000000000000000', { activity: 'review', subject: '1' })),
    ).toBe(404);
    expect(await status(report(member, { activity: 'sleep' }))).toBe(404);
    const nonsense = [
      'no json',
      {},
      { activity: 7 },
      { ...checkIn, more: 1 },
      { ...checkIn, occurredAt: 'yesterday' },
      { ...checkIn, subject: 'x'.repeat(10_000) },
    ];
    for (const body of nonsense) expect(await status(report(member, body))).toBe(400);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
  });

  test('on X brings nothing without X’s approval', async () => {
    const [checkedIn] = program.activities;
    if (checkedIn === undefined) throw new Error('there are no activities');
    const onX = { ...program, activities: [{ ...checkedIn, on: 'x' as const }] };
    const answer = await ask(
      activities({ table: local.table, program: onX, memberKey: async () => 'a-key' }),
      REPORT,
      {
        path: { member: await aMember() },
        headers: { 'idempotency-key': 'k' },
        body: JSON.stringify(checkIn),
      },
    );
    expect(answer).toMatchObject({ status: 409, body: { reason: 'not-approved-by-x' } });
  });
});

test('of fifty check-ins of one member at once exactly as many count as may', async () => {
  const member = await aMember();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      patiently(() => report(member, { activity: 'browse' }, { key: `browsing ${i}` })),
    ),
  );
  const counted = answers.filter((answer) => answer.status === 201);
  expect(counted).toHaveLength(3);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(47);
  expect(await readMember(local.table, member)).toMatchObject({ v: 4 });
  expect(await verifyMember(local.table, member)).toEqual([]);
}, 60_000);
