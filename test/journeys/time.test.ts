import { afterAll, beforeAll, expect, test } from 'vitest';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer } from './customer.ts';

/** The ladder, with points that are gone before the clock has gone far. */
const program: ProgramDocument = {
  ...fourTierLadder,
  earning: fourTierLadder.earning.map((rule) => ({ ...rule, validity: { months: 2 } })),
  tiers: fourTierLadder.tiers.map((tier) =>
    tier.pointsOnReaching === undefined
      ? tier
      : { ...tier, pointsOnReaching: { ...tier.pointsOnReaching, validity: { days: 20 } } },
  ),
};

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ program });
});
afterAll(() => perch.stop());

const MINUTE = 60_000;

test('points are gone at the first instant of their month, and not before', async () => {
  const customer = aCustomer(perch);
  await customer.buys('24.90');
  const { expiring } = await customer.member();
  expect(expiring.map(({ points }) => points)).toEqual([50, 24]);

  let left = 74;
  for (const { points, expiresAt } of expiring) {
    const aMinuteBefore = new Date(Date.parse(expiresAt) - MINUTE).toISOString();
    await perch.moveClock({ now: aMinuteBefore });
    expect(await customer.member()).toMatchObject({ balance: left });
    await perch.moveClock({ now: expiresAt });
    left -= points;
    expect(await customer.member()).toMatchObject({ balance: left });
  }
  // What has come by since has entered it; the balance did not wait for that.
  const moved = (await customer.entries()).filter(({ points }) => points !== 0);
  expect(moved.map(({ kind, points }) => ({ kind, points }))).toEqual([
    { kind: 'expired', points: -50 },
    { kind: 'earned', points: 74 },
  ]);
  expect(await customer.member()).toMatchObject({ balance: 0, purchases: 1, expiring: [] });
});

test('months end in the program’s time zone', async () => {
  const customer = aCustomer(perch);
  await customer.buys('24.90');
  for (const { expiresAt } of (await customer.member()).expiring) {
    const inBerlin = new Date(expiresAt).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' });
    expect(inBerlin).toMatch(/^\d{4}-\d{2}-01 00:00:00$/);
  }
});

test('the explanation of an order says which of its points have expired', async () => {
  const customer = aCustomer(perch);
  await customer.buys('24.90');
  const [welcome] = (await customer.member()).expiring;
  await perch.moveClock({ now: welcome?.expiresAt ?? '' });
  const entry = (await customer.entries()).find(({ kind }) => kind === 'earned');
  const { shares } = await customer.explanation(entry ?? expect.fail('there is no entry'));
  expect(shares?.map(({ rule, points, expired }) => ({ rule, points, expired }))).toEqual([
    { rule: 'goods', points: 24, expired: false },
    { rule: 'tier:explorer', points: 50, expired: true },
  ]);
});

test.each([
  ['an instant that has passed', { now: '2020-01-01T00:00:00Z' }],
  ['a negative duration', { advance: '-P1D' }],
  ['no duration', { advance: 'tomorrow' }],
  ['an instant beyond all calendars', { now: '9999-12-31T23:59:59Z' }],
])('the clock cannot be moved to %s', async (_, move) => {
  const before = await perch.now();
  const answer = await perch.moveClock(move);
  expect(answer).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('The clock moves forward only') },
  });
  expect(await perch.now()).toBeLessThan(before + MINUTE);
});
