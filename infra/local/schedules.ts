import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { type HostedResource, type HostedTemplate, wire } from './template.ts';

/** The template's schedules. They fire by the host's clock, in their order, and none is left out. */
export interface Schedules {
  /** When the next one fires; undefined when there is none. */
  nextDue(): number | undefined;
  /** Fires what came due while no host ran, and from now on whatever comes due. */
  start(): void;
  close(): void;
}

interface OpenSchedule {
  readonly name: string;
  readonly everyMs: number;
  readonly queue: Queue;
  readonly input: string;
  /** The instant for which it fired last, or at which it was first known. */
  firedFor: number;
}

/** What EventBridge Scheduler replaces in an input by the instant for which a schedule fires. */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The longest that a timer of Node can be set to. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Opens the template's schedules with what the journal holds of them. A rate is counted from the
 * epoch, so that days begin at midnight UTC on every machine; on AWS they begin when it is deployed.
 */
export function openSchedules(
  template: HostedTemplate,
  { journal, clock, queues }: { journal: Journal; clock: Clock; queues: Queues },
): Schedules {
  const positions = openPositions(journal);
  const all = template
    .ofType('AWS::Scheduler::Schedule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map((resource) => wire(resource, open));
  let alarm: NodeJS.Timeout | undefined;

  function open({ ref, properties }: HostedResource<'AWS::Scheduler::Schedule'>): OpenSchedule {
    const { Target, ScheduleExpression } = properties;
    return {
      name: ref,
      everyMs: everyMs(ScheduleExpression),
      queue: queues.byArn(Target.Arn),
      input: Target.Input,
      firedFor: positions.of(ref, clock.now()),
    };
  }

  function next(): OpenSchedule | undefined {
    return all.toSorted((a, b) => dueAt(a) - dueAt(b))[0];
  }

  function fireDue(): void {
    for (let one = next(); one !== undefined && dueAt(one) <= clock.now(); one = next()) {
      fire(one, dueAt(one));
    }
    setAlarm();
  }

  /** Its message and its new position are one: it fires once for an instant, whatever ends between. */
  function fire(schedule: OpenSchedule, instant: number): void {
    const time = new Date(instant).toISOString().replace('.000Z', 'Z');
    journal.transaction(() => {
      schedule.queue.send(schedule.input.replaceAll(SCHEDULED_TIME, time));
      positions.move(schedule.name, instant);
    });
    schedule.firedFor = instant;
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    const one = next();
    if (one === undefined) return;
    alarm = setTimeout(fireDue, Math.min(dueAt(one) - clock.now(), LONGEST_TIMER_MS));
    alarm.unref();
  }

  return {
    nextDue: () => {
      const one = next();
      return one && dueAt(one);
    },
    start: () => {
      clock.onMove(fireDue);
      fireDue();
    },
    close: () => clearTimeout(alarm),
  };
}

function dueAt({ everyMs: every, firedFor }: OpenSchedule): number {
  return (Math.floor(firedFor / every) + 1) * every;
}

function everyMs(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') {
    throw new Error(`ScheduleExpression ${expression} is not honoured; rate(...) is`);
  }
  return Number(count) * UNIT_MS[unit];
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
