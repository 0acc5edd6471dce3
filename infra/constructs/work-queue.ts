import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  ContextAttribute,
  Schedule,
  type ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { FUNCTION_TIMEOUT, type NodeFunction } from './node-function.ts';
import { allow } from './permission.ts';

/**
 * How often a message is tried before it is set aside. With the visibility timeout below that is
 * twenty minutes of an outage that no message is lost to, and jitter enough for a contended member.
 */
const MAX_RECEIVE_COUNT = 10;

export interface WorkQueueProps {
  /** What a message is, in the plural, for the operator. */
  readonly holds: string;
  /** From what age of the oldest message on the operator is told; 15 minutes unless said. */
  readonly lateAfter?: Duration;
  /** How long it may wait, where what waited longer comes again by itself; four days unless said. */
  readonly keptFor?: Duration;
}

export interface FeedOptions {
  readonly batchSize: number;
  /** How many batches are worked on at once, at most. */
  readonly concurrency: number;
  /** How long messages may wait for others to share a batch with; not at all unless said. */
  readonly gatherFor?: Duration;
}

export interface Ticking {
  /** What happens then, for the console. */
  readonly description: string;
  readonly schedule: ScheduleExpression;
  /** Within which time of the instant it is enough to send it, so that not all come at once. */
  readonly flexible?: Duration;
  /** How late a message may still be sent; a day, the longest there is, unless said. */
  readonly within?: Duration;
  /** What a message says besides the instant that it was meant for. */
  readonly says?: Readonly<Record<string, string>>;
}

/** Work that waits for one function, and the dead letters of what could not be done. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Holds what the function gave up on, and what rules and schedules could not deliver. */
  readonly deadLetters: DeadLetterQueue;
  readonly #deployment: Deployment;
  #scheduler: Role | undefined;

  constructor(scope: Construct, id: string, deployment: Deployment, props: WorkQueueProps) {
    super(scope, id);
    this.#deployment = deployment;
    this.deadLetters = new DeadLetterQueue(
      this,
      'DeadLetters',
      deployment,
      `${props.holds} were given up on`,
    );
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as AWS advises, so that no batch is worked on twice.
      visibilityTimeout: Duration.seconds(6 * FUNCTION_TIMEOUT.toSeconds()),
      retentionPeriod: props.keptFor ?? Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    const lateAfter = props.lateAfter ?? Duration.minutes(15);
    deployment.alarms.watch(this.queue, 'Late', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      atLeast: lateAfter.toSeconds(),
      periods: 3,
      description: `${props.holds} have been waiting for over ${lateAfter.toMinutes()} minutes.`,
    });
  }

  /** Has the function work on the queue; messages that fail come again without the rest. */
  feed(worker: NodeFunction, { batchSize, concurrency, gatherFor }: FeedOptions): void {
    worker.may(
      [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
      ],
      [this.queue.queueArn],
    );
    worker.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency: concurrency,
        ...(gatherFor === undefined ? {} : { maxBatchingWindow: gatherFor }),
        reportBatchItemFailures: true,
      }),
    );
  }

  /** Sends a message whenever it is time, which says what instant that was meant to be. */
  tick(id: string, { description, schedule, flexible, within, says }: Ticking): void {
    this.#scheduler ??= new Role(this, 'Scheduler', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      inlinePolicies: {
        Own: allow(['sqs:SendMessage'], [this.queue.queueArn, this.deadLetters.queueArn]),
      },
    });
    new Schedule(this, id, {
      description: `Perch ${this.#deployment.stage.name}: ${description}`,
      schedule,
      ...(flexible === undefined ? {} : { timeWindow: TimeWindow.flexible(flexible) }),
      target: new SqsSendMessage(this.queue, {
        role: this.#scheduler.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject({
          ...says,
          scheduledFor: ContextAttribute.scheduledTime,
        }),
        deadLetterQueue: this.deadLetters,
        ...(within === undefined ? {} : { maxEventAge: within }),
      }),
    });
  }
}
