import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * Seals how customers can be reached, from the webhook to their profile: who seals has the public
 * half, and the private one never leaves KMS. With 2,048 bits: what it seals lies in queues for two
 * weeks at most and nowhere after, and of longer keys each opening costs five times as much.
 */
export class ContactKey extends Construct {
  readonly #key: Key;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#key = new Key(this, 'Key', {
      description: `Perch ${stage.name}: seals how customers can be reached`,
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      removalPolicy: stage.removalPolicy,
    });
  }

  get keyId(): string {
    return this.#key.keyArn;
  }

  /** Allows fetching the public half, to seal with. */
  sealedWithBy(caller: NodeFunction): void {
    caller.may(['kms:GetPublicKey'], [this.#key.keyArn]);
  }

  /** Allows opening what was sealed. */
  openedBy(caller: NodeFunction): void {
    caller.may(['kms:Decrypt'], [this.#key.keyArn]);
  }
}
