import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { beginsPeriod } from '../../shared/domain/time/occasion-day.ts';
import { type Instant, localDay, monthAt } from '../../shared/domain/time/time.ts';
import { type DrawingDependencies, drawMonth, givePrizes } from '../../shared/draws/drawing.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import { newTask, openTask } from '../../shared/table/operator/task-item.ts';
import { isEntered } from '../../shared/table/rewards/draw-entries.ts';
import { monthlyDraw } from '../../shared/table/rewards/draw-grants.ts';
import { markGiven, readDrawn } from '../../shared/table/rewards/draw-result.ts';
import { type CalendarRequest, calendarRequest, type Measuring } from './request.ts';
import { measureReturns, unmeasured } from './returns.ts';

export interface CalendarDependencies extends DrawingDependencies {
  /** Has other messages do what this one leaves. */
  readonly goOn: (requests: readonly CalendarRequest[]) => Promise<void>;
}

/** How many prizes one message gives: a second or two of work. */
const PRIZES = 500;

/** So many months that are over are looked after, so that an outage of weeks is made up for. */
const MONTHS_BACK = 2;

/**
 * On the first days of a month it is seen whether anybody is in the lists of those months: in all of
 * their partitions, which is no thing to do each day. What was begun is finished on any day.
 */
const EARLY_DAYS = 10;

/**
 * What the calendar brings that no member's own pass does: draws whose month is over, each month
 * once, who came back of those who were lost, and the task to look at the rules again. A drawing that was cut off is finished by the next
 * day's; one that fails holds up no other, for each has a message of its own.
 */
export function calendar(dependencies: CalendarDependencies) {
  const { table, program, goOn } = dependencies;
  return queueFunction(async ({ body, log }) => {
    const { scheduledFor, drawing, measuring } = calendarRequest.parse(body);
    const at = Date.parse(scheduledFor);
    if (drawing !== undefined) return draw(scheduledFor, drawing, log);
    if (measuring !== undefined) return measure(scheduledFor, measuring, log);
    const day = localDay(at, program.timeZone);
    if (beginsPeriod(day, program.reviewEveryMonths)) {
      await openTask(table, newTask({ kind: 'review', day }, at));
    }
    const left = await undrawn(at);
    const months = program.churn === undefined ? [] : await unmeasured(table, at, program.timeZone);
    log.info('looked at the calendar', { day, drawings: left.length, months: months.length });
    await goOn([
      ...left.map((one) => ({ scheduledFor, drawing: { ...one, from: 0 } })),
      ...months.map((month) => ({ scheduledFor, measuring: { month, part: 0 } })),
    ]);
  });

  /** Return is measured against those who were held out, in messages of a few hundred members each. */
  async function measure(scheduledFor: string, measuring: Measuring, log: Log): Promise<void> {
    const left = await measureReturns(table, measuring);
    if (left === undefined) log.info('measured who came back', { month: measuring.month });
    else await goOn([{ scheduledFor, measuring: left }]);
  }

  /** The months of draws that are over and not done with; where nobody took part there is nothing to do. */
  async function undrawn(at: Instant): Promise<readonly { draw: string; month: string }[]> {
    const now = monthAt(at, program.timeZone);
    const months = Array.from({ length: MONTHS_BACK }, (_, i) => nameOfMonth(now - 1 - i));
    const all = program.draws
      .filter(({ when }) => when === 'monthly')
      .flatMap(({ id }) => months.map((month) => ({ draw: id, month })));
    if (all.length === 0) return [];
    const isEarly = Number(localDay(at, program.timeZone).slice(8)) <= EARLY_DAYS;
    const drawn = await readDrawn(table, all);
    const open = await Promise.all(
      all.map(({ draw: id, month }, i) =>
        drawn[i] === 'not' ? isEarly && isEntered(table, id, month) : drawn[i] === 'drawn',
      ),
    );
    return all.filter((_, i) => open[i] === true);
  }

  async function draw(
    scheduledFor: string,
    { draw: id, month, from }: NonNullable<CalendarRequest['drawing']>,
    log: Log,
  ): Promise<void> {
    const at = Date.parse(scheduledFor);
    const rules = monthlyDraw(program, id);
    if (rules === undefined) {
      log.warn('the program has no such draw any more', { draw: id, month });
      return;
    }
    const { winners } = await drawMonth(dependencies, rules, month, at);
    const some = { draw: id, month, from, most: Math.min(PRIZES, winners - from) };
    const given = await givePrizes(dependencies, some, passOccasion('calendar', at));
    if (given.some(({ isMember }) => !isMember)) {
      await openTask(table, newTask({ kind: 'winners', draw: id, month }, at));
    }
    const next = from + given.length;
    if (next < winners && given.length > 0) {
      await goOn([{ scheduledFor, drawing: { draw: id, month, from: next } }]);
      return;
    }
    await markGiven(table, id, month);
    log.info('drew a month', { draw: id, month, winners });
  }
}
