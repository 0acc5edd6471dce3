import * as z from 'zod/mini';
import { decimalsOf, isoCurrency } from '../money.ts';

/** Stripe writes currencies in small letters. */
export const stripeCurrency = z.pipe(
  z.pipe(
    z.string(),
    z.transform((code: string) => code.toUpperCase()),
  ),
  isoCurrency,
);

/** The part of Stripe's objects that says which currency their amounts are in. */
export const stripePriced = z.object({ currency: stripeCurrency });

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

/** An amount as Stripe writes it: whole units, as many digits as money can have. */
export const stripeUnits = z.string().check(z.regex(/^\d{1,15}$/, 'is not a whole amount'));

/**
 * Stripe's whole amounts as ISO 4217 minor units. Where Stripe writes more decimals than the
 * currency has, what they hold beyond it is dropped.
 *
 * @param currency its ISO 4217 code
 */
export function minorUnitsOfStripe(units: string, currency: string): number {
  const shift = decimalsOf(currency) - (unusualDecimals.get(currency) ?? 2);
  const scale = 10 ** Math.abs(shift);
  return shift < 0 ? Math.trunc(Number(units) / scale) : Number(units) * scale;
}

/** Schemas that read Stripe's amounts of a currency as minor units; only signed ones may be below 0. */
export function stripeAmounts(currency: string) {
  const toMinorUnits = z.transform((units: string) => minorUnitsOfStripe(units, currency));
  const signedUnits = z.string().check(z.regex(/^-?\d{1,15}$/, 'is not a whole amount'));
  return { amount: z.pipe(stripeUnits, toMinorUnits), signed: z.pipe(signedUnits, toMinorUnits) };
}

export function stripeAmount(currency: string) {
  return stripeAmounts(currency).amount;
}
