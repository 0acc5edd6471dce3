import type { Key } from '../keys.ts';

/** An entry's id in URLs: opaque, and the same for ever. */
export function entryId(key: Key): string {
  return Buffer.from(JSON.stringify([key.PK, key.SK])).toString('base64url');
}

/** The key that an entry's id stands for; undefined where it stands for none. */
export function keyOfEntryId(id: string): Key | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
    const [PK, SK] = parsed;
    return isKeyPart(PK) && isKeyPart(SK) && /^[OK]#/.test(PK) ? { PK, SK } : undefined;
  } catch {
    return undefined;
  }
}

function isKeyPart(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && Buffer.byteLength(value) <= 1024;
}
