import { beforeAll, describe, expect, test } from 'vitest';
import { coupons } from '../../../functions/coupons/handler.ts';
import { grantReward } from '../../../functions/grant-reward/handler.ts';
import { routes } from '../../../functions/members/contract.ts';
import { members } from '../../../functions/members/handler.ts';
import { redemptions } from '../../../functions/redemptions/handler.ts';
import { tierReached } from '../../../shared/events/promotion-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { readGrants } from '../../../shared/table/people/member-reads.ts';
import { patiently } from '../../support/activity-desk.ts';
import { eventfulLedger } from '../../support/eventful-ledger.ts';
import { ask, invoke } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { rewardProgram } from '../../support/reward-program.ts';

const local = useLocalTable();
const memberKey = async () => 'a-key-for-tests-only';
/** `ten-off` can be used three times, so that it can take off 30.00. */
const program = loadProgram({ ...rewardProgram, approval: { couponsAboveMinor: { EUR: 2_999 } } });
let ledger: ReturnType<typeof eventfulLedger>;

beforeAll(() => {
  ledger = eventfulLedger(local.table, 'birdhouse', program);
});
const { rewards, ...promotion } = tierReached.example;

const [LIST, JUDGE] = [
  'GET /v1/grants/waiting',
  'POST /v1/members/{member}/grants/{grant}/approval',
] as const;
const USE = 'POST /v1/coupons/{code}/uses';

const api = (route: string, request: Parameters<typeof ask>[2]) =>
  ask(members({ table: local.table, program, shops: [], memberKey }), route, request);

let count = 0;

/** A member with an order, who is granted a reward on a day; and what of it there is. */
async function granted(reward = 'ten-off', day = '2026-03-10') {
  count += 1;
  const member = `approved-${String(count).padStart(13, '0')}`;
  await ledger.order(member);
  await grant(member, reward, day);
  const held = (await readGrants(local.table, [member])).find((each) => each.coupon);
  return { member, code: held?.coupon?.code ?? '', id: await waitingIdOf(member) };
}

async function grant(member: string, reward: string, day = '2026-03-10') {
  const handler = grantReward({ table: local.table, program, memberKey });
  const occurredAt = `${day}T12:00:00.000Z`;
  await invoke(handler, { ...promotion, occurredAt, fact: `${member}.1`, member, reward });
}

interface Listed {
  readonly id: string;
  readonly member: string;
  readonly grantedAt: string;
}

async function waiting(query: Record<string, string> = { limit: '100' }) {
  const answer = await api(LIST, { query });
  expect(routes[LIST].answer.safeParse(answer.body).error).toBeUndefined();
  return answer.body as unknown as { grants: Listed[]; next?: string };
}

async function waitingIdOf(member: string): Promise<string> {
  return (await waiting()).grants.find((each) => each.member === member)?.id ?? '';
}

const judge = (
  { member, id }: { member: string; id: string },
  approved: boolean,
  more: { by?: string; reason?: string; at?: string } = {},
) => {
  const { at = '2026-03-20T12:00:00Z', by = 'Ana', ...body } = more;
  const request = { path: { member, grant: id }, at };
  return api(JUDGE, { ...request, body: JSON.stringify({ approved, by, ...body }) });
};

const use = (code: string) =>
  ask(coupons({ table: local.table, program, memberKey }), USE, {
    path: { code },
    headers: { 'idempotency-key': code },
    body: JSON.stringify({ shop: 'birdhouse', orderId: '1001' }),
    at: '2026-04-18T12:00:00Z',
  });

const grantsOf = async (member: string) =>
  (await api('GET /v1/members/{member}/grants', { path: { member } })).body.grants;

const textsOf = async (member: string) => {
  const { body } = await api('GET /v1/members/{member}/messages', { path: { member } });
  return (body.messages as { text: string }[]).map(({ text }) => text);
};

describe('a coupon above what is given without asking', () => {
  test('waits: it is listed, its code is refused, and its member is shown none', async () => {
    const { member, code, id } = await granted();
    const listed = (await waiting()).grants.find((each) => each.id === id);
    expect(listed).toEqual({
      id,
      member,
      reward: 'ten-off',
      amountMinor: { EUR: 1_000 },
      uses: 3,
      friends: 0,
      grantedAt: '2026-03-10T12:00:00.000Z',
    });
    expect(await use(code)).toMatchObject({
      status: 409,
      body: { reason: 'coupon-waiting', detail: 'The coupon waits for the shop’s yes.' },
    });
    const [held] = (await grantsOf(member)) as object[];
    expect(held).toMatchObject({ reward: 'ten-off', status: 'waiting' });
    expect(held).not.toHaveProperty('code');
  });

  test('is good for its full time from the yes on, of which its member is told', async () => {
    const one = await granted();
    const first = await judge(one, true, { reason: 'a good customer' });
    expect(first).toMatchObject({ status: 201 });
    expect(first.body).toEqual({
      id: one.id,
      member: one.member,
      reward: 'ten-off',
      status: 'approved',
      by: 'Ana',
      reason: 'a good customer',
      decidedAt: '2026-03-20T12:00:00.000Z',
      endsAt: '2026-04-19T12:00:00.000Z',
    });
    expect(routes[JUDGE].answer.safeParse(first.body).error).toBeUndefined();
    const later = { by: 'Bo', at: '2026-03-25T12:00:00Z' };
    expect((await judge(one, true, later)).body).toEqual(first.body);
    expect(await judge(one, false)).toMatchObject({ status: 409, body: { approved: true } });
    expect(await textsOf(one.member)).toEqual(['Yours from today: Ten off.']);
    expect(await grantsOf(one.member)).toMatchObject([{ status: 'active', code: one.code }]);
    expect(await use(one.code)).toMatchObject({ status: 201, body: { usesLeft: 2 } });
    expect(await waitingIdOf(one.member)).toBe('');
  });

  test('is good for nothing once it is turned down, of which nobody is told', async () => {
    const one = await granted();
    const first = await judge(one, false);
    expect(first).toMatchObject({ status: 201, body: { status: 'turned-down' } });
    expect(first.body).not.toHaveProperty('endsAt');
    expect(await judge(one, false, { by: 'Bo' })).toEqual(first);
    expect(await judge(one, true)).toMatchObject({ status: 409, body: { approved: false } });
    expect(await use(one.code)).toMatchObject({ body: { reason: 'coupon-turned-down' } });
    expect(await grantsOf(one.member)).toMatchObject([{ status: 'turned-down' }]);
    expect(await textsOf(one.member)).toEqual([]);
    expect(await waitingIdOf(one.member)).toBe('');
  });

  test('is judged once when many judge it at once', async () => {
    const one = await granted();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => patiently(() => judge(one, i % 2 === 0))),
    );
    const good = answers.filter(({ status }) => status === 201).map(({ body }) => body.status);
    expect(new Set(good).size).toBe(1);
    expect(await textsOf(one.member)).toHaveLength(good[0] === 'approved' ? 1 : 0);
  });

  test('waits as a part of a pack too', async () => {
    const { member, id } = await granted('birthday-pack');
    expect(await judge({ member, id }, true)).toMatchObject({ body: { reward: 'ten-off' } });
  });

  test('does not wait where points are redeemed for it', async () => {
    const { member } = await granted('club');
    const answer = await ask(
      redemptions({ table: local.table, program, memberKey }),
      'POST /v1/members/{member}/redemptions',
      {
        path: { member },
        headers: { 'idempotency-key': 'k' },
        body: JSON.stringify({ reward: 'ten-off' }),
      },
    );
    expect(answer.status).toBe(201);
    const [held] = (await grantsOf(member)) as { status: string; code: string }[];
    expect(held).toMatchObject({ reward: 'ten-off', status: 'active' });
    expect(await waitingIdOf(member)).toBe('');
  });

  test('is judged under the member that its own went into', async () => {
    const one = await granted();
    const { member: survivor } = await granted('club');
    await ledger.merge(survivor, one.member);
    expect(await judge(one, true)).toMatchObject({ status: 201, body: { member: survivor } });
    expect(await textsOf(survivor)).toEqual(['Yours from today: Ten off.']);
  });
});

test('grants of others, such as never waited, and what is no id are not found', async () => {
  const one = await granted();
  const other = await granted('welcome-coupon');
  const notFound = { status: 404, body: { detail: 'There is no such grant.' } };
  expect(other.id).toBe('');
  expect(await judge({ ...one, member: other.member }, true)).toMatchObject(notFound);
  const never = Buffer.from(JSON.stringify([other.member, 'welcome-coupon'])).toString('base64url');
  expect(await judge({ ...other, id: never }, true)).toMatchObject(notFound);
  for (const id of ['x', 'bnVsbA', 'WzEsMl0']) {
    expect(await judge({ ...one, id }, true)).toMatchObject(notFound);
  }
});

test('what waits is listed in pages, the oldest first, from all partitions', async () => {
  for (let day = 1; day <= 9; day++) await granted('ten-off', `2026-02-0${day}`);
  const days: string[] = [];
  let from: string | undefined;
  while (days.length < 9) {
    const { grants, next } = await waiting({
      limit: '2',
      ...(from === undefined ? {} : { from }),
    });
    days.push(...grants.map(({ grantedAt }) => grantedAt.slice(0, 10)));
    from = next;
  }
  expect(days.slice(0, 9)).toEqual(
    Array.from({ length: 9 }, (_, i) => `2026-02-${String(i + 1).padStart(2, '0')}`),
  );
});
