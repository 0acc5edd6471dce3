import type { Missing } from './missing.ts';

export const number = new Intl.NumberFormat('en');
export const list = new Intl.ListFormat('en');

/** A number of things: `1 point`, `1,200 points`. */
export function counted(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

export function points(count: number): string {
  return counted(count, 'point', 'points');
}

/** What a condition of a tier still wants. */
export function wanted({ measure, missing, amount }: Missing): string {
  switch (measure) {
    case 'purchases':
      return counted(missing, 'more purchase', 'more purchases');
    case 'spend':
      return `${amount} more of goods`;
    case 'points':
      return counted(missing, 'more point', 'more points');
    case 'contribution':
      return counted(missing, 'more contribution point', 'more contribution points');
    case 'interactions':
      return counted(missing, 'more interaction', 'more interactions');
    case 'score':
      return `a score higher by ${missing}`;
  }
}
