import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_LOOK_BACK, isLast, isLong, nextSpan } from '../../../functions/reconcile/span.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 3, 9);

test('spans leave nothing out, are as short as they are asked to be, and end before the schedule', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 * 24 }), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (gaps, byDay) => {
        let upTo = START - FIRST_LOOK_BACK;
        let at = START;
        for (const hours of gaps) {
          at += hours * HOUR;
          let rounds = 0;
          for (
            let span = nextSpan(upTo, at, byDay);
            span !== undefined;
            span = nextSpan(upTo, at, byDay)
          ) {
            expect(span.since).toBeLessThan(upTo);
            expect(span.until).toBeGreaterThan(upTo);
            if (byDay) {
              expect(span.until - upTo).toBeLessThanOrEqual(24 * HOUR);
              expect(isLong(span)).toBe(false);
            }
            expect(isLast(span.until, at)).toBe(nextSpan(span.until, at) === undefined);
            upTo = span.until;
            rounds += 1;
          }
          expect(upTo).toBeLessThan(at);
          expect(upTo).toBeGreaterThan(at - HOUR);
          expect(rounds).toBeLessThanOrEqual(byDay ? 32 + hours / 24 : 1);
        }
      },
    ),
  );
});

test('a shop that caught up looks back two days only where a day ends with the span', () => {
  const midnight = Date.UTC(2026, 10, 4);
  const lookBack = (upTo: number, at: number) => upTo - (nextSpan(upTo, at, true)?.since ?? 0);
  expect(lookBack(midnight - 2 * HOUR, midnight - HOUR)).toBe(HOUR / 4);
  expect(lookBack(midnight - HOUR, midnight + HOUR)).toBe(48 * HOUR);
  expect(lookBack(midnight + HOUR, midnight + 2 * HOUR)).toBe(HOUR / 4);
  expect(lookBack(midnight - HOUR, midnight + 72 * HOUR)).toBe(HOUR / 4);
});
