import type { Journal } from './journal.ts';

/**
 * The host's clock: what it stamps on requests, events, messages and tokens. It runs as the wall
 * clock does, ahead of it by an offset that only grows, so that time never goes back.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the clock forward to an instant; an instant that has passed changes nothing. */
  moveTo(instant: number): void;
  /** Calls back after each move. */
  onMove(listener: () => void): void;
}

/** The last instant that the clock can be moved to: the end of the year 9998. */
export const LAST_INSTANT = Date.UTC(9999, 0) - 1;

const OFFSET = 'clock-offset';

/**
 * The clock that the journal remembers.
 *
 * @param beginsAt where a journal that remembers none begins, if that is ahead of the wall clock:
 * what lies between has never been, and nothing is made up for.
 */
export function openClock(journal: Journal, beginsAt = 0): Clock {
  const known = journal.readSetting(OFFSET);
  let offset = Number(known ?? Math.max(0, beginsAt - Date.now()));
  if (known === undefined) journal.writeSetting(OFFSET, String(offset));
  const listeners: (() => void)[] = [];
  const now = () => Date.now() + offset;
  return {
    now,
    moveTo: (instant) => {
      const ahead = instant - now();
      if (ahead <= 0) return;
      journal.writeSetting(OFFSET, String(offset + ahead));
      offset += ahead;
      for (const listener of listeners) listener();
    },
    onMove: (listener) => {
      listeners.push(listener);
    },
  };
}
