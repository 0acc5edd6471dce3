import { Duration, Validations } from 'aws-cdk-lib';
import { type PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { allow } from './permission.ts';

export interface WorkflowProps {
  readonly comment: string;
  readonly definition: IChainable;
  readonly timeout: Duration;
  /** Its name, where operators are to know it by one. */
  readonly name?: string;
  /** What its steps may do, by a name for each: besides logs and traces they may do nothing. */
  readonly may: Readonly<Record<string, PolicyDocument>>;
  /** What it means that an execution did not end well, and what to do about it. */
  readonly ifItFails: string;
}

/** A state machine of Perch: a log of its steps, and alarms on executions that do not end well. */
export class WorkflowMachine extends StateMachine {
  constructor(scope: Construct, id: string, deployment: Deployment, props: WorkflowProps) {
    const { stage, alarms } = deployment;
    super(scope, id, {
      comment: props.comment,
      ...(props.name === undefined ? {} : { stateMachineName: props.name }),
      stateMachineType: StateMachineType.STANDARD,
      queryLanguage: QueryLanguage.JSON_PATH,
      definitionBody: DefinitionBody.fromChainable(props.definition),
      timeout: props.timeout,
      role: machineRole(scope, `${id}Role`, props.may).withoutPolicyUpdates(),
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
      alarms.watch(this, alarm, { metric, atLeast: 1, description: props.ifItFails });
    }
  }
}

/**
 * The machine's role, written out: the one that CDK would derive may call every version of the
 * functions.
 */
function machineRole(scope: Construct, id: string, may: WorkflowProps['may']): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: {
      ...may,
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
