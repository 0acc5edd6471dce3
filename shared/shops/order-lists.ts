import type { OrderLine } from '../domain/orders/order.ts';
import { identifier, MOST_LINES } from '../events/fields.ts';

/** How many of an order's codes an event carries; see `shared/events/shop-events.ts`. */
const MOST_CODES = 20;

/** More pieces of one product than any order has. */
const MOST_PIECES = 1_000_000;

type Listed = readonly (string | null | undefined)[];

/** The codes that an order's discounts came from. */
export function discountCodes(codes: Listed): string[] {
  return kept(codes, MOST_CODES);
}

/** A line of an order in a shop's body, as far as it earns. */
interface BodyLine {
  readonly productId: string | null | undefined;
  readonly quantity: number;
  /** What it adds to what the order earns on; a negative one adds nothing. */
  readonly netMinor: number;
}

/** What an order holds of each product that its lines name. */
export function orderLines(lines: readonly BodyLine[]): OrderLine[] {
  const byProduct = new Map<string, OrderLine>();
  for (const { productId, quantity, netMinor } of lines) {
    const proper = identifier.safeParse(productId).data;
    if (proper === undefined) continue;
    const known = byProduct.get(proper) ?? { productId: proper, quantity: 0, netMinor: 0 };
    byProduct.set(proper, {
      productId: proper,
      quantity: Math.min(MOST_PIECES, known.quantity + quantity),
      netMinor: known.netMinor + Math.max(0, netMinor),
    });
  }
  return [...byProduct.values()].slice(0, MOST_LINES);
}

/** One odd code or product is no reason to lose an order: what is no identifier is left out. */
function kept(values: Listed, most: number): string[] {
  const proper = values.flatMap((value) => identifier.safeParse(value).data ?? []);
  return [...new Set(proper)].slice(0, most);
}
