import { expect, test } from 'vitest';
import {
  epochSeconds,
  occurredAt,
  offsetInstant,
  unmarkedUtcInstant,
} from '../../../shared/shops/occurred-at.ts';
import { RECEIVED_AT } from './delivery.ts';

test('a shop’s time is believed for the 30 days before receipt', () => {
  const before = (milliseconds: number) => occurredAt(RECEIVED_AT - milliseconds, RECEIVED_AT);
  const day = 86_400_000;
  expect(before(1)).toBe('2026-11-01T09:00:01.999Z');
  expect(before(30 * day)).toBe('2026-10-02T09:00:02.000Z');
  expect(before(31 * day)).toBe('2026-10-02T09:00:02.000Z');
  expect(before(-1)).toBe('2026-11-01T09:00:02.000Z');
});

test.each([
  [offsetInstant, '2026-11-01T09:00:02Z'],
  [offsetInstant, '2026-11-01T04:00:02-05:00'],
  [offsetInstant, '2026-11-01T10:00:02.000+01:00'],
  [unmarkedUtcInstant, '2026-11-01T09:00:02'],
  [unmarkedUtcInstant, '2026-11-01T09:00:02Z'],
  [epochSeconds, '1793523602'],
])('the same instant is read however a shop writes it (%#)', (schema, text) => {
  expect(schema.safeParse(text).data).toBe(RECEIVED_AT);
});

test.each([
  [offsetInstant, '2026-11-01T09:00:02'],
  [offsetInstant, '2026-02-30T09:00:02Z'],
  [offsetInstant, 'yesterday'],
  [offsetInstant, ''],
  [unmarkedUtcInstant, '2026-11-01T09:00:02+01:00'],
  [unmarkedUtcInstant, '0000-00-00T00:00:00'],
  [epochSeconds, '1793523602.5'],
  [epochSeconds, '-1'],
  [epochSeconds, '999999999999'],
])('what is no instant is refused (%#)', (schema, text) => {
  expect(schema.safeParse(text).success).toBe(false);
});
