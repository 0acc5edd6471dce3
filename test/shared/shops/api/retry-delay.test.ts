import { expect, test } from 'vitest';
import { retryDelay } from '../../../../shared/shops/api/retry-delay.ts';

test.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '2.0' }, 2_000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-1' }, undefined],
  [{ 'x-rate-limit-time-reset-ms': '15000' }, 15_000],
  [{ 'x-rate-limit-time-reset-ms': 'soon' }, undefined],
  [{ 'retry-after': '1', 'x-rate-limit-time-reset-ms': '15000' }, 1_000],
])('%o asks for %s milliseconds', (headers, delay) => {
  expect(retryDelay(new Headers(headers))).toBe(delay);
});

test('a date is taken against the date of the answer', () => {
  const answeredAt = (date: Record<string, string>) =>
    retryDelay(new Headers({ 'retry-after': 'Sun, 01 Nov 2026 09:00:30 GMT', ...date }));
  expect(answeredAt({ date: 'Sun, 01 Nov 2026 09:00:00 GMT' })).toBe(30_000);
  expect(answeredAt({ date: 'Sun, 01 Nov 2026 09:01:00 GMT' })).toBe(0);
  expect(answeredAt({})).toBeUndefined();
});
