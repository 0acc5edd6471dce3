import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  LogLevel,
  QueryLanguage,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type TierPromotionParts, tierPromotion } from '../workflows/tier-promotion.ts';
import type { Deployment } from './deployment.ts';

/** The state machine `tier-promotion`, with a log of its steps and alarms on executions that fail. */
export class PromotionMachine extends StateMachine {
  constructor(scope: Construct, id: string, deployment: Deployment, parts: TierPromotionParts) {
    const { stage, alarms } = deployment;
    const workflow = new Construct(scope, `${id}Workflow`);
    super(scope, id, {
      comment: 'Check the member, grant each reward, announce the tier.',
      stateMachineType: StateMachineType.STANDARD,
      queryLanguage: QueryLanguage.JSON_PATH,
      definitionBody: DefinitionBody.fromChainable(tierPromotion(workflow, parts)),
      timeout: Duration.hours(1),
      role: machineRole(scope, `${id}Role`, parts).withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(scope, `${id}Log`, {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: stage.removalPolicy,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      removalPolicy: stage.removalPolicy,
    });
    const period = Duration.minutes(5);
    const endings = {
      Failed: this.metricFailed({ period }),
      TimedOut: this.metricTimedOut({ period }),
    };
    for (const [alarm, metric] of Object.entries(endings)) {
      alarms.watch(this, alarm, {
        metric,
        atLeast: 1,
        description: 'A promotion did not end well. Mend the cause, then redrive the execution.',
      });
    }
  }
}

/**
 * The machine's role, written out: the one that CDK would derive may call every version of the
 * functions.
 */
function machineRole(scope: Construct, id: string, parts: TierPromotionParts): Role {
  const { checkPromotion, grantReward, failedRewards, bus } = parts;
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: {
      Tasks: allow(
        ['lambda:InvokeFunction'],
        [checkPromotion.functionArn, grantReward.functionArn],
      ),
      FailedRewards: allow(['sqs:SendMessage'], [failedRewards.queueArn]),
      Announcements: allow(['events:PutEvents'], [bus.eventBusArn]),
      Tracing: allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']),
      LogDelivery: allow(
        [
          'logs:CreateLogDelivery',
          'logs:GetLogDelivery',
          'logs:UpdateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:DescribeResourcePolicies',
          'logs:DescribeLogGroups',
        ],
        ['*'],
      ),
    },
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray and the log-delivery actions of CloudWatch Logs know no resources.',
  });
  return role;
}

function allow(actions: string[], resources: string[]): PolicyDocument {
  return new PolicyDocument({ statements: [new PolicyStatement({ actions, resources })] });
}
