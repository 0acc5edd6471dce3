import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { MonthAnswer } from '../../../functions/draws/contract.ts';
import { readMonthFile, wholeMonth } from '../../../infra/commands/draw-pages.ts';
import { verifyMonth } from '../../../infra/commands/draw-verification.ts';
import {
  commitmentTo,
  drawWinners,
  inOrder,
  listHash,
} from '../../../shared/domain/rewards/draw.ts';
import { prizeOf, ticketNumber } from '../../../shared/domain/rewards/ticket.ts';
import { sha256 } from '../../../shared/identity/draw-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'perch-draw-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = sha256('a seed');
const name = (i: number) => `entrant-${String(i).padStart(14, '0')}`;
const common = {
  id: 'raffle',
  name: 'Raffle',
  minimumAge: 18,
  month: '2026-03',
  program: 'p@1',
  commitment: commitmentTo(seed, sha256),
  seed,
};

function drawn(): MonthAnswer {
  const entrants = inOrder(Array.from({ length: 9 }, (_, i) => ({ entrant: name(i), entries: 2 })));
  const prizes = [{ reward: 'mug', winners: 3 }];
  return {
    ...common,
    when: 'monthly',
    status: 'drawn',
    prizes: [{ reward: 'mug', name: 'Mug', winners: 3 }],
    result: {
      ranAt: '2026-04-01T00:00:00.000Z',
      program: 'p@1',
      prizes,
      listHash: listHash(entrants, sha256),
      entrants: 9,
      entries: 18,
      winners: 3,
    },
    entrants: [...entrants],
    winners: [...drawWinners(entrants, prizes, seed, sha256)],
    tickets: [],
  };
}

function signedIn(): MonthAnswer {
  const prizes = [{ reward: 'coupon', name: 'Coupon', chanceBps: 5_000 }];
  const tickets = Array.from({ length: 9 }, (_, i) => {
    const ticket = { entrant: name(i), day: '2026-03-10' };
    const number = ticketNumber(seed, ticket, sha256);
    const prize = prizeOf(number, prizes);
    return { ...ticket, number, given: true, program: 'p@1', ...(prize ? { prize } : {}) };
  });
  return {
    ...common,
    when: 'sign-in',
    status: 'over',
    prizes,
    entrants: [],
    winners: [],
    tickets,
  };
}

/** A month in which somebody changed something. */
function changed(month: MonthAnswer, change: (month: MonthAnswer) => void): readonly string[] {
  const copy = structuredClone(month);
  change(copy);
  return verifyMonth(copy);
}

describe('a verification', () => {
  test('finds nothing in a month as it was drawn', () => {
    expect(verifyMonth(drawn())).toEqual([]);
    expect(verifyMonth(signedIn(), common.commitment)).toEqual([]);
  });

  test.each<[string, (month: MonthAnswer) => void, string]>([
    ['another seed', (month) => (month.seed = sha256('another')), 'seed: it hashes to'],
    ['a winner put in', ({ winners: [first] }) => set(first, 'entrant', name(99)), 'winners.0'],
    ['a winner left out', ({ winners }) => winners.pop(), 'winners.2: nobody is shown'],
    [
      'a winner too many',
      ({ winners }) => winners.push({ entrant: name(99), reward: 'mug' }),
      'winners.3',
    ],
    ['another prize', ({ winners: [first] }) => set(first, 'reward', 'trip'), '(trip) is shown'],
    ['an entrant left out', ({ entrants }) => entrants.pop(), 'entrants: 8 with 16 entries'],
    ['one more entry', ({ entrants: [first] }) => set(first, 'entries', 3), 'the list hashes to'],
    [
      'an entrant twice',
      ({ entrants }) => entrants.push({ entrant: name(1), entries: 2 }),
      'in the list twice',
    ],
    ['no result', (month) => delete month.result, 'result: it is missing'],
  ])('finds %s, and says where', (_, change, fault) => {
    expect(changed(drawn(), change).join('\n')).toContain(fault);
  });

  test.each<[string, (month: MonthAnswer) => void, string]>([
    ['another number', ({ tickets: [, second] }) => set(second, 'number', 77), 'tickets.1: 77'],
    ['another prize', ({ tickets: [first] }) => set(first, 'prize', 'trip'), 'not trip'],
    ['two tickets of a day', ({ tickets }) => tickets.push(...tickets.slice(0, 1)), 'drawn twice'],
  ])('finds %s at sign-in', (_, change, fault) => {
    expect(changed(signedIn(), change).join('\n')).toContain(fault);
  });

  test('holds the commitment against the one that was noted before', () => {
    const [fault] = verifyMonth(drawn(), sha256('noted'));
    expect(fault).toContain(`${sha256('noted')} was noted before`);
  });

  test('of a month that is not drawn yet says so', () => {
    const { seed: _, ...open } = drawn();
    expect(() => verifyMonth(open)).toThrow('not drawn yet');
  });

  test('says a few faults of a kind, and how many more there are', () => {
    const faults = changed(signedIn(), ({ tickets }) => {
      for (const ticket of tickets) ticket.number = (ticket.number + 1) % 10_000;
    });
    expect(faults).toContainEqual(expect.stringMatching(/^and \d+ more$/));
    expect(faults).toHaveLength(6);
  });
});

test('a month is read from a file, whole or as its pages', async () => {
  const month = drawn();
  const file = join(folder, 'month.json');
  writeFileSync(file, JSON.stringify(month));
  expect(await readMonthFile(file)).toEqual(month);
  const { entrants, winners } = month;
  const pages = [
    { ...month, entrants: entrants.slice(0, 5), winners: winners.slice(0, 2), next: '5' },
    { ...month, entrants: entrants.slice(5), winners: winners.slice(2) },
  ];
  writeFileSync(file, JSON.stringify(pages));
  expect(await readMonthFile(file)).toEqual(month);
});

test('a file that lacks a page, and pages without an end, are refused', async () => {
  const file = join(folder, 'part.json');
  writeFileSync(file, JSON.stringify({ ...drawn(), next: '5' }));
  expect(() => readMonthFile(file)).toThrow('not whole');
  await expect(wholeMonth(async () => ({ ...drawn(), next: '5' }))).rejects.toThrow('same again');
});

function set<Thing extends object, Name extends keyof Thing>(
  thing: Thing | undefined,
  member: Name,
  value: Thing[Name],
): void {
  if (thing === undefined) throw new Error('there is nothing to change');
  thing[member] = value;
}
