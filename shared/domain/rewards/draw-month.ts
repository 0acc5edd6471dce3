import type { Month } from '../time/time.ts';

/** A month as draws are named by it: `2026-11`. */
export function nameOfMonth(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** The month of such a name. */
export function monthNamed(name: string): Month {
  const [year = 0, month = 1] = name.split('-').map(Number);
  return year * 12 + month - 1;
}
