import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contact } from '../../../shared/contact/contact.ts';
import { sealWith, type Unwrap, unseal } from '../../../shared/contact/seal.ts';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const { publicKey, privateKey } = pair();
const seal = sealWith(publicKey, 'a key of the tests');

function opener(key = privateKey): Unwrap {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return async (wrapped) => privateDecrypt({ key, padding, oaepHash: 'sha256' }, wrapped);
}

const contacts: fc.Arbitrary<Contact> = fc.record(
  { email: fc.string(), phone: fc.string(), name: fc.string(), language: fc.string() },
  { requiredKeys: [] },
);
const members = fc.string({ minLength: 1, maxLength: 22 });

test('what is sealed for a member is opened as it was', async () => {
  await fc.assert(
    fc.asyncProperty(members, contacts, async (member, contact) => {
      expect(await unseal(member, seal(member, contact).sealed, opener())).toEqual(contact);
    }),
  );
});

test('it opens for no other member and with no other key', async () => {
  const { sealed } = seal('mara', { email: 'mara@example.org' });
  await expect(unseal('nora', sealed, opener())).rejects.toThrow();
  await expect(unseal('mara', sealed, opener(pair().privateKey))).rejects.toThrow();
});

test('with any one bit of it changed it does not open', async () => {
  const { sealed } = seal('mara', { email: 'mara@example.org', phone: '+4915112345678' });
  const bytes = Buffer.from(sealed, 'base64url');
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
      await expect(unseal('mara', changed.toString('base64url'), opener())).rejects.toThrow();
    }),
    { numRuns: 200 },
  );
});

test.each(['', 'AQ', 'AQEA', 'not sealed at all'])('%j is refused', async (sealed) => {
  await expect(unseal('mara', sealed, opener())).rejects.toThrow();
});

test('prints are equal for equal data of one member, and tell nothing else', () => {
  const one = seal('mara', { email: 'mara@example.org', name: 'Mara' });
  const again = seal('mara', { name: 'Mara', email: 'mara@example.org' });
  expect(again.print).toBe(one.print);
  expect(again.sealed).not.toBe(one.sealed);
  expect(seal('nora', { email: 'mara@example.org', name: 'Mara' }).print).not.toBe(one.print);
  expect(seal('mara', { email: 'mara@example.org' }).print).not.toBe(one.print);
  const other = sealWith(publicKey, 'another key')('mara', { email: 'mara@example.org' });
  expect(other.print).not.toBe(seal('mara', { email: 'mara@example.org' }).print);
});

test('the largest contact makes a text that the bus’s schema takes', () => {
  const name = '霍'.repeat(200);
  const contact = {
    email: 'x'.repeat(254),
    phone: '+123456789012345',
    name,
    language: 'zh-Hant-TW',
  };
  expect(seal('mara', contact).sealed.length).toBeLessThan(8_192);
});
