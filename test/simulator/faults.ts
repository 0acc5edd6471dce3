import type { Chance } from './chance.ts';

/** Everything that goes wrong in a simulated world. */
export const FAULTS = [
  'throttled',
  'conflict',
  'stale read',
  'index behind',
  'answer lost',
  'crash before',
  'crash after',
] as const;

export type Fault = (typeof FAULTS)[number];

/** One in how many steps each fault strikes, where it can. */
export const ODDS: Readonly<Record<Fault, number>> = {
  throttled: 150,
  conflict: 60,
  'stale read': 5,
  'index behind': 3,
  'answer lost': 100,
  'crash before': 300,
  'crash after': 300,
};

/** What strikes one invocation. */
export interface Misfortune {
  /** Whether anything may go wrong at all. */
  readonly isOn: boolean;
  readonly luck: Chance;
  strikes(fault: Fault): boolean;
}

/** Faults by chance, each counted; none at all where it is to go well. */
export function misfortune(
  luck: Chance,
  isOn: boolean,
  counted: Record<Fault, number>,
): Misfortune {
  return {
    isOn,
    luck,
    strikes(fault) {
      if (!isOn || !luck.oneIn(ODDS[fault])) return false;
      counted[fault] += 1;
      return true;
    },
  };
}
