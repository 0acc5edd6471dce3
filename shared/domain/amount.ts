/**
 * `floor(amount * numerator / denominator)`, exactly, for whole numbers of any safe size: points
 * and minor units are never floats.
 */
export function share(amount: number, numerator: number, denominator: number): number {
  return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}
