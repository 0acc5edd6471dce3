import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { isoCurrency, readMinorUnits } from '../money.ts';
import type { ShopSettings } from '../shop-settings.ts';

/* What the messages of a shop of one's own have in common; see `store-messages.ts`. */

export const timestamp = z.iso
  .datetime({ offset: true, error: 'is not a time with an offset' })
  .check(z.describe('When it happened, with an offset or Z; not when this was sent.'));

export const currency = isoCurrency.check(
  z.describe('ISO 4217 code of the currency of every amount in this message.'),
);

export const productId = z.optional(identifier);

/** Says that nobody pays for it; told in the words of what it is part of. */
export function testMark(description: string) {
  return z.optional(z.boolean().check(z.describe(description)));
}

/** A decimal amount in major units, as it is written. */
export function decimal(description: string) {
  return z
    .string()
    .check(
      z.regex(/^\d+(\.\d+)?$/, { error: 'is not a plain decimal amount', abort: true }),
      z.describe(description),
    );
}

/** An amount in major units, read as minor units. */
export function amountIn(currency: string, description: string) {
  return z.pipe(
    decimal(description),
    z.transform((text, faults) => readMinorUnits(text, currency, faults)),
  );
}

/** Whether it is a test, where tests do not count. */
export function isIgnored(told: { test?: boolean | undefined }, shop: ShopSettings): boolean {
  return told.test === true && shop.testMode !== true;
}
