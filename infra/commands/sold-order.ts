/** An order as a storefront knows it; amounts are decimals in major units. */
export interface SoldOrder {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly customer: string | undefined;
  readonly currency: string;
  /** What the goods cost; there is no shipping and no tax. */
  readonly total: string;
  /** What each product makes of it; one product where nothing is said. Only a store tells it. */
  readonly lines?: Readonly<Record<string, string>>;
  /** Codes that were entered at checkout. Only Shopify and a store tell them. */
  readonly discountCodes?: readonly string[];
  /** The customer's address. Only Shopify and a store tell it. */
  readonly email?: string;
  /** ISO instant. */
  readonly paidAt: string;
}

export interface GivenRefund {
  readonly refundId: string;
  readonly amount: string;
  readonly at: string;
}

/** What has become of an order since it was sold. */
export interface Aftermath {
  readonly refunds: readonly GivenRefund[];
  /** Those of the refunds that came to nothing, each at the time when it did. */
  readonly undone: readonly GivenRefund[];
  readonly cancelledAt?: string;
}

/** The last that happened to an order. */
export function changedAt({ paidAt }: SoldOrder, since: Aftermath): string {
  const times = [...since.refunds, ...since.undone].map(({ at }) => at);
  return [paidAt, ...times, since.cancelledAt ?? paidAt].toSorted().at(-1) ?? paidAt;
}

/** What was given back so far, in ten-thousandths. */
export function refundedSoFar(refunds: readonly GivenRefund[]): number {
  return refunds.reduce((sum, { amount }) => sum + tenThousandths(amount), 0);
}

/** A decimal by its digits, of which four after the point count. */
export function tenThousandths(decimal: string): number {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return Number(whole + fraction.padEnd(4, '0').slice(0, 4));
}
