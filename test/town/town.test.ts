import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localApi } from '../../infra/commands/local-api.ts';
import { type Again, passesAgain } from '../../infra/commands/town/again.ts';
import type { MonthFigures } from '../../infra/commands/town/figures.ts';
import { faultsOfMessages } from '../../infra/commands/town/oracle.ts';
import { recordsOf } from '../../infra/commands/town/records.ts';
import { faultsOfSilence } from '../../infra/commands/town/silence.ts';
import { liveTown, type Town } from '../../infra/commands/town/town.ts';
import { pointsClub } from '../../shared/program/presets/points-club.ts';
import type { Item } from '../../shared/table/table.ts';
import { queued } from '../journeys/queues.ts';
import { type Perch, startPerch } from '../support/perch.ts';

/** Fourteen months: points live for twelve. */
const DAYS = 425;
const PLAN = { people: 30, days: DAYS, seed: 1 };
const MINUTES = 60_000;

const data = mkdtempSync(join(tmpdir(), 'perch-town-'));
let perch: Perch;
let town: Town;
let items: ReadonlyMap<string, Item>;
let again: Again;
const months: MonthFigures[] = [];

beforeAll(async () => {
  perch = await startPerch({ program: pointsClub, data });
  const api = await localApi(perch.url);
  const records = recordsOf(api, data);
  town = await liveTown(api, records, PLAN, {
    onMonth: (_, figures) => {
      months.push(figures);
    },
  });
  items = await records.items();
  again = await passesAgain(api, records, data);
}, 30 * MINUTES);

afterAll(async () => {
  await perch.stop();
  rmSync(data, { recursive: true, force: true });
});

const sum = (of: keyof MonthFigures): number => months.reduce((all, month) => all + month[of], 0);

test('every message that was due was sent, and none that was not', () => {
  const { contact, timeZone } = pointsClub;
  if (contact === undefined) throw new Error('the club says how members are written to');
  const faults = faultsOfMessages(town, items.values(), { ...contact, timeZone });
  expect(faults).toEqual([]);
  expect(faultsOfSilence(town, items.values(), { timeZone })).toEqual([]);
  expect(town.outbox.length).toBeGreaterThan(town.book.orders);
});

test('every order of the town was entered once', () => {
  expect(sum('orders')).toBe(town.book.orders);
});

test.each<keyof MonthFigures>(['up', 'down', 'redeemed', 'expired', 'answered', 'wonBack', 'held'])(
  'in fourteen months there is something of all that time does: %s',
  (of) => {
    expect(sum(of)).toBeGreaterThan(0);
  },
);

test('every pass run once more changes nothing', () => {
  expect(again.runs).toBeGreaterThan(30);
  expect(again.changed).toEqual([]);
});

test('nothing is left lying in a queue', async () => {
  expect(await queued(perch)).toEqual({});
});
