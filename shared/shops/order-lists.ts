import { identifier } from '../events/fields.ts';

/** How many of an order's codes and products an event carries; see `shared/events/shop-events.ts`. */
const MOST_CODES = 20;
const MOST_PRODUCTS = 250;

type Listed = readonly (string | null | undefined)[];

/** The codes that an order's discounts came from. */
export function discountCodes(codes: Listed): string[] {
  return kept(codes, MOST_CODES);
}

/** The products that an order's lines name. */
export function productIds(ids: Listed): string[] {
  return kept(ids, MOST_PRODUCTS);
}

/** One odd code or product is no reason to lose an order: what is no identifier is left out. */
function kept(values: Listed, most: number): string[] {
  const proper = values.flatMap((value) => identifier.safeParse(value).data ?? []);
  return [...new Set(proper)].slice(0, most);
}
