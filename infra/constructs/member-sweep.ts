import { CfnElement, Duration, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { Variable } from '../../shared/lambda/environment.ts';
import type { FunctionName } from '../bundle.ts';
import { sweepOver } from '../workflows/sweep.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { allow } from './permission.ts';
import { WorkflowMachine } from './workflow-machine.ts';

export interface MemberSweepProps {
  readonly table: LoyaltyTable;
  /** The pass's name, in its machine's name and in what it writes. */
  readonly pass: string;
  /** What it does, for the console. */
  readonly description: string;
  readonly function: FunctionName;
  readonly environment?: Partial<Record<Variable, string>>;
  /** At which hour of each day, in the program's zone: late enough that clocks never skip it. */
  readonly hour: number;
  readonly timeZone: string;
}

/** How long a task works on a part of the roster before it says how far it came. */
const TASK_TIME = Duration.minutes(6);

/** A pass over all members, begun each day by a schedule; most days it may find nothing to do. */
export class MemberSweep extends Construct {
  readonly sweep: NodeFunction;

  constructor(scope: Construct, id: string, deployment: Deployment, props: MemberSweepProps) {
    super(scope, id);
    const { table, pass } = props;
    const { stage } = deployment;
    const leftOut = new DeadLetterQueue(
      this,
      'LeftOut',
      deployment,
      `Members were left out of ${pass}`,
    );
    this.sweep = new NodeFunction(this, 'Sweep', deployment, {
      name: props.function,
      description: props.description,
      environment: {
        TABLE_NAME: table.name,
        LEFT_OUT_QUEUE_URL: leftOut.queueUrl,
        ...props.environment,
      },
      memorySize: 1024,
      timeout: TASK_TIME,
    });
    table.usedBy(this.sweep, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem');
    table.rosterReadBy(this.sweep);
    table.rosterSeenBy(this.sweep);
    this.sweep.may(['sqs:SendMessage'], [leftOut.queueArn]);

    const machine = new WorkflowMachine(this, 'Machine', deployment, {
      comment: props.description,
      name: `perch-${stage.name}-${pass}`,
      definition: sweepOver(new Construct(this, 'Workflow'), {
        sweep: this.sweep,
        leftOut,
      }),
      timeout: Duration.hours(12),
      may: {
        Tasks: allow(['lambda:InvokeFunction'], [this.sweep.functionArn]),
        LeftOut: allow(['sqs:SendMessage'], [leftOut.queueArn]),
      },
      ifItFails: `The pass ${pass} did not end well. Mend the cause, then start it again with the same input: it does only what is left.`,
    });

    mayWatchItsParts(machine);

    new Schedule(this, 'Daily', {
      description: `Perch ${stage.name}: ${pass}`,
      schedule: ScheduleExpression.cron({
        minute: '0',
        hour: String(props.hour),
        timeZone: TimeZone.of(props.timeZone),
      }),
      target: new StepFunctionsStartExecution(machine, {
        input: ScheduleTargetInput.fromObject({ scheduledFor: ContextAttribute.scheduledTime }),
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
        deadLetterQueue: leftOut,
      }),
    });
  }
}

/** CDK allows a machine with a distributed map to begin, watch and end its children. */
function mayWatchItsParts(machine: WorkflowMachine): void {
  const { defaultChild } = machine.node;
  if (!CfnElement.isCfnElement(defaultChild)) throw new Error('a machine has no resource');
  const id = Stack.of(machine).getLogicalId(defaultChild);
  const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${id}"}]}]}`;
  for (const executions of [`${name}:*`, `${name}/Parts:*`]) {
    Validations.of(machine).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${executions}]`,
      reason: 'They are executions of this very machine, whose names are made when they begin.',
    });
  }
}
