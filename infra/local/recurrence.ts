import { Cron } from 'croner';
import { whenClocksShow } from '../../shared/domain/time/day.ts';
import { wallClock } from '../../shared/domain/time/time.ts';

/** The instants at which a schedule fires, in epoch milliseconds. */
export interface Recurrence {
  /** The first one after an instant; `undefined` when there is none any more. */
  after(instant: number): number | undefined;
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * Reads the `rate(...)` or `cron(...)` of a schedule of EventBridge Scheduler.
 *
 * @param timeZone the IANA time zone in which a cron expression is meant.
 * @throws when it is not one, or not one that this host honours.
 */
export function readRecurrence(expression: string, timeZone: string): Recurrence {
  const [, count, unit] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit === 'minute' || unit === 'hour' || unit === 'day') {
    return rate(Number(count) * UNIT_MS[unit]);
  }
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  if (fields === undefined) {
    throw new Error(`ScheduleExpression ${expression} is not honoured; rate and cron are`);
  }
  try {
    return cron(fields.split(' '), timeZone);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Error(`ScheduleExpression ${expression} is not honoured: ${why}`);
  }
}

/**
 * A rate is counted from the epoch, so that days begin at midnight UTC on every machine; on AWS they
 * begin when it is deployed.
 */
function rate(everyMs: number): Recurrence {
  return { after: (instant) => (Math.floor(instant / everyMs) + 1) * everyMs };
}

/**
 * Six fields as AWS has them: minutes, hours, day of the month, month, day of the week, year. What
 * clocks never show, as they are put forward over it, is left out; what they show twice counts once
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time).
 */
function cron(fields: readonly string[], timeZone: string): Recurrence {
  const [minutes, hours, day, month, weekday, year] = fields;
  const others = [minutes, hours, month, year, day === '?' ? weekday : day];
  if (fields.length !== 6 || (day === '?') === (weekday === '?')) {
    throw new Error('it has six fields, and ? is the day of the month or that of the week');
  }
  if (!others.every((field) => field !== undefined && /^[\dA-Z,*/#-]+$/.test(field))) {
    throw new Error('a field has signs that are not of AWS');
  }
  // The days are those of clocks on the wall, whose time is read as if it were UTC's.
  const shownAt = new Cron(`0 ${fields.join(' ')}`, {
    mode: '7-part',
    timezone: 'UTC',
    alternativeWeekdays: true,
    sloppyRanges: true,
  });
  // An unknown zone is told of when the schedule is read, not when it is due.
  wallClock(0, timeZone);
  return {
    after: (instant) => {
      let shown = wallClock(instant, timeZone);
      for (;;) {
        const next = shownAt.nextRun(new Date(shown));
        if (next === null) return undefined;
        shown = next.getTime();
        const found = firstTimeShown(shown, timeZone);
        if (found !== undefined && found > instant) return found;
      }
    },
  };
}

/** When clocks in a zone first show a time of day; `undefined` where they are put forward over it. */
function firstTimeShown(shown: number, timeZone: string): number | undefined {
  const [day = '', time = ''] = new Date(shown).toISOString().split('T');
  const [hours, minutes] = time.split(':').map(Number);
  const [first] = whenClocksShow(day, (hours ?? 0) * 60 + (minutes ?? 0), timeZone);
  return first !== undefined && wallClock(first, timeZone) === shown ? first : undefined;
}
