import type { Figures, MonthFigures } from '../../domain/ledger/figures.ts';
import type { Month } from '../../domain/time/time.ts';

/** The first month that has figures, then purchases, spend and points of it and of each that follows. */
export function writeMonths(figures: Figures): number[] {
  const [first] = figures;
  if (first === undefined) return [];
  const values = [first.month];
  let next = first.month;
  for (const { month, purchases, spendMinor, points } of figures) {
    for (; next < month; next++) values.push(0, 0, 0);
    values.push(purchases, spendMinor, points);
    next = month + 1;
  }
  return values;
}

/**
 * The first month in which more than orders were counted, then contribution and interactions of it
 * and of each that follows; nothing at all where there is none, as with most members.
 */
export function writeDeeds(figures: Figures): number[] {
  const values: number[] = [];
  let next: Month = 0;
  for (const { month, contribution, interactions } of figures) {
    if (contribution === 0 && interactions === 0) continue;
    if (values.length === 0) values.push(month);
    else for (; next < month; next++) values.push(0, 0);
    values.push(contribution, interactions);
    next = month + 1;
  }
  return values;
}

/** The figures that {@link writeMonths} and {@link writeDeeds} wrote. */
export function readMonths(months: readonly number[], deeds: readonly number[]): Figures {
  const [first = 0] = months;
  const [firstDeed = 0] = deeds;
  const figures: MonthFigures[] = [];
  for (let at = 1, month = first; at < months.length; at += 3, month++) {
    const [purchases = 0, spendMinor = 0, points = 0] = [
      months[at],
      months[at + 1],
      months[at + 2],
    ];
    const deed = 1 + 2 * (month - firstDeed);
    const contribution = deed < 1 ? 0 : (deeds[deed] ?? 0);
    const interactions = deed < 1 ? 0 : (deeds[deed + 1] ?? 0);
    const isLatest = at + 3 >= months.length;
    const isNothing = purchases === 0 && spendMinor === 0 && points === 0;
    // The latest month is kept whatever it holds: the others are counted from it.
    if (isNothing && contribution === 0 && interactions === 0 && !isLatest) continue;
    figures.push({ month, purchases, spendMinor, points, contribution, interactions });
  }
  return figures;
}
