import * as z from 'zod/mini';
import { decimalsOf } from './money.ts';

/**
 * The decimals with which Stripe's API writes a currency, where they are not two
 * (docs.stripe.com/currencies). They are not ISO 4217's everywhere: the ariary is written without
 * decimals, while the króna and the Ugandan shilling have kept two that are always zero.
 */
const unusualDecimals: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV'].map(
    (code): [string, number] => [code, 0],
  ),
  ...['XAF', 'XOF', 'XPF'].map((code): [string, number] => [code, 0]),
  ...['BHD', 'JOD', 'KWD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);

/**
 * A schema that reads Stripe's whole amounts as ISO 4217 minor units. Where Stripe writes more
 * decimals than the currency has, what they hold beyond it is dropped.
 *
 * @param currency its ISO 4217 code
 */
export function stripeAmount(currency: string) {
  const shift = decimalsOf(currency) - (unusualDecimals.get(currency) ?? 2);
  const scale = 10 ** Math.abs(shift);
  return z.pipe(
    z.string().check(z.regex(/^\d{1,15}$/, 'is not a whole amount')),
    z.transform((units) => (shift < 0 ? Math.floor(Number(units) / scale) : Number(units) * scale)),
  );
}
