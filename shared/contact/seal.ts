import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import type { Contact } from './contact.ts';

/** A member's contact data as they may cross the bus. */
export interface Sealed {
  /** Base64url. */
  readonly sealed: string;
  /** The keyed hash of what is sealed: equal for equal data of one member. */
  readonly print: string;
}

/** Seals what is known of a member. */
export type Seal = (member: string, contact: Contact) => Sealed;

/*
 * A sealed text is one byte of version, the length of the wrapped key in two, the wrapped key, the
 * nonce, the tag, and the ciphertext. Each has a key of its own, wrapped by RSA-OAEP with SHA-256;
 * the member's id is authenticated with it, so that no text can be passed off as another member's.
 */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals with the stack's public key: whoever seals cannot open.
 *
 * @param memberKey makes the print, so that nobody without it can try addresses against it
 */
export function sealWith(publicKey: KeyObject, memberKey: string): Seal {
  return (member, contact) => {
    const text = JSON.stringify(inOrder(contact));
    const key = randomBytes(32);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(member));
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const wrapped = publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      key,
    );
    const head = Buffer.alloc(3);
    head.writeUInt8(VERSION);
    head.writeUInt16BE(wrapped.length, 1);
    return {
      sealed: Buffer.concat([head, wrapped, nonce, cipher.getAuthTag(), ciphertext]).toString(
        'base64url',
      ),
      print: createHmac('sha256', memberKey)
        .update(JSON.stringify(['contact', member, text]))
        .digest()
        .subarray(0, 16)
        .toString('base64url'),
    };
  };
}

/**
 * Opens what was sealed for a member.
 *
 * @param unwrap decrypts a wrapped key, as only who holds the private key can
 * @throws when it was not sealed for this member, or was changed since
 */
export async function unseal(
  member: string,
  sealed: string,
  unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>,
): Promise<unknown> {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 3 || bytes.readUInt8() !== VERSION) throw new Error('sealed in no known way');
  const wrappedEnd = 3 + bytes.readUInt16BE(1);
  const tagStart = wrappedEnd + NONCE_BYTES;
  const textStart = tagStart + TAG_BYTES;
  const key = await unwrap(bytes.subarray(3, wrappedEnd));
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(wrappedEnd, tagStart), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(member))
    .setAuthTag(bytes.subarray(tagStart, textStart));
  const text = Buffer.concat([decipher.update(bytes.subarray(textStart)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}

/** The same data is the same text. */
function inOrder({ email, phone, name, language }: Contact): Contact {
  return {
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
  };
}
