import { setTimeout as sleep } from 'node:timers/promises';

/** How writers who meet at an item give way to one another. */
export interface Patience {
  /** Waits before the attempt after this one, the first being 1. */
  pause(attempt: number): Promise<void>;
  /** A number from 0 to less than `below`, as good as any. */
  pick(below: number): number;
}

/** Full jitter: writers that met once are not to meet again. */
export const jitter: Patience = {
  pause: (attempt) => sleep(Math.random() * Math.min(200, 10 * 2 ** attempt)),
  pick: (below) => Math.floor(Math.random() * below),
};
