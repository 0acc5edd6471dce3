import * as z from 'zod/mini';
import { MAX_AMOUNT_MINOR } from '../../events/fields.ts';
import { decimalsOf, isoCurrency } from '../money.ts';

/** A decimal with its digits as one whole number and how many of them stand behind the point. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const decimal = z.pipe(
  z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'is not a plain decimal amount')),
  z.transform((text): Decimal => {
    const [whole = '', fraction = ''] = text.split('.');
    return { digits: BigInt(whole + fraction), scale: fraction.length };
  }),
);

/**
 * In which money an order is booked. The buyer pays in the transactional currency, which the fields
 * call the default one, and all amounts are in it. `currency_code` is only what prices were shown
 * in. Where the store's own currency is another, the order says at which rate.
 */
export const bookedIn = z.object({
  default_currency_code: isoCurrency,
  store_default_currency_code: z.nullish(isoCurrency),
  store_default_to_transactional_exchange_rate: z.nullish(decimal),
});

/** Amounts of one order, as the store books them. */
export interface StoreMoney {
  /** Its ISO 4217 code: the store's own, or the order's where there is no rate between them. */
  readonly currency: string;
  /** Reads an amount as minor units of it, rounded half up, as BigCommerce rounds. */
  readonly amount: z.ZodMiniType<number>;
}

/** Points are reckoned in the store's money. BigCommerce writes four decimals of any currency. */
export function storeMoney(booked: z.infer<typeof bookedIn>): StoreMoney {
  const paidIn = booked.default_currency_code;
  const own = booked.store_default_currency_code ?? paidIn;
  const rate = booked.store_default_to_transactional_exchange_rate;
  const isConverted = own !== paidIn && rate != null && rate.digits > 0n;
  const currency = isConverted ? own : paidIn;
  const by: Decimal = isConverted ? rate : { digits: 1n, scale: 0 };
  const amount = z.pipe(
    decimal,
    z.transform(({ digits, scale }) => {
      const minor = digits * 10n ** BigInt(decimalsOf(currency) + by.scale);
      return Number(rounded(minor, 10n ** BigInt(scale) * by.digits));
    }),
  );
  const most = 'is more than any order comes to';
  return { currency, amount: amount.check(z.gte(0, 'is negative'), z.lte(MAX_AMOUNT_MINOR, most)) };
}

/** Half up; amounts that are read are never negative, and what is refused may be. */
function rounded(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
