import { data } from 'currency-codes';
import * as z from 'zod/mini';
import { MAX_AMOUNT_MINOR } from '../events/fields.ts';

/** ISO 4217 lists these two as well: one stands for no currency at all, the other for tests. */
const NO_MONEY: ReadonlySet<string> = new Set(['XXX', 'XTS']);

/** The decimals of every ISO 4217 currency, by its code. */
const decimalsByCode: ReadonlyMap<string, number> = new Map([
  ...data
    .filter(({ code }) => !NO_MONEY.has(code))
    .map(({ code, digits }): [string, number] => [code, digits]),
  // The Caribbean guilder, since March 2025: newer than the package's list.
  ['XCG', 2],
]);

const notACurrency = 'is not an ISO 4217 currency';

/** A currency's code in capitals, listed in ISO 4217. */
export const isoCurrency = z.string().check(
  z.regex(/^[A-Z]{3}$/, { error: notACurrency, abort: true }),
  z.refine((code) => decimalsByCode.has(code), { error: notACurrency }),
);

/**
 * The decimals of an ISO 4217 currency.
 *
 * @throws when there is no such currency; `isoCurrency` is what lets a code through to here.
 */
export function decimalsOf(currency: string): number {
  const decimals = decimalsByCode.get(currency);
  if (decimals === undefined) throw new Error('not an ISO 4217 currency');
  return decimals;
}

/** Longer decimals than any shop has reason to write are not even looked at. */
const MAX_DECIMAL_LENGTH = 40;

type Minor =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a decimal in major units, such as `-12.50`, as whole minor units of its currency: exactly,
 * by its digits. Zeros beyond the currency's decimals say nothing; other digits there are refused,
 * and so is what exceeds `MAX_AMOUNT_MINOR`.
 */
export function minorUnitsOf(decimal: string, currency: string): Minor {
  if (decimal.length > MAX_DECIMAL_LENGTH) return { ok: false, fault: 'is too long an amount' };
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (parts === null) return { ok: false, fault: 'is not a plain decimal amount' };
  const [, sign, whole = '', fraction = ''] = parts;
  const decimals = decimalsOf(currency);
  if (/[1-9]/.test(fraction.slice(decimals))) {
    return { ok: false, fault: `has more decimals than ${currency}` };
  }
  const minor = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (minor > MAX_AMOUNT_MINOR) return { ok: false, fault: 'is more than any order comes to' };
  return { ok: true, minor: sign === '-' ? 0 - Number(minor) : Number(minor) };
}

type Faults = Pick<z.core.ParsePayload, 'issues'>;

/** For a schema's transform: the minor units, or a fault among the schema's own, at `path`. */
export function readMinorUnits(
  decimal: string,
  currency: string,
  faults: Faults,
  ...path: readonly string[]
): number {
  const read = minorUnitsOf(decimal, currency);
  if (read.ok) return read.minor;
  faults.issues.push({ code: 'custom', message: read.fault, input: decimal, path: [...path] });
  return z.NEVER;
}

/** Schemas that read decimals in major units as minor units of a currency. */
export function amountsIn(currency: string) {
  const signed = z.pipe(
    z.string(),
    z.transform((decimal, faults) => readMinorUnits(decimal, currency, faults)),
  );
  return { signed, amount: signed.check(z.gte(0, 'is negative')) };
}

/** A schema that depends on the currency, built once for each that comes by. */
export function perCurrency<Schema>(build: (currency: string) => Schema) {
  const built = new Map<string, Schema>();
  return (currency: string): Schema => {
    const known = built.get(currency) ?? build(currency);
    built.set(currency, known);
    return known;
  };
}

/** The part of every body that says which currency its amounts are in. */
export const pricedIn = z.object({ currency: isoCurrency });

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
