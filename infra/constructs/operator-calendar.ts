import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface OperatorCalendarProps {
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly drawKey: KeptKey;
  /** The program's zone, in whose days it goes. */
  readonly timeZone: string;
}

/** At which hour of each day: late enough that clocks never skip it. */
const HOUR = 3;

/** Runs the draws whose month is over, measures who came back, has the rules looked at again. */
export class OperatorCalendar extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: OperatorCalendarProps) {
    super(scope, id);
    const { table, memberKey, drawKey, timeZone } = props;
    const days = new WorkQueue(this, 'Days', deployment, {
      holds: 'Days of the calendar, and draws that are to be run',
      lateAfter: Duration.hours(2),
    });
    const calendar = new NodeFunction(this, 'Calendar', deployment, {
      name: 'calendar',
      description: 'runs draws whose month is over, and measures who came back',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        DRAW_KEY_SECRET_ID: drawKey.secretId,
        OWN_QUEUE_URL: days.queue.queueUrl,
      },
      // A month's list is read and sorted as a whole.
      memorySize: 1769,
      sendsToItself: true,
    });
    table.usedBy(calendar, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem');
    table.historyReadBy(calendar);
    memberKey.readBy(calendar);
    drawKey.readBy(calendar);
    calendar.may(['sqs:SendMessage'], [days.queue.queueArn]);
    days.feed(calendar, { batchSize: 1, concurrency: 2 });

    days.tick('Daily', {
      description: 'what the calendar brings',
      schedule: ScheduleExpression.cron({
        minute: '0',
        hour: String(HOUR),
        timeZone: TimeZone.of(timeZone),
      }),
    });
  }
}
