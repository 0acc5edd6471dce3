/** Counts what has ended: calls of functions, batches, executions. Whoever waits is told of each. */
export interface Endings {
  note(): void;
  count(): number;
  /** Settles when something next ends. */
  next(): Promise<void>;
}

export function countEndings(): Endings {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    note: () => {
      count += 1;
      const told = waiting;
      waiting = [];
      for (const tell of told) tell();
    },
    count: () => count,
    next: () =>
      new Promise((tell) => {
        waiting.push(tell);
      }),
  };
}
