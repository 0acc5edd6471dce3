import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decryptPersonal,
  encryptPersonal,
  type Personal,
  together,
  withContact,
} from '../../../shared/contact/personal.ts';

const aKey = () => ({ id: 'a-key', bytes: randomBytes(32) });
const dated = fc.record({ value: fc.string(), at: fc.nat() });
const personals: fc.Arbitrary<Personal> = fc.record(
  { email: dated, phone: dated, name: dated, birthday: fc.string(), displayName: fc.string() },
  { requiredKeys: [] },
);

describe('what is known of a person', () => {
  const key = aKey();

  test('is decrypted as it was encrypted', () => {
    fc.assert(
      fc.property(fc.string(), personals, (member, known) => {
        const encrypted = encryptPersonal(key, member, known);
        expect(decryptPersonal(key, member, encrypted)).toEqual(known);
      }),
    );
  });

  test('is decrypted for nobody else, with no other key, and not with a bit of it changed', () => {
    const encrypted = encryptPersonal(key, 'mara', { email: { value: 'm@example.org', at: 1 } });
    expect(() => decryptPersonal(key, 'nora', encrypted)).toThrow();
    expect(() => decryptPersonal(aKey(), 'mara', encrypted)).toThrow();
    fc.assert(
      fc.property(fc.nat(encrypted.bytes.length - 1), fc.nat(7), (at, bit) => {
        const bytes = Buffer.from(encrypted.bytes);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        expect(() => decryptPersonal(key, 'mara', { ...encrypted, bytes })).toThrow();
      }),
    );
  });

  test('cut short is refused', () => {
    const { bytes, ...rest } = encryptPersonal(key, 'mara', {});
    for (const length of [0, 11, 12, 27, bytes.length - 1]) {
      const short = { ...rest, bytes: bytes.subarray(0, length) };
      expect(() => decryptPersonal(key, 'mara', short)).toThrow();
    }
  });
});

test('the newest of each field is known, in whatever order contacts are told', () => {
  const tellings = fc.uniqueArray(
    fc.record({
      email: fc.string(),
      at: fc.nat(50),
      name: fc.option(fc.string(), { nil: undefined }),
    }),
    { selector: ({ at }) => at, minLength: 1 },
  );
  fc.assert(
    fc.property(tellings, (all) => {
      const known = all.reduce<Personal>(
        (so, { at, email, name }) =>
          withContact(so, { email, ...(name === undefined ? {} : { name }) }, at),
        {},
      );
      const byTime = all.toSorted((a, b) => b.at - a.at);
      expect(known.email?.value).toBe(byTime[0]?.email);
      expect(known.name?.value).toBe(byTime.find(({ name }) => name !== undefined)?.name);
    }),
  );
});

test('of two who are one member the newest of each is known, and what only one of them had', () => {
  const one: Personal = { email: { value: 'old', at: 1 }, birthday: '--11-05' };
  const other: Personal = { email: { value: 'new', at: 2 }, name: { value: 'Mara', at: 1 } };
  expect(together([one, other])).toEqual({ ...one, ...other });
  expect(together([])).toEqual({});
});
