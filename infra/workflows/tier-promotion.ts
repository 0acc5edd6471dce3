import { Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  Map as ForEach,
  type IChainable,
  JitterType,
  JsonPath,
  type RetryProps,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import {
  EventBridgePutEvents,
  LambdaInvoke,
  SqsSendMessage,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { DetailOf, EventType } from '../../shared/events/event-type.ts';
import type { Promotion } from '../../shared/events/promotion.ts';
import { rewardsGranted, tierReached } from '../../shared/events/promotion-events.ts';

/** What the machine works with. */
export interface TierPromotionParts {
  readonly checkPromotion: IFunction;
  readonly grantReward: IFunction;
  readonly failedRewards: IQueue;
  readonly bus: EventBus;
}

/** Up to five more tries within about a minute, spread so that they do not come all at once. */
const persistently: RetryProps = {
  errors: ['States.ALL'],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 5,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};

/**
 * What happens when a member is to have rewards, of a tier just reached or of something else. The
 * input is a `Promotion`.
 *
 *     CheckMember -- no longer a member --> NotMember
 *          |
 *     GrantRewards (each: GrantReward -- still failing --> SetAside)
 *          |
 *     AnnounceTier, or AnnounceRewards where no tier was reached --> Done
 *
 * It takes all times from its input, so that running it again says and does the same. One reward
 * that cannot be granted is set aside for the operator and holds up neither the others nor the
 * announcement.
 */
export function tierPromotion(scope: Construct, parts: TierPromotionParts): IChainable {
  const done = new Succeed(scope, 'Done');
  const announcing = new Choice(scope, 'WithTier')
    .when(
      Condition.isString('$.tier'),
      announce(scope, 'AnnounceTier', parts, tierReached, {
        ...told,
        rewards: JsonPath.listAt('$.rewards'),
      }).next(done),
    )
    .otherwise(
      announce(scope, 'AnnounceRewards', parts, rewardsGranted, {
        ...withoutTier,
        rewards: JsonPath.listAt('$.rewards'),
        cause: JsonPath.objectAt('$.cause'),
      }).next(done),
    );
  return checkMember(scope, parts).next(
    new Choice(scope, 'StillMember')
      .when(
        Condition.booleanEquals('$.check.proceed', true),
        grantRewards(scope, parts).next(announcing),
      )
      .otherwise(new Succeed(scope, 'NotMember')),
  );
}

/** What every task is told; the member is the one that the check found, merges followed. */
const withoutTier: Record<Exclude<keyof Promotion, 'rewards' | 'tier' | 'cause'>, unknown> = {
  fact: JsonPath.stringAt('$.fact'),
  member: JsonPath.stringAt('$.check.member'),
  occurredAt: JsonPath.stringAt('$.occurredAt'),
  receivedAt: JsonPath.stringAt('$.receivedAt'),
  correlationId: JsonPath.stringAt('$.correlationId'),
};

const told = { ...withoutTier, tier: JsonPath.stringAt('$.tier') };

/** Puts an event of the catalogue on the bus. */
function announce<Type extends EventType<string, object>>(
  scope: Construct,
  id: string,
  { bus }: TierPromotionParts,
  { source, name }: Type,
  detail: Record<keyof DetailOf<Type>, unknown>,
) {
  const task = new EventBridgePutEvents(scope, id, {
    entries: [
      { eventBus: bus, source, detailType: name, detail: TaskInput.fromObject({ ...detail }) },
    ],
    resultPath: JsonPath.DISCARD,
  });
  task.addRetry(persistently);
  return task;
}

/** Asks whether the member is still one, and under which id: `{ proceed, member }`. */
function checkMember(scope: Construct, { checkPromotion }: TierPromotionParts) {
  const task = new LambdaInvoke(scope, 'CheckMember', {
    lambdaFunction: checkPromotion,
    resultSelector: {
      proceed: JsonPath.stringAt('$.Payload.proceed'),
      member: JsonPath.stringAt('$.Payload.member'),
    },
    resultPath: '$.check',
    retryOnServiceExceptions: false,
  });
  task.addRetry(persistently);
  return task;
}

/** Grants every reward: `{ fact, member, tier, reward, occurredAt, receivedAt, correlationId }`. */
function grantRewards(scope: Construct, { grantReward, failedRewards }: TierPromotionParts) {
  const setAside = new SqsSendMessage(scope, 'SetAside', {
    queue: failedRewards,
    messageBody: TaskInput.fromJsonPathAt('$'),
  });
  setAside.addRetry(persistently);

  const grant = new LambdaInvoke(scope, 'GrantReward', {
    lambdaFunction: grantReward,
    retryOnServiceExceptions: false,
  });
  grant.addRetry(persistently);
  grant.addCatch(setAside, { errors: ['States.ALL'], resultPath: '$.error' });

  return new ForEach(scope, 'GrantRewards', {
    itemsPath: '$.rewards',
    itemSelector: { ...told, reward: JsonPath.stringAt('$$.Map.Item.Value') },
    maxConcurrency: 4,
    resultPath: JsonPath.DISCARD,
  }).itemProcessor(grant);
}
