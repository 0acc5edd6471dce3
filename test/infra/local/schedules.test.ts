import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { openBus } from '../../../infra/local/bus.ts';
import { openClock } from '../../../infra/local/clock.ts';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { openJournal } from '../../../infra/local/journal.ts';
import { openQueues } from '../../../infra/local/queues.ts';
import { openSchedules } from '../../../infra/local/schedules.ts';
import { openStateMachines } from '../../../infra/local/state-machines.ts';
import { resolveTemplate } from '../../../infra/local/template.ts';
import { type FixtureAssembly, feeds, queue, writeAssembly } from './fixture-assembly.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function schedule(expression: string, changes: object = {}) {
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'Etc/UTC',
      State: 'ENABLED',
      Target: {
        Arn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        RoleArn: { 'Fn::GetAtt': ['MayFire', 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 185 },
        Input: `{"what":"${expression}","at":"<aws.scheduler.scheduled-time>"}`,
      },
      ...changes,
    },
  };
}

const MayFire = { Type: 'AWS::IAM::Role' };

const Sweep = {
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { DefinitionString: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}' },
};
const toMachine = {
  Target: {
    Arn: { Ref: 'Sweep' },
    RoleArn: { 'Fn::GetAtt': ['MayFire', 'Arn'] },
    Input: '{"at":"<aws.scheduler.scheduled-time>"}',
  },
};

/** The queue's messages wait a moment for others to share a batch with. */
const gathering = { FunctionName: 'a-function', MaximumBatchingWindowInSeconds: 1 };

let folder: string;
let fixture: FixtureAssembly | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perch-schedules-'));
});
afterEach(() => {
  fixture?.discard();
  fixture = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** The schedules of a template, on the journal in this test's folder. */
function open(resources: Parameters<typeof writeAssembly>[0]) {
  fixture?.discard();
  fixture = writeAssembly({ Work: queue(), MayFire, Sweep, ...resources });
  const template = resolveTemplate(readAssembly(fixture.folder), 'http://127.0.0.1:1');
  const journal = openJournal(join(folder, 'journal.db'));
  const clock = openClock(journal);
  const queues = openQueues(template, journal, clock);
  const bus = openBus(template, { journal, clock, queues });
  const functions = { all: [], find: () => expect.unreachable() };
  const wiring = { template, journal, clock, queues, bus, functions };
  const machines = openStateMachines({ ...wiring, onEnd: () => {} });
  const schedules = openSchedules({ ...wiring, machines });
  const fired = () =>
    queues.all[0]?.peek(1_000).map(({ body }) => JSON.parse(body) as { what: string; at: string });
  const close = () => {
    schedules.close();
    for (const machine of machines.all) void machine.stop();
    for (const each of queues.all) each.close();
    journal.close();
  };
  return { clock, schedules, machines, fired, close };
}

describe('a schedule', () => {
  test('fires for each of its instants, with that instant in its input', () => {
    const { clock, schedules, fired, close } = open({ Daily: schedule('rate(1 day)') });
    const midnight = (Math.floor(clock.now() / DAY) + 1) * DAY;
    expect(schedules.nextDue()).toBe(midnight);
    schedules.start();
    expect(fired()).toEqual([]);
    clock.moveTo(midnight + 2 * DAY);
    expect(fired()?.map(({ at }) => at)).toEqual(
      [midnight, midnight + DAY, midnight + 2 * DAY].map((instant) =>
        new Date(instant).toISOString().replace('.000', ''),
      ),
    );
    expect(schedules.nextDue()).toBe(midnight + 3 * DAY);
    close();
  });

  test('fires in its order among others', () => {
    const { clock, schedules, fired, close } = open({
      Daily: schedule('rate(1 day)'),
      Often: schedule('rate(9 hours)'),
    });
    schedules.start();
    clock.moveTo(clock.now() + 2 * DAY);
    const instants = fired()?.map(({ at }) => Date.parse(at)) ?? [];
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(new Set(fired()?.map(({ what }) => what))).toEqual(
      new Set(['rate(1 day)', 'rate(9 hours)']),
    );
    close();
  });

  test('stops a journey of the clock each time, and fires', () => {
    const { clock, schedules, fired, close } = open({
      Hourly: schedule('rate(1 hour)'),
      Feeds: feeds('Work', 'Nothing', { FunctionName: 'a-function' }),
    });
    const due = schedules.nextDue() ?? 0;
    schedules.start();
    const ride = schedules.beginJourney();
    clock.moveTo(due);
    expect(schedules.nextDue()).toBe(due + HOUR);
    clock.moveTo(due + 2 * HOUR);
    ride.end();
    expect(fired()?.map(({ at }) => Date.parse(at))).toEqual([due, due + HOUR, due + 2 * HOUR]);
    close();
  });

  test('of the hour, whose queue gathers messages, fires at the end of a journey’s first day, then every four weeks, and at its end', () => {
    const { clock, schedules, fired, close } = open({
      Hourly: schedule('rate(1 hour)'),
      Feeds: feeds('Work', 'Nothing', gathering),
    });
    const midnight = (Math.floor(clock.now() / DAY) + 1) * DAY;
    schedules.start();
    const ride = schedules.beginJourney();
    expect(schedules.nextDue()).toBe(midnight);
    clock.moveTo(midnight);
    const later = schedules.nextDue() ?? 0;
    expect(later - midnight).toBeGreaterThan(0);
    expect(later - midnight).toBeLessThanOrEqual(28 * DAY);
    clock.moveTo(later);
    expect(schedules.nextDue()).toBe(later + 28 * DAY);
    clock.moveTo(later + 2.5 * HOUR);
    expect(fired()).toHaveLength(2);
    ride.end();
    const end = later + 2 * HOUR;
    expect(fired()?.map(({ at }) => Date.parse(at))).toEqual([midnight, later, end]);
    close();
  });

  test('of a flexible window fires each day, and hardly ever on a journey', () => {
    const { clock, schedules, fired, close } = open({
      Daily: schedule('rate(1 day)', {
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
      }),
    });
    const due = schedules.nextDue() ?? 0;
    schedules.start();
    clock.moveTo(due);
    clock.moveTo(due + DAY);
    expect(fired()?.map(({ at }) => Date.parse(at))).toEqual([due, due + DAY]);
    const ride = schedules.beginJourney();
    clock.moveTo(due + 5 * DAY);
    const onTheWay = fired()?.length ?? 0;
    expect(onTheWay).toBeLessThanOrEqual(4);
    ride.end();
    expect(Date.parse(fired()?.at(-1)?.at ?? '')).toBe(due + 5 * DAY);
    close();
  });

  test('stops a journey of the clock where something is due for who looks often, and else hardly ever', () => {
    const { clock, schedules, fired, close } = open({
      Often: schedule('rate(15 minutes)'),
      Feeds: feeds('Work', 'Nothing', gathering),
    });
    schedules.start();
    const ride = schedules.beginJourney();
    const midnight = (Math.floor(clock.now() / DAY) + 1) * DAY;
    clock.moveTo(midnight);
    const before = fired()?.length ?? 0;
    ride.expect(midnight + 8 * HOUR + 60_000);
    expect(schedules.nextDue()).toBe(midnight + 8 * HOUR + HOUR / 4);
    clock.moveTo(midnight + 8 * HOUR + HOUR / 4);
    expect(fired()).toHaveLength(before + 1);
    ride.expect(undefined);
    expect(schedules.nextDue()).toBeGreaterThan(midnight + 8 * HOUR);
    expect((schedules.nextDue() ?? 0) % (28 * DAY)).toBe(0);
    // A place of its own that is a long way off stops nobody before.
    ride.expect(midnight + 300 * DAY);
    expect((schedules.nextDue() ?? 0) % (28 * DAY)).toBe(0);
    // What was due before and is still there is looked for by the hour.
    ride.expect(midnight);
    expect(schedules.nextDue()).toBe(midnight + 9 * HOUR);
    ride.end();
    close();
  });

  test('makes good after a restart what came due meanwhile, once', () => {
    const first = open({ Daily: schedule('rate(1 day)') });
    first.schedules.start();
    // The host ends before anybody has seen the clock move.
    first.schedules.close();
    const due = first.schedules.nextDue() ?? 0;
    first.close();
    const second = open({ Daily: schedule('rate(1 day)') });
    second.clock.moveTo(due + DAY);
    expect(second.fired()).toEqual([]);
    second.schedules.start();
    expect(second.fired()).toHaveLength(2);
    second.close();
    const third = open({ Daily: schedule('rate(1 day)') });
    third.schedules.start();
    expect(third.fired()).toHaveLength(2);
    third.close();
  });

  test('of cron fires in the time zone that it is meant in, in its order among others', () => {
    const inKolkata = { ScheduleExpressionTimezone: 'Asia/Kolkata' };
    const { clock, schedules, fired, close } = open({
      Nightly: schedule('cron(30 0 * * ? *)', inKolkata),
      Daily: schedule('rate(1 day)'),
    });
    const nextYear = Date.UTC(new Date(clock.now()).getUTCFullYear() + 1, 0, 1, 12);
    clock.moveTo(nextYear);
    schedules.start();
    const earlier = fired()?.length ?? 0;
    clock.moveTo(nextYear + DAY);
    const year = new Date(nextYear).getUTCFullYear();
    expect(fired()?.slice(earlier)).toEqual([
      { what: 'cron(30 0 * * ? *)', at: `${year}-01-01T19:00:00Z` },
      { what: 'rate(1 day)', at: `${year}-01-02T00:00:00Z` },
    ]);
    expect(new Date(schedules.nextDue() ?? 0).toISOString()).toBe(`${year}-01-02T19:00:00.000Z`);
    close();
  });

  test('that has no instants left fires no more', () => {
    const { clock, schedules, fired, close } = open({ Past: schedule('cron(0 3 1 1 ? 2020)') });
    schedules.start();
    clock.moveTo(clock.now() + 400 * DAY);
    expect(schedules.nextDue()).toBeUndefined();
    expect(fired()).toEqual([]);
    close();
  });

  test('starts a state machine once for an instant, under a name of its own', () => {
    const resources = { Monthly: schedule('cron(0 3 1 * ? *)', toMachine) };
    const first = open(resources);
    first.schedules.start();
    const due = first.schedules.nextDue() ?? 0;
    first.clock.moveTo(due);
    first.clock.moveTo(first.schedules.nextDue() ?? 0);
    const started = first.machines.recentExecutions(10);
    const times = started.map(({ input }) => (input as { at: string }).at);
    expect(times[0]).toBe(new Date(due).toISOString().replace('.000', ''));
    expect(times).toHaveLength(2);
    expect(started.map(({ machine }) => machine)).toEqual(['Sweep', 'Sweep']);
    expect(new Set(started.map(({ name }) => name)).size).toBe(2);
    expect(started.every(({ name }) => /^Monthly-[0-9a-f]{16}$/.test(name))).toBe(true);
    first.close();

    // As if the schedule's position had been lost: the names are used already.
    const journal = openJournal(join(folder, 'journal.db'));
    journal.database.prepare('UPDATE schedule SET fired_for = ?').run(due - 1);
    journal.close();
    const second = open(resources);
    second.schedules.start();
    expect(second.machines.recentExecutions(10)).toHaveLength(2);
    second.close();
  });

  test('that is disabled never fires', () => {
    const { schedules, close } = open({ Off: schedule('rate(1 day)', { State: 'DISABLED' }) });
    expect(schedules.nextDue()).toBeUndefined();
    close();
  });

  test.each([
    [
      'an expression of one time',
      schedule('at(2026-11-22T00:00:00)'),
      /Odd .*at\(2026-11-22T00:00:00\) is not honoured/,
    ],
    [
      'a time zone that there is not',
      schedule('cron(0 3 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Atlantis' }),
      /Odd .*Europe\/Atlantis/,
    ],
    [
      'an input that only AWS can fill in',
      schedule('rate(1 day)', {
        Target: { ...toMachine.Target, Input: '{"try":"<aws.scheduler.attempt-number>"}' },
      }),
      /Odd .*attempt-number/,
    ],
    ['an end', schedule('rate(1 day)', { EndDate: '2027-01-01T00:00:00Z' }), /Odd .*EndDate/],
  ])('with %s is refused by name', (_, Odd, why) => {
    expect(() => open({ Odd })).toThrow(why);
  });
});

describe('a host', () => {
  let host: Host | undefined;
  afterEach(() => host?.stop());

  test('stops at each instant when its clock is moved, and what is set off is done there', async () => {
    const Log = `exports.handler = async ({ Records }) => {
      for (const { body, attributes } of Records) {
        console.log('late by ' + (attributes.SentTimestamp - Date.parse(JSON.parse(body).at)) + ' ms;');
      }
    };`;
    fixture = writeAssembly(
      { Work: queue(), MayFire, Daily: schedule('rate(1 day)'), Feed: feeds('Work', 'Log') },
      { Log },
    );
    host = await startHost({ assembly: fixture.folder, data: folder });
    const url = host.url;
    const moved = await fetch(`${url}/_local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: 'P40D' }),
    });
    expect(moved.status).toBe(200);
    const log = readFileSync(join(folder, 'functions.log'), 'utf8');
    const late = [...log.matchAll(/late by (-?\d+) ms;/g)].map(([, ms]) => Number(ms));
    expect(late).toHaveLength(40);
    expect(late.every((ms) => ms >= 0 && ms < HOUR)).toBe(true);
  });
});
