import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortened, textLength } from '../../../shared/channels/text-length.ts';

describe('a text message', () => {
  test.each([
    ['a'.repeat(160), 'GSM', 160, 1],
    ['a'.repeat(161), 'GSM', 161, 2],
    ['a'.repeat(306), 'GSM', 306, 2],
    ['a'.repeat(307), 'GSM', 307, 3],
    ['€'.repeat(80), 'GSM', 160, 1],
    ['€'.repeat(81), 'GSM', 162, 2],
    ['é Ä ß ñ @ £', 'GSM', 11, 1],
    ['积'.repeat(70), 'UCS-2', 70, 1],
    ['积'.repeat(71), 'UCS-2', 71, 2],
    ['a typographic ’', 'UCS-2', 15, 1],
    ['🎁'.repeat(35), 'UCS-2', 70, 1],
    ['🎁'.repeat(36), 'UCS-2', 72, 2],
  ])('is counted as carriers do: %s', (text, encoding, units, segments) => {
    expect(textLength(text)).toEqual({ encoding, units, segments });
  });

  test('is never longer than it may be, and keeps what stands behind it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), (text) => {
        const short = shortened(text, ' Reply STOP to end.', 3);
        expect(textLength(short).segments).toBeLessThanOrEqual(3);
        expect(short.endsWith(' Reply STOP to end.')).toBe(true);
        expect(short.isWellFormed()).toBe(text.isWellFormed());
      }),
    );
  });

  test('that fits stays as it is', () => {
    expect(shortened('Hello.', ' STOP', 1)).toBe('Hello. STOP');
    expect(shortened('a'.repeat(500), '', 1)).toBe(`${'a'.repeat(157)}...`);
  });
});
