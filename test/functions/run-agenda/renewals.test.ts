import { beforeEach, describe, expect, test } from 'vitest';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { noProfile, profileItem } from '../../../shared/table/people/profile-item.ts';
import { readSubscriptions } from '../../../shared/table/people/subscriptions.ts';
import { agendaRunner } from '../../support/agenda-runner.ts';
import { anOrder, ladder, MEMBER, occasionAt } from '../../support/member-ledger.ts';

let agenda: ReturnType<typeof agendaRunner>;
beforeEach(() => {
  agenda = agendaRunner(ladder);
});

/** One that ends, and has to be renewed by its buyer, on 15 December 2026 at 16:00 in Berlin. */
const ending = {
  member: MEMBER,
  status: 'active',
  autoRenews: false,
  startedAt: '2026-11-15T15:00:00.000Z',
  periodEndsAt: '2026-12-15T15:00:00.000Z',
  occurredAt: '2026-11-15T15:00:00.000Z',
} as const;

const days = () => agenda.told.map(({ daysBefore }) => daysBefore);
const kept = async () => {
  const [one] = await readSubscriptions(agenda.table, [MEMBER]);
  return one;
};

describe('a subscription that its buyer has to renew', () => {
  beforeEach(() => agenda.changed(ending));

  test('is reminded of 14, 7 and 1 days before its end, at ten where no habit is known', async () => {
    expect(await agenda.run('2026-12-01T08:45:00Z')).toEqual({});
    expect(await agenda.run('2026-12-01T09:00:00Z')).toEqual({ reminded: 1 });
    expect(agenda.told).toEqual([
      {
        id: expect.stringMatching(/^Zr8u0s7CqkqvJ1nq0uWf2A\.renewal\.[\w-]{22}$/),
        member: MEMBER,
        shop: 'demo-store',
        subscriptionId: 'sub_77',
        title: 'Beans every month',
        periodEndsAt: ending.periodEndsAt,
        daysBefore: 14,
        price: { currency: 'EUR', amountMinor: 2_400 },
        autoRenews: false,
        manageUrl: 'https://shop.example/subscriptions/sub_77',
        occurredAt: '2026-12-01T09:00:00.000Z',
        receivedAt: '2026-12-01T09:00:00.000Z',
        correlationId: 'run-agenda:2026-12-01T09:00',
      },
    ]);
    await agenda.run('2026-12-08T09:00:00Z');
    await agenda.run('2026-12-14T09:00:00Z');
    expect(days()).toEqual([14, 7, 1]);
    expect(new Set(agenda.told.map(({ id }) => id)).size).toBe(3);
    expect((await kept())?.reminding).not.toHaveProperty('dueAt');
  });

  test('is not reminded of twice by a schedule that fires twice, or whose clock went back', async () => {
    await agenda.run('2026-12-01T09:00:00Z', '2026-12-01T09:00:00Z');
    await agenda.run('2026-12-01T09:00:00Z');
    await agenda.run('2026-11-30T09:00:00Z');
    expect(days()).toEqual([14]);
  });

  test('is reminded of a day late where the schedule was, and once where two were missed', async () => {
    await agenda.run('2026-12-02T09:00:00Z');
    expect(agenda.told).toMatchObject([{ daysBefore: 14, receivedAt: '2026-12-02T09:00:00.000Z' }]);
    await agenda.run('2026-12-14T10:00:00Z');
    expect(days()).toEqual([14, 1]);
  });

  test('is reminded of as of the first of several ticks that found it due', async () => {
    await agenda.run('2026-12-01T23:45:00Z', '2026-12-01T09:15:00Z', '2026-12-01T08:45:00Z');
    expect(agenda.told).toMatchObject([{ receivedAt: '2026-12-01T09:15:00.000Z' }]);
  });

  test('is not reminded of when the period is over', async () => {
    expect(await agenda.run('2026-12-15T15:00:00Z')).toEqual({});
    expect((await kept())?.reminding).toEqual({ asked: 0, answered: 0 });
  });

  test.each(['cancelled', 'paused', 'expired', 'past-due'] as const)(
    'is not reminded of any more once it is %s',
    async (status) => {
      await agenda.changed({ ...ending, status, occurredAt: '2026-12-01T08:50:00.000Z' });
      expect(await agenda.run('2026-12-14T12:00:00Z')).toEqual({});
      expect((await kept())?.reminding).not.toHaveProperty('dueAt');
    },
  );

  test('is not reminded of any more once it is renewed, and the answer counts', async () => {
    await agenda.run('2026-12-08T09:00:00Z');
    const occurredAt = '2026-12-09T18:00:00.000Z';
    await agenda.changed({ ...ending, periodEndsAt: '2027-01-15T15:00:00.000Z', occurredAt });
    await agenda.run('2026-12-14T12:00:00Z');
    expect(days()).toEqual([7]);
    expect((await kept())?.reminding).toMatchObject({
      asked: 1,
      answered: 1,
      given: { answeredAt: Date.parse(occurredAt) },
      dueAt: Date.parse('2027-01-01T09:00:00Z'),
    });
    // Told again of the same renewal, it is no second answer.
    const again = { ...ending, title: 'Beans', periodEndsAt: '2027-01-15T15:00:00.000Z' };
    await agenda.changed({ ...again, occurredAt: '2026-12-10T18:00:00.000Z' });
    expect((await kept())?.reminding).toMatchObject({ asked: 1, answered: 1 });
  });

  test('keeps the reminder that is due when its shop says something just before the tick', async () => {
    await agenda.changed({ ...ending, title: 'Beans', occurredAt: '2026-12-01T09:10:00.000Z' });
    await agenda.run('2026-12-01T09:15:00Z');
    expect(agenda.told).toMatchObject([{ daysBefore: 14, title: 'Beans' }]);
  });

  test('is reminded of a price that changed with the old one, and of no other', async () => {
    const price = { currency: 'EUR', amountMinor: 2_600 };
    await agenda.changed({ ...ending, price, occurredAt: '2026-11-20T09:00:00.000Z' });
    await agenda.run('2026-12-01T09:00:00Z');
    const priceBefore = { currency: 'EUR', amountMinor: 2_400 };
    expect(agenda.told).toMatchObject([{ price, priceBefore }]);
    const next = { ...ending, price, periodEndsAt: '2027-01-15T15:00:00.000Z' };
    await agenda.changed({ ...next, occurredAt: '2026-12-10T09:00:00.000Z' });
    await agenda.run('2027-01-01T09:00:00Z');
    expect(agenda.told[1]).toMatchObject({ price });
    expect(agenda.told[1]).not.toHaveProperty('priceBefore');
  });

  test('is reminded of at the hour and in the zone of the member', async () => {
    const profile = {
      ...noProfile(MEMBER),
      revision: 1,
      choices: { timeZone: 'America/New_York' },
    };
    await agenda.table.put({ item: profileItem(profile), condition: 'absent' });
    for (const day of ['02', '09', '17']) {
      await append(agenda.table, MEMBER, (state) => {
        // Six in the evening in New York.
        const order = anOrder(`order ${day}`, 1_000);
        const occasion = occasionAt(`2026-11-${day}T23:10:00Z`);
        return alone(decide(state, { type: 'enter-order', order }, occasion, ladder));
      });
    }
    await agenda.changed({ ...ending, title: 'Beans', occurredAt: '2026-11-18T09:00:00.000Z' });
    await agenda.run('2026-12-15T10:00:00Z', '2026-12-01T22:45:00Z', '2026-12-01T23:00:00Z');
    expect(agenda.told).toMatchObject([{ receivedAt: '2026-12-01T23:00:00.000Z' }]);
  });

  test('is reminded of in the program’s zone where the member’s is none that is known', async () => {
    const profile = { ...noProfile(MEMBER), revision: 1, choices: { timeZone: 'Mars/Olympus' } };
    await agenda.table.put({ item: profileItem(profile), condition: 'absent' });
    expect(await agenda.run('2026-12-01T09:00:00Z')).toEqual({ reminded: 1 });
  });
});

test('a subscription that renews itself is reminded of once, and a short one near its end', async () => {
  await agenda.changed({ ...ending, autoRenews: true });
  const week = { unit: 'week', count: 1 } as const;
  const short = { ...ending, subscriptionId: 'sub_78', autoRenews: true, every: week };
  await agenda.changed({ ...short, occurredAt: '2026-12-08T15:00:00.000Z' });
  for (const day of ['01', '08', '14']) await agenda.run(`2026-12-${day}T18:00:00Z`);
  expect(agenda.told.map(({ subscriptionId, daysBefore }) => [subscriptionId, daysBefore])).toEqual(
    [
      ['sub_77', 14],
      ['sub_78', 1],
    ],
  );
});

test('what the shop announced is what the reminder says, and what it had announced before', async () => {
  const renewing = { ...ending, autoRenews: true };
  const ahead = (amountMinor: number, renewsAt: string, occurredAt: string) =>
    agenda.ahead({
      shop: 'demo-store',
      subscriptionId: 'sub_77',
      price: { currency: 'EUR', amountMinor },
      renewsAt,
      occurredAt,
    });
  await agenda.changed({ ...renewing, periodEndsAt: '2026-11-16T15:00:00.000Z' });
  await ahead(2_856, '2026-11-16T15:00:00.000Z', '2026-11-15T16:00:00.000Z');
  await agenda.changed({ ...renewing, occurredAt: '2026-11-16T15:00:00.000Z' });
  await ahead(3_094, ending.periodEndsAt, '2026-11-28T09:00:00.000Z');
  await agenda.run('2026-12-01T09:00:00Z');
  expect(agenda.told).toMatchObject([
    { price: { amountMinor: 3_094 }, priceBefore: { amountMinor: 2_856 }, autoRenews: true },
  ]);
});

test('a price that is announced after the one reminder of a renewal is told of by another', async () => {
  await agenda.changed({ ...ending, autoRenews: true });
  await agenda.run('2026-12-01T09:00:00Z');
  await agenda.ahead({
    shop: 'demo-store',
    subscriptionId: 'sub_77',
    price: { currency: 'EUR', amountMinor: 2_600 },
    renewsAt: ending.periodEndsAt,
    occurredAt: '2026-12-05T09:00:00.000Z',
  });
  for (const day of ['08', '14']) await agenda.run(`2026-12-${day}T09:00:00Z`);
  expect(agenda.told.map(({ daysBefore, price }) => [daysBefore, price?.amountMinor])).toEqual([
    [14, 2_400],
    [7, 2_600],
  ]);
  expect((await kept())?.reminding.asked).toBe(1);
});

test('a reminder that was not said before the period was over is not said after it', async () => {
  await agenda.changed(ending);
  agenda.busIsDown = true;
  await agenda.run('2026-12-14T09:00:00Z');
  agenda.busIsDown = false;
  expect(await agenda.run('2026-12-15T15:00:00Z')).toEqual({});
  expect((await kept())?.reminding).not.toHaveProperty('dueAt');
});

describe('a reminder whose run was cut off', () => {
  beforeEach(() => agenda.changed(ending));

  test('is said again as it was, by the next tick, and then no more', async () => {
    agenda.busIsDown = true;
    expect(await agenda.run('2026-12-01T09:00:00Z')).toEqual({});
    agenda.busIsDown = false;
    expect(await agenda.run('2026-12-01T09:15:00Z')).toEqual({ reminded: 1 });
    await agenda.run('2026-12-01T09:30:00Z');
    expect(agenda.told).toMatchObject([{ daysBefore: 14, receivedAt: '2026-12-01T09:00:00.000Z' }]);
    expect((await kept())?.reminding.asked).toBe(1);
  });

  test('is not said when the subscription was cancelled meanwhile', async () => {
    agenda.busIsDown = true;
    await agenda.run('2026-12-01T09:00:00Z');
    agenda.busIsDown = false;
    const occurredAt = '2026-12-01T09:05:00.000Z';
    await agenda.changed({ ...ending, status: 'cancelled', occurredAt });
    await agenda.run('2026-12-01T09:15:00Z');
    expect(agenda.told).toEqual([]);
  });

  test('is set aside with its reason after an hour, holds up no other, and is tried again', async () => {
    await agenda.changed({ ...ending, subscriptionId: 'sub_78' });
    let refused = 0;
    agenda.beforeTelling = async () => {
      if (refused++ % 2 === 0) throw new Error('the bus does not like it');
    };
    expect(await agenda.run('2026-12-01T09:00:00Z')).toEqual({ reminded: 1 });
    expect(await agenda.run('2026-12-01T10:00:00Z')).toEqual({ leftOut: 1 });
    expect(agenda.leftOut).toEqual([
      {
        member: MEMBER,
        scheduledFor: '2026-12-01T10:00:00.000Z',
        reason: 'renewal: Error: the bus does not like it',
      },
    ]);
    expect(await agenda.run('2026-12-01T15:45:00Z')).toEqual({});
    expect(await agenda.run('2026-12-01T16:00:00Z')).toEqual({ reminded: 1 });
    expect(days()).toEqual([14, 14]);
  });

  test('gives way to what the shop says while it is said', async () => {
    agenda.beforeTelling = async () => {
      agenda.beforeTelling = async () => {};
      await agenda.changed({ ...ending, title: 'Beans', occurredAt: '2026-12-01T09:00:00.000Z' });
    };
    await agenda.run('2026-12-01T09:00:00Z');
    await agenda.run('2026-12-01T09:15:00Z');
    // The same one, for whoever reads it; and the next one comes at its time.
    expect(new Set(agenda.told.map(({ id }) => id)).size).toBe(1);
    await agenda.run('2026-12-08T09:00:00Z');
    expect(agenda.told.at(-1)?.daysBefore).toBe(7);
  });
});
