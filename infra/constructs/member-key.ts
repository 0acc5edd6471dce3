import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

/** The key that turns a shop's customer into a member's id: `{ "key": "..." }`. */
export class MemberKey extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#secret = new Secret(this, 'Secret', {
      description: `Perch ${stage.name}: key of the member ids; never change it`,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Member ids are computed with it: another key would make a stranger of every member.',
    });
  }

  get secretId(): string {
    return this.#secret.secretArn;
  }

  readBy(caller: NodeFunction): void {
    caller.may(['secretsmanager:GetSecretValue'], [this.#secret.secretArn]);
  }
}
