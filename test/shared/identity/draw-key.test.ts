import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { memberId } from '../../../shared/events/fields.ts';
import { personOf, pseudonymOf, seedOf, sha256 } from '../../../shared/identity/draw-key.ts';

const KEY = 'a-key-for-tests-only';

test('a seed is the keyed hash of draw and month', () => {
  const made = createHmac('sha256', KEY).update('monthly#2026-11').digest('hex');
  expect(seedOf(KEY, 'monthly', '2026-11')).toBe(made);
  expect(sha256('ü')).toBe(createHash('sha256').update('ü').digest('hex'));
});

test('a person is called otherwise in every draw and month, and never by the member’s id', () => {
  const person = 'Zr8u0s7CqkqvJ1nq0uWf2A';
  const names = [
    person,
    pseudonymOf(KEY, 'monthly', '2026-11', person),
    pseudonymOf(KEY, 'monthly', '2026-12', person),
    pseudonymOf(KEY, 'trial', '2026-11', person),
    pseudonymOf('another', 'monthly', '2026-11', person),
    personOf(KEY, person),
  ];
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(memberId.safeParse(name).success).toBe(true);
});
