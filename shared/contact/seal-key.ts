import { createPublicKey } from 'node:crypto';
import { DecryptCommand, GetPublicKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { type Seal, sealWith, type Unwrap } from './seal.ts';

/**
 * A reader of what contact data are sealed with, the public half of a key in KMS. It never changes,
 * so it is fetched once in a function's life; a fetch that fails is tried again by the next call.
 */
export function sealReader(
  client: KMSClient,
  keyId: string,
  memberKey: () => Promise<string>,
): () => Promise<Seal> {
  let known: Seal | undefined;
  return async () => {
    if (known === undefined) {
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (PublicKey === undefined) throw new Error('KMS answered no public key');
      const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
      known = sealWith(key, await memberKey());
    }
    return known;
  };
}

/** Opens what was sealed, with the private half, which never leaves KMS. */
export function sealOpener(client: KMSClient, keyId: string): Unwrap {
  return async (CiphertextBlob) => {
    const { Plaintext } = await client.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob,
        EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      }),
    );
    if (Plaintext === undefined) throw new Error('KMS answered no plaintext');
    return Plaintext;
  };
}
