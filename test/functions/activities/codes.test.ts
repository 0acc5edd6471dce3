import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/activities/contract.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { activityDesk, patiently, status } from '../../support/activity-desk.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { occasionAt } from '../../support/member-ledger.ts';

const local = useLocalTable();
const { program, aMember, enterCode } = activityDesk(local);
const AT = '2026-03-20T12:00:00Z';
const CODE = 'POST /v1/members/{member}/codes';

describe('a code', () => {
  test('brings its points once for each member, in whatever case it is entered', async () => {
    const member = await aMember();
    const first = await enterCode(member, ' bird-2026 ', { key: 'c' });
    expect(first).toMatchObject({
      status: 201,
      body: { code: 'leaflet', points: 15, balance: 75 },
    });
    expect(first.body).toHaveProperty(
      'sentences.0',
      '15 points for the code from the leaflet on March 20, 2026.',
    );
    expect(routes[CODE].answer.safeParse(first.body).error).toBeUndefined();
    expect(await enterCode(member, 'BIRD-2026', { key: 'c' })).toEqual(first);
    expect(await enterCode(member, 'BIRD-2026')).toMatchObject({
      status: 409,
      body: { reason: 'code-used-before' },
    });
  });

  test('is used under every id that a member has', async () => {
    const [survivor, absorbed] = [await aMember(), await aMember()];
    await enterCode(absorbed, 'BIRD-2026');
    await mergeMembers(local.table, { survivor, absorbed }, occasionAt(AT), program);
    for (const member of [survivor, absorbed]) {
      expect(await status(enterCode(member, 'BIRD-2026'))).toBe(409);
    }
  });

  test('is good on its days alone, in the program’s zone', async () => {
    const member = await aMember();
    const on = (at: string) => status(enterCode(member, 'BIRD-2026', { at }));
    expect(await enterCode(member, 'BIRD-2026', { at: '2026-02-28T22:59:00Z' })).toMatchObject({
      status: 409,
      body: { reason: 'code-not-valid', from: '2026-03-01', until: '2026-12-31' },
    });
    expect(await on('2026-12-31T22:59:00Z')).toBe(201);
    expect(await on('2026-12-31T23:01:00Z')).toBe(409);
  });

  test('of which three may be used is used by three of twelve', async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => aMember()));
    const answers = await Promise.all(
      many.map((member) => patiently(() => enterCode(member, 'FEW3'))),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3);
    const rest = answers.filter((answer) => answer.status !== 201);
    expect(rest.every(({ body }) => Object(body).reason === 'code-used-up')).toBe(true);
  });

  test('that is none, of nobody, or far too long, is refused', async () => {
    const member = await aMember();
    expect(await status(enterCode(member, 'NO-SUCH'))).toBe(404);
    expect(await status(enterCode('nobody-000000000000000', 'BIRD-2026'))).toBe(404);
    expect(await status(enterCode(member, 'B'.repeat(10_000)))).toBe(400);
  });
});
