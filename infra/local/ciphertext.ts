import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/*
 * What a symmetric key of this machine makes of a plaintext: a version, the id of the key, so that
 * it is found again without being named, and then AES-256-GCM's nonce, tag and ciphertext.
 */

const VERSION = 1;
const KEY_AT = 1;
const NONCE_AT = KEY_AT + 16;
const TAG_AT = NONCE_AT + 12;
const TEXT_AT = TAG_AT + 16;

/** What a plaintext is bound to: it comes out again only where the same is said. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** @param keyId a UUID. */
export function seal(
  plaintext: Buffer,
  keyId: string,
  material: KeyObject,
  context: EncryptionContext,
): Buffer {
  const nonce = randomBytes(TAG_AT - NONCE_AT);
  const cipher = createCipheriv('aes-256-gcm', material, nonce).setAAD(canonical(context));
  const text = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const id = Buffer.from(keyId.replaceAll('-', ''), 'hex');
  return Buffer.concat([Buffer.of(VERSION), id, nonce, cipher.getAuthTag(), text]);
}

/** @throws when the ciphertext was changed, or the context is another one. */
export function unseal(sealed: Buffer, material: KeyObject, context: EncryptionContext): Buffer {
  const nonce = sealed.subarray(NONCE_AT, TAG_AT);
  const decipher = createDecipheriv('aes-256-gcm', material, nonce, { authTagLength: 16 })
    .setAAD(canonical(context))
    .setAuthTag(sealed.subarray(TAG_AT, TEXT_AT));
  return Buffer.concat([decipher.update(sealed.subarray(TEXT_AT)), decipher.final()]);
}

/** The id of the key that made a ciphertext; `undefined` when none of this machine did. */
export function keyOfSealed(sealed: Buffer): string | undefined {
  if (sealed.length < TEXT_AT || sealed[0] !== VERSION) return undefined;
  const hex = sealed.subarray(KEY_AT, NONCE_AT).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The order of a context's pairs does not count. */
function canonical(context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}
