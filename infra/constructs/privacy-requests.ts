import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { routes } from '../../functions/privacy/contract.ts';
import { customerRequests } from '../../shared/events/customer-events.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { DataKeys } from './data-keys.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';
import { WorkQueue } from './work-queue.ts';

export interface PrivacyRequestsProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly drawKey: KeptKey;
  readonly dataKeys: DataKeys;
}

/** How long a request may be open before the operator is told; the law gives 30 days. */
const OPEN_DAYS = 7;

/** Lets people know what is kept of them, and forgets them, by their shops' word or an operator's. */
export class PrivacyRequests extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: PrivacyRequestsProps) {
    super(scope, id);
    const { api, tokens, bus, table, memberKey, drawKey, dataKeys } = props;
    const requests = new WorkQueue(this, 'Requests', deployment, {
      holds: 'Requests to know what is kept, or to be forgotten,',
      // A shop that leaves is a pass over all members, message by message.
      lateAfter: Duration.hours(1),
    });
    const worker = new NodeFunction(this, 'Worker', deployment, {
      name: 'privacy-requests',
      description: 'forgets people, and looks after what is asked for in their names',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        OWN_QUEUE_URL: requests.queue.queueUrl,
        ...dataKeys.environment,
      },
      sendsToItself: true,
    });
    table.usedBy(worker, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem');
    table.historyReadBy(worker);
    table.rosterReadBy(worker);
    table.agendaReadBy(worker);
    memberKey.readBy(worker);
    dataKeys.readBy(worker);
    dataKeys.destroyedBy(worker);
    worker.may(['sqs:SendMessage'], [requests.queue.queueArn]);
    requests.feed(worker, { batchSize: 1, concurrency: 4 });
    bus.deliver<object>('Ask', { events: customerRequests, to: requests });

    const answers = new NodeFunction(this, 'Api', deployment, {
      name: 'privacy',
      description: 'tells what is kept of people, and takes requests to forget them',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        DRAW_KEY_SECRET_ID: drawKey.secretId,
        PRIVACY_QUEUE_URL: requests.queue.queueUrl,
        ...dataKeys.environment,
      },
      memorySize: 1024,
    });
    table.usedBy(answers, 'GetItem', 'Query', 'PutItem');
    table.historyReadBy(answers);
    table.agendaReadBy(answers);
    memberKey.readBy(answers);
    drawKey.readBy(answers);
    dataKeys.readBy(answers);
    answers.may(['sqs:SendMessage'], [requests.queue.queueArn]);
    api.serveContract(routes, answers, tokens);

    requests.tick('Daily', {
      description: 'open requests of people are looked after',
      schedule: ScheduleExpression.rate(Duration.days(1)),
      flexible: Duration.hours(1),
    });
    deployment.alarms.watch(worker, 'Overdue', {
      metric: new Metric({
        namespace: 'Perch',
        metricName: 'OldestPrivacyRequestDays',
        dimensionsMap: { service: 'privacy-requests' },
        period: Duration.days(1),
        statistic: 'Maximum',
      }),
      atLeast: OPEN_DAYS,
      description:
        `Somebody’s request has been open for ${OPEN_DAYS} days, of the 30 that the law gives. ` +
        'GET /v1/privacy-requests lists them; one to know what is kept waits until it is fetched.',
    });
  }
}
