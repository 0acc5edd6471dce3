import { expect, test } from 'vitest';
import { prizeOf, ticketNumber } from '../../../../shared/domain/rewards/ticket.ts';
import { sha256 } from '../../../../shared/identity/draw-key.ts';

const prizes = [
  { reward: 'points', chanceBps: 500 },
  { reward: 'coupon', chanceBps: 100 },
  { reward: 'gift', chanceBps: 5 },
];

test('of all numbers, each prize has exactly as many as its chance says', () => {
  const won = new Map<string | undefined, number>();
  for (let number = 0; number < 10_000; number++) {
    const prize = prizeOf(number, prizes);
    won.set(prize, (won.get(prize) ?? 0) + 1);
  }
  expect(Object.fromEntries(won)).toEqual({
    points: 500,
    coupon: 100,
    gift: 5,
    undefined: 9_395,
  });
});

test('a ticket’s number depends on seed, day and entrant, and on nothing else', () => {
  const ticket = { day: '2026-11-01', entrant: 'ann' };
  const number = ticketNumber('seed', ticket, sha256);
  expect(ticketNumber('seed', { ...ticket }, sha256)).toBe(number);
  const others = [
    ticketNumber('another', ticket, sha256),
    ticketNumber('seed', { ...ticket, day: '2026-11-02' }, sha256),
    ticketNumber('seed', { ...ticket, entrant: 'bob' }, sha256),
  ];
  expect(others).not.toContain(number);
  expect(number).toBeGreaterThanOrEqual(0);
  expect(number).toBeLessThan(10_000);
});
