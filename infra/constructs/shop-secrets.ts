import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * What each shop signs its webhooks with, and the token with which its API is asked:
 * `{ "current": "...", "previous"?: "...", "api"?: "..." }`. Each begins with a random value that no
 * shop knows, so that everything is refused until the operator has set the shop's own.
 */
export class ShopSecrets extends Construct {
  /** A shop's secret is named by this and its id. */
  readonly prefix: string;
  readonly #secrets: readonly Secret[];

  constructor(scope: Construct, id: string, stage: Stage, shops: readonly string[]) {
    super(scope, id);
    this.prefix = `perch-${stage.name}/shops/`;
    this.#secrets = shops.map(
      (shop) =>
        new Secret(this, shop, {
          secretName: `${this.prefix}${shop}`,
          description: `Perch ${stage.name}: what ${shop} signs its webhooks with`,
          generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'current' },
          removalPolicy: stage.removalPolicy,
        }),
    );
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The shop issues it: it is rotated there, and then set here with the previous one.',
    });
  }

  readBy(caller: NodeFunction): void {
    caller.may(
      ['secretsmanager:GetSecretValue'],
      this.#secrets.map((secret) => secret.secretArn),
    );
  }
}
