import { constants, createHmac, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { type Contact, contactFields } from './contact.ts';
import { decrypt, encrypt } from './encryption.ts';

/** A member's contact data as they may cross the bus. */
export interface Sealed {
  /** Base64url. */
  readonly sealed: string;
  /** The keyed hash of what is sealed: equal for equal data of one member. */
  readonly print: string;
}

/** Seals what is known of a member. */
export type Seal = (member: string, contact: Contact) => Sealed;

/** Decrypts a wrapped key, as only who holds the private key can. */
export type Unwrap = (wrapped: Uint8Array) => Promise<Uint8Array>;

/*
 * A sealed text is one byte of version, the length of the wrapped key in two, the wrapped key, and
 * what is encrypted with it. Each has a key of its own, wrapped by RSA-OAEP with SHA-256; the
 * member's id is authenticated with it, so that no text can be passed off as another member's.
 */
const VERSION = 1;
const HEAD_BYTES = 3;

/**
 * Seals with the stack's public key: whoever seals cannot open.
 *
 * @param memberKey makes the print, so that nobody without it can try addresses against it
 */
export function sealWith(publicKey: KeyObject, memberKey: string): Seal {
  return (member, contact) => {
    const text = JSON.stringify(contact, [...contactFields]);
    const key = randomBytes(32);
    const wrapped = publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      key,
    );
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt8(VERSION);
    head.writeUInt16BE(wrapped.length, 1);
    const sealed = Buffer.concat([head, wrapped, encrypt(key, member, text)]);
    return {
      sealed: sealed.toString('base64url'),
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
 * @throws when it was not sealed for this member, or was changed since
 */
export async function unseal(member: string, sealed: string, unwrap: Unwrap): Promise<unknown> {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < HEAD_BYTES || bytes.readUInt8() !== VERSION) {
    throw new Error('sealed in no known way');
  }
  const end = HEAD_BYTES + bytes.readUInt16BE(1);
  const key = await unwrap(bytes.subarray(HEAD_BYTES, end));
  return JSON.parse(decrypt(key, member, bytes.subarray(end)));
}
