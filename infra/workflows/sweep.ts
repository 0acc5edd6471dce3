import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  DistributedMap,
  type IChainable,
  JitterType,
  JsonPath,
  Pass,
  Result,
  type RetryProps,
  StateMachineType,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';

/** What the machine of a pass works with. */
export interface SweepParts {
  /** The pass's own function, which is asked step by step: see `shared/sweep/step.ts`. */
  readonly sweep: IFunction;
  /** Where members and shards go that could not be visited. */
  readonly leftOut: IQueue;
}

/** How many shards are visited at once: their tasks take turns at the table's throughput. */
const SHARDS_AT_ONCE = 16;

/** Up to six more tries within some minutes: what a shard has done already is done no second time. */
const persistently: RetryProps = {
  errors: ['States.ALL'],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};

/**
 * A pass over all members, for one scheduled time: `{ "scheduledFor": "2026-12-01T03:00:00Z" }`.
 *
 *     Plan -- nothing can be due --> NothingDue
 *       |
 *     VisitShards (each: Visit -- not done --> GoOn --> Visit; still failing --> SetAside)
 *       |
 *     Report --> Done
 *
 * The shards are visited by executions of their own, so that no history grows with the number of
 * members: a task works through a shard for minutes and says how far it came. A shard that cannot be
 * gone on with is set aside and holds up no other.
 */
export function sweepOver(scope: Construct, { sweep, leftOut }: SweepParts): IChainable {
  const scheduledFor = JsonPath.stringAt('$.scheduledFor');
  const ask = (
    within: Construct,
    id: string,
    payload: Record<string, unknown>,
    answer: Record<string, unknown>,
    resultPath: string,
  ): LambdaInvoke => {
    const task = new LambdaInvoke(within, id, {
      lambdaFunction: sweep,
      payload: TaskInput.fromObject({ scheduledFor, ...payload }),
      resultSelector: answer,
      resultPath,
      retryOnServiceExceptions: false,
    });
    task.addRetry(persistently);
    return task;
  };

  const plan = ask(
    scope,
    'Plan',
    { step: 'plan' },
    { due: JsonPath.stringAt('$.Payload.due'), shards: JsonPath.stringAt('$.Payload.shards') },
    '$.plan',
  );
  const report = ask(
    scope,
    'Report',
    { step: 'report', tallies: JsonPath.listAt('$.tallies') },
    { total: JsonPath.stringAt('$.Payload') },
    '$.report',
  );
  const shards = new DistributedMap(scope, 'VisitShards', {
    itemsPath: '$.plan.shards',
    itemSelector: {
      scheduledFor,
      shard: JsonPath.stringAt('$$.Map.Item.Value'),
      progress: { after: null, tally: {} },
    },
    maxConcurrency: SHARDS_AT_ONCE,
    mapExecutionType: StateMachineType.STANDARD,
    label: 'Shards',
    resultPath: '$.tallies',
  }).itemProcessor(visitShard(scope, ask, leftOut));

  const done = new Succeed(scope, 'Done', { outputPath: '$.report.total' });
  return plan.next(
    new Choice(scope, 'IsDue')
      .when(Condition.booleanEquals('$.plan.due', true), shards.next(report).next(done))
      .otherwise(new Succeed(scope, 'NothingDue')),
  );
}

type Ask = (
  within: Construct,
  id: string,
  payload: Record<string, unknown>,
  answer: Record<string, unknown>,
  resultPath: string,
) => LambdaInvoke;

/** One shard, from its first member to its last; what it came to is its output. */
function visitShard(scope: Construct, ask: Ask, leftOut: IQueue): IChainable {
  const shard = new Construct(scope, 'Shard');
  const visit = ask(
    shard,
    'Visit',
    {
      step: 'visit',
      shard: JsonPath.numberAt('$.shard'),
      after: JsonPath.stringAt('$.progress.after'),
      tally: JsonPath.objectAt('$.progress.tally'),
    },
    {
      done: JsonPath.stringAt('$.Payload.done'),
      after: JsonPath.stringAt('$.Payload.after'),
      tally: JsonPath.stringAt('$.Payload.tally'),
    },
    '$.progress',
  );
  const setAside = new SqsSendMessage(shard, 'SetAside', {
    queue: leftOut,
    messageBody: TaskInput.fromJsonPathAt('$'),
    resultPath: JsonPath.DISCARD,
  });
  setAside.addRetry(persistently);
  visit.addCatch(
    setAside.next(
      new Pass(shard, 'ShardLeftOut', { result: Result.fromObject({ shardsLeftOut: 1 }) }),
    ),
    { errors: ['States.ALL'], resultPath: '$.error' },
  );
  return visit.next(
    new Choice(shard, 'IsDone')
      .when(
        Condition.booleanEquals('$.progress.done', true),
        new Pass(shard, 'ShardDone', { outputPath: '$.progress.tally' }),
      )
      .otherwise(visit),
  );
}
