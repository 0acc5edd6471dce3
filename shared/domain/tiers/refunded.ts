import { addFigures, type Figures, type OrderFigures } from '../ledger/figures.ts';

/**
 * What refunds took away by the months of the orders, after one more that took something or gave it
 * back. Months of which nothing is gone any more are left out.
 */
export function addRefunded(refunded: Figures, taken: OrderFigures): Figures {
  const { month, purchases, spendMinor, points } = taken;
  if (purchases === 0 && spendMinor === 0 && points === 0) return refunded;
  return addFigures(refunded, {
    month,
    purchases: 0 - purchases,
    spendMinor: 0 - spendMinor,
    points: 0 - points,
  }).filter((gone) => gone.purchases !== 0 || gone.spendMinor !== 0 || gone.points !== 0);
}
