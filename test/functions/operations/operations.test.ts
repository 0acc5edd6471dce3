import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/operations/contract.ts';
import { operations } from '../../../functions/operations/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { alone, append, readMember } from '../../../shared/table/ledger/ledger.ts';
import { readHistory } from '../../../shared/table/people/member-reads.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { fullProgram } from '../../support/programs.ts';

const local = useLocalTable();
const KEY = 'a-key-for-tests-only';
const program = loadProgram({
  ...fullProgram,
  adjustments: { mostPoints: 500, mostPointsADay: 1_000 },
});

const call = (
  route: keyof typeof routes,
  more: Omit<Parameters<typeof ask>[2] & object, 'body'> & { body?: unknown } = {},
) =>
  ask(
    operations({
      table: local.table,
      program,
      shops: [{ id: 'birdhouse', platform: 'shopify' }],
      memberKey: async () => KEY,
    }),
    route,
    {
      caller: 'the-support-desk',
      ...more,
      ...('body' in more ? { body: JSON.stringify(more.body) } : {}),
    } as Parameters<typeof ask>[2],
  );

let customers = 0;

/** A customer of the shop who has bought nothing yet. */
function aCustomer(): { customer: string; member: string } {
  customers += 1;
  const customer = `customer ${customers}`;
  return { customer, member: memberId(KEY, 'birdhouse', customer) };
}

/** A member with so many points and the 50 of welcome. */
async function aMember(points = 100, at = '2026-03-09T12:00:00Z'): Promise<string> {
  const { customer, member } = aCustomer();
  const order = anOrder(`of ${customer}`, points * 100);
  await append(local.table, member, (state) =>
    alone(decide(state, { type: 'enter-order', order }, occasionAt(at), program)),
  );
  return member;
}

describe('an adjustment', () => {
  const route = 'POST /v1/members/{member}/adjustments';
  let days = 10;
  /** Each day has a limit of its own. */
  const aDay = () => {
    days += 1;
    return `2026-03-${days}T12:00:00Z`;
  };
  const adjust = (member: string, body: unknown, at: string, key = 'a-key') =>
    call(route, { path: { member }, headers: { 'idempotency-key': key }, body, at });

  test('gives points with a reason, in the name of whoever the token is for', async () => {
    const member = await aMember();
    const answer = await adjust(member, { points: 40, reason: 'broken cup' }, aDay());
    expect(answer).toMatchObject({
      status: 201,
      body: { member, points: 40, reason: 'broken cup', by: 'the-support-desk', balance: 190 },
    });
    expect(routes[route].answer.safeParse(answer.body).error).toBeUndefined();
    const { things } = await readHistory(local.table, member, 10);
    expect(things[0]).toMatchObject({ kind: 'adjusted', by: 'the-support-desk', points: 40 });
  });

  test('under the same key is made once, and under another body refused', async () => {
    const [member, at] = [await aMember(), aDay()];
    const first = await adjust(member, { points: -150, reason: 'a mistake' }, at);
    expect(await adjust(member, { points: -150, reason: 'a mistake' }, at)).toEqual(first);
    const other = await adjust(member, { points: -150, reason: 'another' }, at);
    expect(other).toMatchObject({ status: 422 });
    expect(await readMember(local.table, member)).toMatchObject({ v: 2, lots: [] });
  });

  test('takes no more than there is, and says how much is short', async () => {
    const member = await aMember();
    expect(await adjust(member, { points: -180, reason: 'a mistake' }, aDay())).toMatchObject({
      status: 409,
      body: { reason: 'insufficient-points', short: 30 },
    });
  });

  test('beyond what the program allows for one is refused, and says what it allows', async () => {
    const member = await aMember();
    for (const points of [501, -501]) {
      expect(await adjust(member, { points, reason: 'too much' }, aDay())).toMatchObject({
        status: 409,
        body: { reason: 'more-than-allowed', most: 500 },
      });
    }
  });

  test('beyond what one day allows is refused, also when many come at once', async () => {
    const at = aDay();
    const all = await Promise.all(Array.from({ length: 8 }, () => aMember()));
    const answers = await Promise.all(
      all.map((member) => adjust(member, { points: 300, reason: 'sorry' }, at)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
  });

  test.each([
    [{ points: 0, reason: 'nothing' }, 'points'],
    [{ points: 1.5, reason: 'half' }, 'points'],
    [{ points: 2 ** 60, reason: 'all' }, 'points'],
    [{ points: 5 }, 'reason'],
    [{ points: 5, reason: '' }, 'reason'],
    [{ points: 5, reason: 'x'.repeat(201) }, 'reason'],
    [{ points: 5, reason: 'ok', by: 'somebody else' }, 'by'],
  ])('of %j is refused', async (body, said) => {
    const member = await aMember();
    const answer = await adjust(member, body, aDay());
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(said);
  });

  test('of nobody is refused', async () => {
    const { member } = aCustomer();
    const answer = await adjust(member, { points: 5, reason: 'hello' }, aDay());
    expect(answer).toMatchObject({ status: 404, body: { reason: 'unknown-member' } });
  });
});

describe('a merge', () => {
  const [route, undoing] = [
    'POST /v1/members/{member}/merges',
    'DELETE /v1/members/{member}/merges/{absorbed}',
  ] as const;
  const merge = (member: string, absorb: string) =>
    call(route, { path: { member }, body: { absorb } });
  const undo = (member: string, absorbed: string) => call(undoing, { path: { member, absorbed } });

  test('makes two one; a repeat changes nothing and is answered alike', async () => {
    const [member, absorbed] = [await aMember(100), await aMember(30)];
    const first = await merge(member, absorbed);
    expect(first).toMatchObject({
      status: 201,
      body: { member, absorbed, balance: 230, debt: 0, purchases: 2, tier: 'explorer' },
    });
    expect(routes[route].answer.safeParse(first.body).error).toBeUndefined();
    expect(await merge(member, absorbed)).toEqual(first);
    expect(await readMember(local.table, absorbed)).toMatchObject({ member, v: 2 });
  });

  test('asked for by an old id goes into whoever that one is now', async () => {
    const [a, b, c] = [await aMember(), await aMember(), await aMember()];
    await merge(a, b);
    expect(await merge(b, c)).toMatchObject({ status: 201, body: { member: a, absorbed: c } });
  });

  test('of many at once into one leaves nothing behind', async () => {
    const member = await aMember();
    const others = await Promise.all([aMember(), aMember(), aMember()]);
    const answers = await Promise.all(others.map((other) => merge(member, other)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await readMember(local.table, member)).toMatchObject({ purchases: 4, v: 4 });
  });

  test('is undone as long as nothing was spent', async () => {
    const [member, absorbed] = [await aMember(100), await aMember(30)];
    await merge(member, absorbed);
    const answer = await undo(member, absorbed);
    expect(answer).toMatchObject({ status: 200, body: { member, released: absorbed } });
    expect(routes[undoing].answer.safeParse(answer.body).error).toBeUndefined();
    expect(await readMember(local.table, absorbed)).toMatchObject({
      member: absorbed,
      purchases: 1,
    });
    expect(await undo(member, absorbed)).toMatchObject({ status: 404 });
  });

  test('is not undone once points were spent', async () => {
    const [member, absorbed] = [await aMember(), await aMember()];
    await merge(member, absorbed);
    await call('POST /v1/members/{member}/adjustments', {
      path: { member },
      headers: { 'idempotency-key': 'a-key' },
      body: { points: -10, reason: 'a mistake' },
      at: '2026-04-01T12:00:00Z',
    });
    expect(await undo(member, absorbed)).toMatchObject({
      status: 409,
      body: { reason: 'cannot-unmerge', why: 'spent-since' },
    });
  });

  test('of strangers and of oneself is refused', async () => {
    const [member, { member: nobody }] = [await aMember(), aCustomer()];
    expect(await merge(member, nobody)).toMatchObject({ status: 404 });
    expect(await merge(nobody, member)).toMatchObject({ status: 404 });
    expect(await merge(member, member)).toMatchObject({
      status: 409,
      body: { why: 'same-member' },
    });
    expect(await merge(member, 'me')).toMatchObject({ status: 400 });
    const [other, third] = [await aMember(), await aMember()];
    await merge(other, third);
    expect(await merge(member, third)).toMatchObject({
      status: 409,
      body: { why: 'merged-already' },
    });
    expect(await undo(member, other)).toMatchObject({ status: 404 });
  });
});

describe('an import', () => {
  const route = 'POST /v1/imports';
  const row = (customer: string, more: object = {}) => ({
    shop: 'birdhouse',
    customer,
    points: [
      { points: 70, expiresAt: '2026-12-24T00:00:00Z' },
      { points: 30, expiresAt: '2027-06-01T00:00:00+02:00' },
    ],
    tier: 'regular',
    purchases: 4,
    spendMinor: 12_345,
    lastOrderAt: '2026-02-28T09:00:00Z',
    ...more,
  });
  const bring = async (...rows: unknown[]) => {
    const answer = await call(route, { body: { rows } });
    expect(answer.status).toBe(200);
    expect(routes[route].answer.safeParse(answer.body).error).toBeUndefined();
    return answer.body.results as Record<string, unknown>[];
  };

  test('brings balances with their expiry, tier and counts, without orders', async () => {
    const { customer, member } = aCustomer();
    expect(await bring(row(customer))).toEqual([
      { row: 0, outcome: 'imported', member, lapsed: 0 },
    ]);
    expect(await readMember(local.table, member)).toMatchObject({
      v: 1,
      lots: [{ points: 70 }, { points: 30 }],
      tier: 'regular',
      purchases: 4,
      spendMinor: 12_345,
      lastOrderAt: Date.parse('2026-02-28T09:00:00Z'),
    });
  });

  test('of a row that came before changes nothing, and of other content is refused', async () => {
    const { customer, member } = aCustomer();
    await bring(row(customer));
    expect(await bring(row(customer))).toEqual([{ row: 0, outcome: 'imported-before', member }]);
    expect(await bring(row(customer, { purchases: 5 }))).toEqual([
      { row: 0, outcome: 'rejected', member, detail: 'Imported before, with other content.' },
    ]);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1, purchases: 4 });
  });

  test('says how many points had lapsed', async () => {
    const { customer } = aCustomer();
    const points = [
      { points: 10, expiresAt: '2026-02-28T00:00:00Z' },
      { points: 20, expiresAt: '2026-03-01T12:00:00Z' },
    ];
    expect(await bring(row(customer, { points }))).toMatchObject([{ lapsed: 10 }]);
  });

  test('judges each row by itself, and says in a sentence what is wrong with one', async () => {
    const { customer, member } = aCustomer();
    const other = (more: object) => row(aCustomer().customer, more);
    const results = await bring(
      other({ points: [{ points: -1, expiresAt: '2026-12-24T00:00:00Z' }] }),
      other({ points: [{ points: 1.5, expiresAt: '2026-12-24T00:00:00Z' }] }),
      other({ points: [{ points: 5, expiresAt: 'Christmas' }] }),
      other({ points: [{ points: 5, expiresAt: '2126-12-24T00:00:00Z' }] }),
      other({ lastOrderAt: '2026-03-11T00:00:00Z' }),
      other({ purchases: 2 ** 60 }),
      other({ shop: 'elsewhere' }),
      other({ tier: 'emperor' }),
      'not a row',
      row(customer),
      row(customer),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...Array(9).fill('rejected'),
      'imported',
      'rejected',
    ]);
    const said = results.map(({ detail }) => detail);
    expect(said).toEqual([
      expect.stringContaining('points.0.points'),
      expect.stringContaining('points.0.points'),
      expect.stringContaining('points.0.expiresAt'),
      expect.stringContaining('within ten years'),
      expect.stringContaining('future'),
      expect.stringContaining('purchases'),
      expect.stringContaining('no such shop'),
      expect.stringContaining('no such tier'),
      expect.stringContaining('row'),
      undefined,
      'Row 9 is of the same customer.',
    ]);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
  });

  test('of a hundred rows is one call, and of more none', async () => {
    const rows = Array.from({ length: 101 }, () => row(aCustomer().customer));
    expect(await call(route, { body: { rows } })).toMatchObject({ status: 400 });
    const results = await bring(...rows.slice(0, 100));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['imported']));
    expect(results.map(({ row }) => row)).toEqual(results.map((_, i) => i));
  });
});
