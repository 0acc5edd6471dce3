import { describe, expect, test } from 'vitest';
import { writeAmount } from '../../../shared/messages/amount.ts';
import { chooseLanguage, speak, spoken } from '../../../shared/messages/languages.ts';

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
  expect(
    speak('en').toNextTier('Regular', [{ measure: 'purchases', missing: 1, amount: '' }]),
  ).toBe('1 more purchase to Regular.');
});

test('what is missing to a tier is said by what it asks for', () => {
  const missing = [
    { measure: 'spend', missing: 15_000, amount: '€150.00' },
    { measure: 'points', missing: 1_200, amount: '' },
    { measure: 'score', missing: 2, amount: '' },
  ] as const;
  expect(speak('en').toNextTier('Gold', missing)).toBe(
    '€150.00 more of goods, 1,200 more points, and a score higher by 2 to Gold.',
  );
  expect(speak('zh-CN').toNextTier('金卡', missing)).toBe(
    '再消费 €150.00、获得 1,200 积分、将总评分提高 2 分即可成为金卡。',
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
