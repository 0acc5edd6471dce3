import { createPublicKey, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type AwsCalls, AwsError, readInput } from '../aws-call.ts';
import { keyOfSealed, seal, unseal } from '../ciphertext.ts';
import type { Key, Keys } from '../keys.ts';

const base64 = (atMost: number) =>
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(({ length }) => length >= 1 && length <= atMost, `1 to ${atMost} bytes`);

/** How the hash of each algorithm's padding is called by OpenSSL; the symmetric one has none. */
const hashes = {
  SYMMETRIC_DEFAULT: undefined,
  RSAES_OAEP_SHA_1: 'sha1',
  RSAES_OAEP_SHA_256: 'sha256',
} as const;
type Algorithm = keyof typeof hashes;

const algorithm = z
  .enum(['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'])
  .default('SYMMETRIC_DEFAULT');
const context = z.record(z.string(), z.string()).default({});
const keyId = z.string().min(1).max(2_048);

const getPublicKey = z.object({ KeyId: keyId });
const encrypt = z.object({
  KeyId: keyId,
  Plaintext: base64(4_096),
  EncryptionAlgorithm: algorithm,
  EncryptionContext: context,
});
const decrypt = z.object({
  KeyId: z.optional(keyId),
  CiphertextBlob: base64(6_144),
  EncryptionAlgorithm: algorithm,
  EncryptionContext: context,
});
const generateDataKey = z.object({
  KeyId: keyId,
  KeySpec: z.literal('AES_256'),
  EncryptionContext: context,
});

/** KMS, with the development keys of this machine. */
export function keyCalls({ keys }: { keys: Keys }): AwsCalls {
  function keyCalled(name: string): Key {
    const key = keys.find(name);
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${name}' does not exist`);
    return key;
  }

  return [
    [
      'TrentService.GetPublicKey',
      async (input) => {
        const key = keyCalled(readInput(getPublicKey, input).KeyId);
        if (key.spec === 'SYMMETRIC_DEFAULT') {
          throw new AwsError('UnsupportedOperationException', `${key.arn} has no public key`);
        }
        const der = createPublicKey(await key.material()).export({ type: 'spki', format: 'der' });
        return {
          KeyId: key.arn,
          PublicKey: der.toString('base64'),
          KeySpec: key.spec,
          CustomerMasterKeySpec: key.spec,
          KeyUsage: 'ENCRYPT_DECRYPT',
          EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
        };
      },
    ],
    [
      'TrentService.Encrypt',
      async (input) => {
        const request = readInput(encrypt, input);
        const key = keyCalled(request.KeyId);
        const oaepHash = hashFor(key, request);
        const material = await key.material();
        const ciphertext =
          oaepHash === undefined
            ? seal(request.Plaintext, key.id, material, request.EncryptionContext)
            : refusing('ValidationException', () =>
                publicEncrypt({ key: createPublicKey(material), oaepHash }, request.Plaintext),
              );
        return {
          KeyId: key.arn,
          CiphertextBlob: ciphertext.toString('base64'),
          EncryptionAlgorithm: request.EncryptionAlgorithm,
        };
      },
    ],
    [
      'TrentService.Decrypt',
      async (input) => {
        const request = readInput(decrypt, input);
        const { CiphertextBlob, EncryptionAlgorithm, EncryptionContext } = request;
        const named = request.KeyId === undefined ? undefined : keyCalled(request.KeyId);
        const key = named ?? keyThatSealed(CiphertextBlob, EncryptionAlgorithm, keys);
        const oaepHash = hashFor(key, request);
        if (oaepHash === undefined && keyOfSealed(CiphertextBlob) !== key.id) {
          throw wrongKey(CiphertextBlob, keys);
        }
        const material = await key.material();
        const plaintext = refusing('InvalidCiphertextException', () =>
          oaepHash === undefined
            ? unseal(CiphertextBlob, material, EncryptionContext)
            : privateDecrypt({ key: material, oaepHash }, CiphertextBlob),
        );
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString('base64'),
          EncryptionAlgorithm,
        };
      },
    ],
    [
      'TrentService.GenerateDataKey',
      async (input) => {
        const { KeyId, EncryptionContext } = readInput(generateDataKey, input);
        const key = keyCalled(KeyId);
        hashFor(key, { EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', EncryptionContext });
        const plaintext = randomBytes(32);
        const ciphertext = seal(plaintext, key.id, await key.material(), EncryptionContext);
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString('base64'),
          CiphertextBlob: ciphertext.toString('base64'),
        };
      },
    ],
  ];
}

/** @throws {AwsError} when this algorithm, or a context with it, is not for that key. */
function hashFor(
  key: Key,
  request: { EncryptionAlgorithm: Algorithm; EncryptionContext: Readonly<Record<string, string>> },
): string | undefined {
  const hash = hashes[request.EncryptionAlgorithm];
  if ((key.spec === 'SYMMETRIC_DEFAULT') !== (hash === undefined)) {
    const message = `${request.EncryptionAlgorithm} is not for ${key.arn}, a key ${key.spec}`;
    throw new AwsError('InvalidKeyUsageException', message);
  }
  if (hash !== undefined && Object.keys(request.EncryptionContext).length > 0) {
    throw new AwsError('ValidationException', 'An asymmetric key takes no EncryptionContext');
  }
  return hash;
}

/** A symmetric ciphertext names the key that made it. */
function keyThatSealed(ciphertext: Buffer, algorithm: Algorithm, keys: Keys): Key {
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    throw new AwsError('ValidationException', 'An asymmetric key is found by its KeyId only');
  }
  const key = keys.find(keyOfSealed(ciphertext) ?? '');
  if (key === undefined) throw wrongKey(ciphertext, keys);
  return key;
}

function wrongKey(ciphertext: Buffer, keys: Keys): AwsError {
  const maker = keys.find(keyOfSealed(ciphertext) ?? '');
  return maker === undefined
    ? new AwsError('InvalidCiphertextException', 'No key of this account made the ciphertext')
    : new AwsError('IncorrectKeyException', 'Another key than the one named made the ciphertext');
}

function refusing<Result>(type: string, act: () => Result): Result {
  try {
    return act();
  } catch (fault) {
    throw new AwsError(type, fault instanceof Error ? fault.message : String(fault));
  }
}
