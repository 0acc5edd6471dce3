import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { TABLE_KEYS } from '../table/keys.ts';

/** The key that a member's personal data are encrypted with. */
export interface DataKey {
  /** Another key of the same member has another. */
  readonly id: string;
  /** 32 bytes; they are kept nowhere but in KMS's wrapping. */
  readonly bytes: Uint8Array;
}

/** The data keys of members: whoever's is destroyed, nothing of theirs can be read any more. */
export interface DataKeys {
  /** Undefined where the member has none. */
  find(member: string): Promise<DataKey | undefined>;
  /** The member's key, made where there is none; two who make it at once get the same. */
  make(member: string): Promise<DataKey>;
  /** False where there was none. */
  destroy(member: string): Promise<boolean>;
}

/** Where keys are kept, and what wraps them. */
export interface KeyPlaces {
  readonly tableName: string;
  readonly wrappingKeyId: string;
}

/** The attribute that holds a wrapped key. */
const WRAPPED = 'key';

/**
 * The data keys, wrapped by a key in KMS with the member in its encryption context, in a table of
 * their own that no backup brings back. Keys are read anew each time: one that was destroyed must
 * not live on in a function that remembers.
 */
export function dataKeys(
  table: DynamoDBClient,
  kms: KMSClient,
  { tableName: TableName, wrappingKeyId: KeyId }: KeyPlaces,
): DataKeys {
  const keyOf = (member: string) => ({ [TABLE_KEYS.partition]: { S: member } });

  const find = async (member: string): Promise<DataKey | undefined> => {
    const { Item } = await table.send(
      new GetItemCommand({ TableName, Key: keyOf(member), ConsistentRead: true }),
    );
    const wrapped = Item?.[WRAPPED]?.B;
    if (wrapped === undefined) return undefined;
    const { Plaintext } = await kms.send(
      new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext: { member } }),
    );
    return dataKey(wrapped, Plaintext);
  };

  const put = async (member: string, wrapped: Uint8Array): Promise<boolean> => {
    try {
      await table.send(
        new PutItemCommand({
          TableName,
          Item: { ...keyOf(member), [WRAPPED]: { B: wrapped } },
          ConditionExpression: 'attribute_not_exists(#member)',
          ExpressionAttributeNames: { '#member': TABLE_KEYS.partition },
        }),
      );
      return true;
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return false;
      throw fault;
    }
  };

  return {
    find,

    async make(member) {
      const known = await find(member);
      if (known !== undefined) return known;
      const { CiphertextBlob, Plaintext } = await kms.send(
        new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: { member } }),
      );
      if (CiphertextBlob === undefined) throw new Error('KMS answered no wrapped key');
      if (await put(member, CiphertextBlob)) return dataKey(CiphertextBlob, Plaintext);
      const other = await find(member);
      if (other === undefined) throw new Error('a key was made, and destroyed at once');
      return other;
    },

    async destroy(member) {
      const { Attributes } = await table.send(
        new DeleteItemCommand({ TableName, Key: keyOf(member), ReturnValues: 'ALL_OLD' }),
      );
      return Attributes !== undefined;
    },
  };
}

function dataKey(wrapped: Uint8Array, bytes: Uint8Array | undefined): DataKey {
  if (bytes === undefined) throw new Error('KMS answered no plaintext');
  const id = createHash('sha256').update(wrapped).digest().subarray(0, 9).toString('base64url');
  return { id, bytes };
}
