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
