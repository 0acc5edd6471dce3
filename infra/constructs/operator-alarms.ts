import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** When an alarm goes off. */
export interface Condition {
  readonly metric: IMetric;
  /** The value from which on it goes off, reached in `periods` of the metric in a row. */
  readonly atLeast: number;
  readonly periods?: number;
  /** What it means and what to do about it, for whoever is woken by it. */
  readonly description: string;
}

/** The one topic on which the operator hears of everything that needs a person. */
export class OperatorAlarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    // CloudWatch may not use the AWS managed key of SNS, so an encrypted topic needs a key of ours.
    const key = new Key(this, 'Key', {
      description: `Perch ${stage.name}: the topic of the operator's alarms`,
      enableKeyRotation: true,
      removalPolicy: stage.removalPolicy,
    });
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    const cloudWatchOfThisAccount = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    };
    key.addToResourcePolicy(
      new PolicyStatement({
        ...cloudWatchOfThisAccount,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
      }),
    );
    // Demanding TLS replaces the topic's default policy, under which alarms could publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        ...cloudWatchOfThisAccount,
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    );
    // Concurrency is the account's, and so is the lack of it: one alarm tells for all functions.
    this.watch(this, 'Throttled', {
      metric: LambdaFunction.metricAllThrottles({ period: Duration.minutes(5) }),
      atLeast: 5,
      description: 'Functions are refused for lack of concurrency in this account.',
    });
  }

  /** Adds an alarm to what it watches over. */
  watch(watched: Construct, id: string, { periods = 1, ...condition }: Condition): void {
    new Alarm(watched, id, {
      metric: condition.metric,
      threshold: condition.atLeast,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: condition.description,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
