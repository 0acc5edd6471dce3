import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

interface KeptKeyProps {
  readonly stage: Stage;
  /** What is made with it, in words. */
  readonly of: string;
  /** Why it is never changed, as a sentence. */
  readonly keptBecause: string;
}

/** A key that the stack makes once and never changes: `{ "key": "..." }`. No person needs it. */
export class KeptKey extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, { stage, of, keptBecause }: KeptKeyProps) {
    super(scope, id);
    this.#secret = new Secret(this, 'Secret', {
      description: `Perch ${stage.name}: key of the ${of}; never change it`,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.#secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: keptBecause });
  }

  get secretId(): string {
    return this.#secret.secretArn;
  }

  readBy(caller: NodeFunction): void {
    caller.may(['secretsmanager:GetSecretValue'], [this.#secret.secretArn]);
  }
}
