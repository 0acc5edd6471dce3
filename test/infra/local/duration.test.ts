import { describe, expect, it } from 'vitest';
import { addDuration } from '../../../infra/local/duration.ts';

const later = (from: string, duration: string) => {
  const instant = addDuration(Date.parse(from), duration);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

describe('a duration', () => {
  it.each([
    ['P30D', '2026-12-01T09:00:00.000Z'],
    ['P1W', '2026-11-08T09:00:00.000Z'],
    ['PT15M', '2026-11-01T09:15:00.000Z'],
    ['P1DT2H3M4S', '2026-11-02T11:03:04.000Z'],
    ['P1M', '2026-12-01T09:00:00.000Z'],
    ['P2Y', '2028-11-01T09:00:00.000Z'],
  ])('of %s leads to its instant', (duration, expected) => {
    expect(later('2026-11-01T09:00:00Z', duration)).toBe(expected);
  });

  it('of a month ends on the last day where the month is shorter', () => {
    expect(later('2027-01-31T12:00:00Z', 'P1M')).toBe('2027-02-28T12:00:00.000Z');
    expect(later('2028-02-29T12:00:00Z', 'P1Y')).toBe('2029-02-28T12:00:00.000Z');
  });

  it.each(['', 'P', 'PT', 'P1', '1D', 'P1H', 'PT1D', 'P-1D', 'P1D ', 'tomorrow'])(
    'is not "%s"',
    (text) => {
      expect(addDuration(0, text)).toBeUndefined();
    },
  );
});
