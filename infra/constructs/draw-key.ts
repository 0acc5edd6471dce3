import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

/** The key that the seeds of draws are made with: `{ "key": "..." }`. No person needs to read it. */
export class DrawKey extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#secret = new Secret(this, 'Secret', {
      description: `Perch ${stage.name}: key of the draws' seeds; never change it`,
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
      reason: 'Published commitments are to its seeds: with another key, draws would break them.',
    });
  }

  get secretId(): string {
    return this.#secret.secretArn;
  }

  readBy(caller: NodeFunction): void {
    caller.may(['secretsmanager:GetSecretValue'], [this.#secret.secretArn]);
  }
}
