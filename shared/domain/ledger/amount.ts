/**
 * `floor(amount * numerator / denominator)`, exactly, for whole numbers of any safe size: points
 * and minor units are never floats.
 */
export function share(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator;
  // As long as the product is safe, the quotient cannot be rounded over a whole number.
  if (Number.isSafeInteger(product)) return Math.trunc(product / denominator);
  return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}

/** An amount that counts so many times: 10,000 is once. */
export interface Weighted {
  readonly amountMinor: number;
  readonly bps: number;
}

/**
 * One point for each `perPointMinor` of amounts, each times its own multiplier and all times a rate,
 * rounded down once: exactly, whatever the size.
 *
 * @param rateBps 10,000 for the whole
 */
export function pointsFor(
  amounts: readonly Weighted[],
  rateBps: number,
  perPointMinor: number,
): number {
  let sum = 0;
  for (const { amountMinor, bps } of amounts) sum += amountMinor * bps;
  // As in `share`; and what is less than a point stays so, however large its divisor.
  const product = sum * rateBps;
  if (Number.isSafeInteger(product)) return Math.trunc(product / (perPointMinor * 100_000_000));
  let exact = 0n;
  for (const { amountMinor, bps } of amounts) exact += BigInt(amountMinor) * BigInt(bps);
  return Number((exact * BigInt(rateBps)) / (BigInt(perPointMinor) * 100_000_000n));
}
