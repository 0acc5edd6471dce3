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
import { PARTS } from '../../shared/sweep/part.ts';

/** What the machine of a pass works with. */
export interface SweepParts {
  /** The pass's own function, which is asked step by step: see `shared/sweep/part.ts`. */
  readonly sweep: IFunction;
  /** Where members and parts go that could not be visited. */
  readonly leftOut: IQueue;
}

/** Up to six more tries within some minutes: what a part has done already is done no second time. */
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
 *     VisitParts (each: Visit -- not done --> Visit; still failing --> SetAside)
 *       |
 *     Report --> Done
 *
 * The parts of the roster are visited by executions of their own, so that no history grows with the
 * number of members: a task works through a part for minutes and says how far it came. A part that
 * cannot be gone on with is set aside and holds up no other.
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
    { due: JsonPath.stringAt('$.Payload.due'), parts: JsonPath.stringAt('$.Payload.parts') },
    '$.plan',
  );
  const report = ask(
    scope,
    'Report',
    { step: 'report', tallies: JsonPath.listAt('$.tallies') },
    { total: JsonPath.stringAt('$.Payload') },
    '$.report',
  );
  const parts = new DistributedMap(scope, 'VisitParts', {
    itemsPath: '$.plan.parts',
    itemSelector: {
      scheduledFor,
      part: JsonPath.objectAt('$$.Map.Item.Value'),
      // CDK leaves out what is null.
      progress: { after: '', tally: {} },
    },
    maxConcurrency: PARTS,
    mapExecutionType: StateMachineType.STANDARD,
    label: 'Parts',
    resultPath: '$.tallies',
  }).itemProcessor(visitPart(scope, ask, leftOut));

  const done = new Succeed(scope, 'Done', { outputPath: '$.report.total' });
  return plan.next(
    new Choice(scope, 'IsDue')
      .when(Condition.booleanEquals('$.plan.due', true), parts.next(report).next(done))
      .otherwise(new Succeed(scope, 'NothingDue', { outputPath: '$.plan' })),
  );
}

type Ask = (
  within: Construct,
  id: string,
  payload: Record<string, unknown>,
  answer: Record<string, unknown>,
  resultPath: string,
) => LambdaInvoke;

/** One part, from its first member to its last; what it came to is its output. */
function visitPart(scope: Construct, ask: Ask, leftOut: IQueue): IChainable {
  const part = new Construct(scope, 'Part');
  const visit = ask(
    part,
    'Visit',
    {
      step: 'visit',
      part: JsonPath.objectAt('$.part'),
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
  const setAside = new SqsSendMessage(part, 'SetAside', {
    queue: leftOut,
    messageBody: TaskInput.fromJsonPathAt('$'),
    resultPath: JsonPath.DISCARD,
  });
  setAside.addRetry(persistently);
  visit.addCatch(
    setAside.next(
      new Pass(part, 'PartLeftOut', { result: Result.fromObject({ partsLeftOut: 1 }) }),
    ),
    { errors: ['States.ALL'], resultPath: '$.error' },
  );
  return visit.next(
    new Choice(part, 'IsDone')
      .when(
        Condition.booleanEquals('$.progress.done', true),
        new Pass(part, 'PartDone', { outputPath: '$.progress.tally' }),
      )
      .otherwise(visit),
  );
}
