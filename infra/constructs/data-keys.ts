import { Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLE_KEYS } from '../../shared/table/keys.ts';
import type { Stage } from '../stages.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * Each member's own key, with which what is known of their person is encrypted: in a table of its
 * own, wrapped by a key in KMS. Destroying one erases a person from every backup of everything else,
 * so no backup of this table may bring it back.
 */
export class DataKeys extends Construct {
  readonly #table: TableV2;
  readonly #wrapping: Key;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#table = new TableV2(this, 'Table', {
      partitionKey: { name: TABLE_KEYS.partition, type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      deletionProtection: stage.isProtected,
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.#table).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason: 'A key that was destroyed must stay so: a restored one would undo an erasure.',
    });
    this.#wrapping = new Key(this, 'Wrapping', {
      description: `Perch ${stage.name}: wraps the keys of members’ personal data`,
      enableKeyRotation: true,
      removalPolicy: stage.removalPolicy,
    });
  }

  /** What a function that works with them is configured with. */
  get environment() {
    return {
      DATA_KEYS_TABLE_NAME: this.#table.tableName,
      WRAPPING_KEY_ID: this.#wrapping.keyArn,
    };
  }

  /** Allows reading what is encrypted. */
  readBy(caller: NodeFunction): void {
    caller.may(['dynamodb:GetItem'], [this.#table.tableArn]);
    caller.may(['kms:Decrypt'], [this.#wrapping.keyArn]);
  }

  /** Allows making keys, and reading with them. */
  madeBy(caller: NodeFunction): void {
    this.readBy(caller);
    caller.may(['dynamodb:PutItem'], [this.#table.tableArn]);
    caller.may(['kms:GenerateDataKey'], [this.#wrapping.keyArn]);
  }

  /** Allows destroying keys. */
  destroyedBy(caller: NodeFunction): void {
    caller.may(['dynamodb:DeleteItem'], [this.#table.tableArn]);
  }
}
