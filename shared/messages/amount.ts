import { decimalsOf } from '../shops/money.ts';

/** Minor units as people of a language write an amount, such as `€49.90`. */
export function writeAmount(minor: number, currency: string, language: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    // The decimal is formatted from its text: no float comes between.
  }).format(`${whole}.${fraction || '0'}` as `${number}`);
}
