import { createHash } from 'node:crypto';
import { isJson } from './aws-call.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import { gatheringQueues } from './mappings.ts';
import type { Queues } from './queues.ts';
import { type Recurrence, readRecurrence } from './recurrence.ts';
import type { StateMachines } from './state-machines.ts';
import { type HostedResource, type HostedTemplate, wire } from './template.ts';

/**
 * The template's schedules. They fire by the host's clock, in their order, and none is left out.
 * Only where they may be late, since their queue gathers messages or their window is flexible, and
 * several instants have passed, the last one stands for them all.
 */
export interface Schedules {
  /** When the next one fires; undefined when there is none. */
  nextDue(): number | undefined;
  /**
   * Begins a journey of the clock, on which schedules that may be late fire at the end of its first
   * day, every four weeks from then on, and at its end: what they look for comes from outside, and
   * nothing does while the clock is on its way. Those that fire more often than hourly look for what
   * has a time of its own, too, and fire whenever something is due.
   */
  beginJourney(): Ride;
  /** Fires what came due while no host ran, and from now on whatever comes due. */
  start(): void;
  close(): void;
}

/** A journey of the clock. */
export interface Ride {
  /** Says when something is due for those who look often; undefined where nothing is. */
  expect(dueAt: number | undefined): void;
  /** Ends it: what may be late fires for what is left. */
  end(): void;
}

/** What schedules set off, and what they go by. */
export interface SchedulesSpec {
  readonly template: HostedTemplate;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly machines: StateMachines;
}

interface OpenSchedule {
  readonly name: string;
  readonly recurrence: Recurrence;
  readonly input: string;
  readonly deliver: Deliver;
  /** Whether its messages are gathered into batches, or its window is flexible. */
  readonly mayBeLate: boolean;
  /** The next instant for which it fires; `undefined` when there is none any more. */
  dueAt: number | undefined;
}

/** Hands the input for an instant to a schedule's target; it is on disk when this returns. */
type Deliver = (input: string, instant: number) => void;

/** What EventBridge Scheduler replaces in an input by the instant for which a schedule fires. */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATIENCE_MS = 28 * DAY_MS;

/** The longest that a timer of Node can be set to. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Opens the template's schedules with what the journal holds of them. */
export function openSchedules(spec: SchedulesSpec): Schedules {
  const { journal, clock } = spec;
  const positions = openPositions(journal);
  const gathering = gatheringQueues(spec.template);
  const all = spec.template
    .ofType('AWS::Scheduler::Schedule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map((resource) => wire(resource, open));
  let alarm: NodeJS.Timeout | undefined;
  let journeys = 0;
  let expected: number | undefined;
  let firstDay = 0;

  function open({ ref, properties }: HostedResource<'AWS::Scheduler::Schedule'>): OpenSchedule {
    const { Target, ScheduleExpression, FlexibleTimeWindow } = properties;
    const { ScheduleExpressionTimezone = 'UTC' } = properties;
    const recurrence = readRecurrence(ScheduleExpression, ScheduleExpressionTimezone);
    const [, odd] = /<aws\.scheduler\.(?!scheduled-time>)([^>]*)>/.exec(Target.Input) ?? [];
    if (odd !== undefined) throw new Error(`<aws.scheduler.${odd}> in an input is not honoured`);
    return {
      name: ref,
      recurrence,
      input: Target.Input,
      deliver: deliverer(ref, Target, spec),
      mayBeLate: gathering.has(Target.Arn) || FlexibleTimeWindow.Mode === 'FLEXIBLE',
      dueAt: recurrence.after(positions.of(ref, clock.now())),
    };
  }

  /** The one that is to fire first, when, and for which instant. */
  function next(): { schedule: OpenSchedule; firesAt: number; dueAt: number } | undefined {
    return all
      .flatMap((schedule) => {
        const { dueAt } = schedule;
        if (dueAt === undefined) return [];
        const waits = journeys > 0 && schedule.mayBeLate;
        const firesAt = waits ? endOfWaiting(schedule.recurrence, dueAt) : dueAt;
        return [{ schedule, dueAt, firesAt }];
      })
      .toSorted((a, b) => a.firesAt - b.firesAt || a.dueAt - b.dueAt)[0];
  }

  /** When it fires on a journey for what has passed till then, see `beginJourney`. */
  function endOfWaiting(recurrence: Recurrence, dueAt: number): number {
    const endOfDay = Math.ceil(dueAt / DAY_MS) * DAY_MS;
    const isFirst = endOfDay <= (firstDay + 1) * DAY_MS;
    const end = isFirst ? endOfDay : Math.ceil(dueAt / PATIENCE_MS) * PATIENCE_MS;
    const isOften = (recurrence.after(dueAt) ?? end) - dueAt < HOUR_MS;
    if (!isOften || expected === undefined) return end;
    return Math.min(Math.max(recurrence.after(expected - 1) ?? end, dueAt), end);
  }

  function fireDue(): void {
    for (let one = next(); one !== undefined && one.firesAt <= clock.now(); one = next()) {
      fire(one.schedule, one.schedule.mayBeLate ? lastOf(one.schedule, one.dueAt) : one.dueAt);
    }
    setAlarm();
  }

  /** The last of a schedule's instants that have passed, of which one is known. */
  function lastOf({ recurrence }: OpenSchedule, passed: number): number {
    let last = passed;
    const now = clock.now();
    for (let next = recurrence.after(last); next !== undefined && next <= now; ) {
      last = next;
      next = recurrence.after(last);
    }
    return last;
  }

  /** Its message and its new position are one: it fires once for an instant, whatever ends between. */
  function fire(schedule: OpenSchedule, instant: number): void {
    const time = new Date(instant).toISOString().replace('.000Z', 'Z');
    journal.transaction(() => {
      positions.move(schedule.name, instant);
      schedule.deliver(schedule.input.replaceAll(SCHEDULED_TIME, time), instant);
    });
    schedule.dueAt = schedule.recurrence.after(instant);
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    const one = next();
    if (one === undefined) return;
    alarm = setTimeout(fireDue, Math.min(one.firesAt - clock.now(), LONGEST_TIMER_MS));
    alarm.unref();
  }

  return {
    nextDue: () => next()?.firesAt,
    beginJourney: () => {
      journeys += 1;
      firstDay = Math.floor(clock.now() / DAY_MS);
      return {
        expect: (dueAt) => {
          const now = clock.now();
          // What was due before and is still there is looked for by the hour.
          expected =
            dueAt !== undefined && dueAt <= now ? (Math.floor(now / HOUR_MS) + 1) * HOUR_MS : dueAt;
        },
        end: () => {
          journeys -= 1;
          fireDue();
        },
      };
    },
    start: () => {
      clock.onMove(fireDue);
      fireDue();
    },
    close: () => clearTimeout(alarm),
  };
}

function deliverer(
  schedule: string,
  target: { readonly Arn: string; readonly Input: string },
  { queues, machines }: SchedulesSpec,
): Deliver {
  const machine = machines.byArn(target.Arn);
  if (machine === undefined) {
    const queue = queues.byArn(target.Arn);
    return (input) => {
      queue.send(input);
    };
  }
  if (!isJson(target.Input))
    throw new Error('Target.Input is no JSON, as a state machine takes it');
  // A name that was used already has done its work.
  return (input, instant) => {
    machine.start(executionName(schedule, instant), input);
  };
}

/** At most 80 signs that Step Functions takes, and no two alike. On AWS it is a random one. */
function executionName(schedule: string, instant: number): string {
  const hash = createHash('sha256').update(`${schedule} ${instant}`).digest('hex');
  return `${schedule.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 60)}-${hash.slice(0, 16)}`;
}

/** For which instant each schedule fired last, on disk. */
function openPositions({ database }: Journal) {
  database.exec(
    'CREATE TABLE IF NOT EXISTS schedule (name TEXT PRIMARY KEY, fired_for INTEGER NOT NULL)',
  );
  const read = database.prepare('SELECT fired_for FROM schedule WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO schedule (name, fired_for) VALUES (?, ?)');
  return {
    /** A schedule that was not known before counts from now on. */
    of: (name: string, now: number): number => {
      const known = read.get(name)?.fired_for;
      if (typeof known === 'number') return known;
      write.run(name, now);
      return now;
    },
    move: (name: string, instant: number): void => {
      write.run(name, instant);
    },
  };
}
