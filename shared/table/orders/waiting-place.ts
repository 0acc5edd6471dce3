const WAITS_FOR = 'W#';

/**
 * Where in the index `history` the orders are that wait for a customer to join: no member's id has
 * a `#`, so that they are in nobody's ledger.
 */
export function waitsFor(customer: string): string {
  return WAITS_FOR + customer;
}

/** The customer for whom the orders wait that are there. */
export function waiterOf(place: string): string {
  return place.slice(WAITS_FOR.length);
}
