import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type TierPromotionParts, tierPromotion } from '../workflows/tier-promotion.ts';
import type { Deployment } from './deployment.ts';
import { allow } from './permission.ts';
import { WorkflowMachine } from './workflow-machine.ts';

/** The state machine `tier-promotion`. */
export class PromotionMachine extends WorkflowMachine {
  constructor(scope: Construct, id: string, deployment: Deployment, parts: TierPromotionParts) {
    const { checkPromotion, grantReward, failedRewards, bus } = parts;
    const workflow = new Construct(scope, `${id}Workflow`);
    super(scope, id, deployment, {
      comment: 'Check the member, grant each reward, announce the tier.',
      definition: tierPromotion(workflow, parts),
      timeout: Duration.hours(1),
      may: {
        Tasks: allow(
          ['lambda:InvokeFunction'],
          [checkPromotion.functionArn, grantReward.functionArn],
        ),
        FailedRewards: allow(['sqs:SendMessage'], [failedRewards.queueArn]),
        Announcements: allow(['events:PutEvents'], [bus.eventBusArn]),
      },
      ifItFails: 'A promotion did not end well. Mend the cause, then redrive the execution.',
    });
  }
}
