import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts under AES-256-GCM with a nonce of its own: the nonce, the tag, and the ciphertext.
 *
 * @param of whose it is; authenticated, so that it cannot be passed off as anybody else's
 */
export function encrypt(key: Uint8Array, of: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(of));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** @throws when it was not encrypted with this key and of this one, or was changed since */
export function decrypt(key: Uint8Array, of: string, encrypted: Uint8Array): string {
  const tagStart = NONCE_BYTES;
  const textStart = tagStart + TAG_BYTES;
  const nonce = encrypted.subarray(0, tagStart);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(of))
    .setAuthTag(encrypted.subarray(tagStart, textStart));
  const text = Buffer.concat([decipher.update(encrypted.subarray(textStart)), decipher.final()]);
  return text.toString('utf8');
}
