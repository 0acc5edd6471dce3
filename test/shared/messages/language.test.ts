import { describe, expect, test } from 'vitest';
import { writeAmount } from '../../../shared/messages/amount.ts';
import { chooseLanguage, speak, spoken } from '../../../shared/messages/language.ts';

describe('a language', () => {
  test.each([
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['fr-FR, en;q=0.8', 'en'],
    ['en;q=0.1, zh;q=0.9', 'zh-CN'],
    ['zh;q=0, fr', 'en'],
    ['', 'en'],
    [';;;=,,q', 'en'],
    [undefined, 'en'],
  ])('asked for as %j is %s', (wanted, chosen) => {
    expect(chooseLanguage(wanted, ['en', 'zh-CN'])).toBe(chosen);
  });

  test('that Perch does not speak is answered in English', () => {
    expect(speak('fr')).toBe(speak('en'));
  });

  test.each(spoken)('%s says every number of points', (tag) => {
    for (const points of [0, 1, 2, 1_200]) {
      const said = speak(tag).pointsEarned(points, points);
      expect(said).toContain(points.toLocaleString(tag));
    }
  });
});

test('English counts one point as one', () => {
  expect(speak('en').pointsEarned(1, 1)).toBe('You earned 1 point, you have 1.');
  expect(speak('en').toNextTier('Regular', [{ measure: 'purchases', missing: 1 }])).toBe(
    '1 more purchase to Regular.',
  );
});

test.each([
  [4_990, 'EUR', 'en', '€49.90'],
  [5, 'EUR', 'en', '€0.05'],
  [1_200, 'JPY', 'en', '¥1,200'],
  [1_234_567, 'KWD', 'en', 'KWD 1,234.567'],
  [4_990, 'CNY', 'zh-CN', '¥49.90'],
  [900_719_925_474_099, 'EUR', 'en', '€9,007,199,254,740.99'],
])('%i minor units of %s are written, in %s, as %s', (minor, currency, language, written) => {
  expect(writeAmount(minor, currency, language).replace(/\u00a0/g, ' ')).toBe(written);
});
