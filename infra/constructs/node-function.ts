import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Variable } from '../../shared/lambda/environment.ts';
import type { FunctionName } from '../bundle.ts';
import type { Deployment } from './deployment.ts';

/** How long any function may take: far more than each needs, and less than the gateway waits. */
export const FUNCTION_TIMEOUT = Duration.seconds(20);

export interface NodeFunctionProps {
  /** Its folder in `functions/`. */
  readonly name: FunctionName;
  /** What it does, for the console. */
  readonly description: string;
  readonly environment: Partial<Record<Variable, string>>;
  /**
   * Whether it sends messages to a queue that it works on, in a loop that has an end of its own.
   * Lambda takes any such loop for a mistake, and cuts it off after sixteen rounds.
   */
  readonly sendsToItself?: boolean;
  /** How long it may take, where that is more than what waits for an answer allows. */
  readonly timeout?: Duration;
  /** Mebibytes; processor time comes in proportion. */
  readonly memorySize?: number;
}

/** A function of Perch with a role, a log and alarms of its own. */
export class NodeFunction extends LambdaFunction {
  /** Part of the role itself: a stack has room for 500 resources, and each policy would be one. */
  readonly #policy: PolicyDocument;

  constructor(scope: Construct, id: string, deployment: Deployment, props: NodeFunctionProps) {
    const { stage, bundles, alarms } = deployment;
    // The role may write to its log and nothing else: what a function may do besides is said by the
    // construct that needs it.
    const policy = new PolicyDocument();
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Perch ${stage.name}: ${props.name}`,
      inlinePolicies: { Own: policy },
    });
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: stage.removalPolicy,
    });

    super(scope, id, {
      description: `Perch ${stage.name}: ${props.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(bundles, props.name), { exclude: ['*.map'] }),
      handler: 'index.handler',
      timeout: props.timeout ?? FUNCTION_TIMEOUT,
      memorySize: props.memorySize ?? 512,
      environment: { POWERTOOLS_SERVICE_NAME: props.name, ...props.environment },
      ...(props.sendsToItself === true ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
    this.#policy = policy;
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);

    alarms.watch(this, 'Failing', {
      metric: this.metricErrors({ period: Duration.minutes(5) }),
      atLeast: 5,
      description: `The function ${props.name} failed at least five times in five minutes.`,
    });
  }

  /** Allows exactly these actions on exactly these resources. */
  may(actions: readonly string[], resources: readonly string[]): void {
    this.#policy.addStatements(
      new PolicyStatement({ actions: [...actions], resources: [...resources] }),
    );
  }
}
