import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_AMOUNT_MINOR } from '../../../shared/events/fields.ts';
import { isoCurrency, minorUnitsOf } from '../../../shared/shops/money.ts';

/** Writes minor units as a decimal, by way of integers alone. */
function decimalOf(minor: bigint, decimals: number, zeros: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals) + '0'.repeat(zeros);
  return `${minor < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

describe('a decimal amount', () => {
  test('comes through exactly, in currencies of every number of decimals', () => {
    const currencies = fc.constantFrom<[string, number][]>(
      ['JPY', 0],
      ['EUR', 2],
      ['MGA', 2],
      ['KWD', 3],
      ['CLF', 4],
      ['XCG', 2],
    );
    const minor = fc.bigInt(-BigInt(MAX_AMOUNT_MINOR), BigInt(MAX_AMOUNT_MINOR));
    fc.assert(
      fc.property(currencies, minor, fc.nat(6), ([currency, decimals], amount, zeros) => {
        const read = minorUnitsOf(decimalOf(amount, decimals, zeros), currency);
        expect(read).toEqual({ ok: true, minor: Number(amount) });
      }),
    );
  });

  test.each([
    ['348.0', 'USD', 34800],
    ['5', 'USD', 500],
    ['0.1', 'USD', 10],
    ['-5.00', 'USD', -500],
    ['-0.00', 'USD', 0],
    ['007.50', 'USD', 750],
    ['1000.000', 'JPY', 1000],
    ['1.234', 'KWD', 1234],
  ])('of %s %s is %i in minor units', (decimal, currency, minor) => {
    expect(minorUnitsOf(decimal, currency)).toEqual({ ok: true, minor });
  });

  test.each([
    ['ten', 'EUR', 'is not a plain decimal amount'],
    ['', 'EUR', 'is not a plain decimal amount'],
    ['1e3', 'EUR', 'is not a plain decimal amount'],
    ['1,50', 'EUR', 'is not a plain decimal amount'],
    ['1.', 'EUR', 'is not a plain decimal amount'],
    ['.5', 'EUR', 'is not a plain decimal amount'],
    ['+1', 'EUR', 'is not a plain decimal amount'],
    [' 1', 'EUR', 'is not a plain decimal amount'],
    ['١', 'EUR', 'is not a plain decimal amount'],
    ['NaN', 'EUR', 'is not a plain decimal amount'],
    ['1.005', 'EUR', 'has more decimals than EUR'],
    ['0.5', 'JPY', 'has more decimals than JPY'],
    ['10000000000.01', 'EUR', 'is more than any order comes to'],
    ['99999999999999999999', 'EUR', 'is more than any order comes to'],
    ['0'.repeat(41), 'EUR', 'is too long an amount'],
  ])('of %s %s is refused', (decimal, currency, fault) => {
    expect(minorUnitsOf(decimal, currency)).toEqual({ ok: false, fault });
  });
});

describe('a currency', () => {
  test('is one of ISO 4217, in capitals', () => {
    const isCurrency = (code: string) => isoCurrency.safeParse(code).success;
    expect(['EUR', 'JPY', 'XCG', 'ZWG'].filter((code) => !isCurrency(code))).toEqual([]);
    expect(['eur', 'EURO', 'BTC', 'ZZZ', '', 'constructor'].filter(isCurrency)).toEqual([]);
  });
});
