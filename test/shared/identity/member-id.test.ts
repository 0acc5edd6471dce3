import { expect, test } from 'vitest';
import { memberId as schema } from '../../../shared/events/fields.ts';
import { memberId } from '../../../shared/identity/member-id.ts';

const KEY = 'a-key-for-tests-only';

test('a customer of a shop always has the same id, in the form that events carry', () => {
  const id = memberId(KEY, 'birdhouse', '42');
  expect(id).toBe(memberId(KEY, 'birdhouse', '42'));
  expect(schema.safeParse(id).success).toBe(true);
});

test('another shop, customer or key makes another id', () => {
  const ids = [
    memberId(KEY, 'birdhouse', '42'),
    memberId(KEY, 'birdhouse', '43'),
    memberId(KEY, 'birdhouse4', '2'),
    memberId('another-key', 'birdhouse', '42'),
  ];
  expect(new Set(ids).size).toBe(4);
});
