import { beforeEach, expect, test } from 'vitest';
import { calendar } from '../../../functions/calendar/handler.ts';
import type { CalendarRequest } from '../../../functions/calendar/request.ts';
import { dailyRound } from '../../../functions/daily-round/sweep.ts';
import { tasks } from '../../../functions/tasks/handler.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { readReturns } from '../../../shared/table/operator/lapse-item.ts';
import { ask, deliver } from '../../support/invoke.ts';
import { ladder } from '../../support/member-ledger.ts';
import { runPass, town } from '../../support/sweeping.ts';

const program = loadProgram(fourTierLadder);
const [back, late, gone] = ['ann', 'ben', 'cem'];

/** Among those who get no offer: an id is a hash, and a part of these is as low as can be. */
const [heldBack, heldGone] = ['heldoAAAAA', 'heldpAAAAA'];

let place: ReturnType<typeof town>;

beforeEach(() => {
  place = town(ladder);
});

const round = (at: string) =>
  runPass(
    dailyRound(place.table, program, async () => {}),
    place.table,
    at,
  );

/** The night's message, and all that come of it. */
async function night(scheduledFor: string): Promise<void> {
  const waiting: CalendarRequest[] = [{ scheduledFor }];
  const handler = calendar({
    table: place.table,
    program: { ...program, draws: [] },
    memberKey: async () => 'a-key',
    drawKey: async () => 'a-key',
    goOn: async (requests) => {
      waiting.push(...requests);
    },
  });
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    expect(await deliver(handler, next)).toEqual([]);
}

test('return is measured against those who were held out, once their sixty days are over', async () => {
  for (const name of [back, late, gone, heldBack, heldGone])
    await place.buys(name, 5_000, '2026-03-10T12:00:00Z');
  await round('2026-04-09T22:00:00Z');
  await round('2026-04-09T22:00:00Z');
  // The next offer of the same lapse is measured with the first.
  await round('2026-04-23T22:00:00Z');
  await place.buys(back, 5_000, '2026-05-20T12:00:00Z');
  await place.buys(back, 5_000, '2026-06-28T12:00:00Z');
  await place.buys(late, 5_000, '2026-06-20T12:00:00Z');
  await place.buys(heldBack, 5_000, '2026-04-11T12:00:00Z');

  await night('2026-07-02T01:00:00Z');
  expect(await readReturns(place.table, '2026-04')).toBeUndefined();
  await night('2026-07-03T01:00:00Z');
  const measured = { offered: 3, offeredBack: 1, heldOut: 2, heldOutBack: 1 };
  expect(await readReturns(place.table, '2026-04')).toEqual(measured);
  await place.buys(gone, 5_000, '2026-05-11T12:00:00Z');
  await night('2026-07-04T01:00:00Z');
  expect(await readReturns(place.table, '2026-04')).toEqual(measured);

  const api = tasks({ table: place.table, program });
  const read = (month: string) => ask(api, 'GET /v1/win-backs/{month}', { path: { month } });
  expect(await read('2026-04')).toMatchObject({
    status: 200,
    body: {
      withinDays: 60,
      offered: { members: 3, cameBack: 1 },
      heldOut: { members: 2, cameBack: 1 },
    },
  });
  expect(await read('2026-05')).toMatchObject({ status: 404 });
});
