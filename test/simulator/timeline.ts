/**
 * Simulated time: what is due first runs first, and what it sets going has come to rest before the
 * next thing runs. So everything happens in one order, the same each time.
 */
export interface Timeline {
  readonly now: number;
  at(when: number, run: () => void): void;
  /** Runs what is due until nothing is, or until told to stop. */
  run(isOver: () => boolean): Promise<void>;
}

interface Due {
  readonly when: number;
  /** Keeps things of the same moment in the order in which they were set. */
  readonly order: number;
  readonly run: () => void;
}

export function timeline(): Timeline {
  const heap: Due[] = [];
  let now = 0;
  let order = 0;
  return {
    get now() {
      return now;
    },
    at(when, run) {
      push(heap, { when: Math.max(when, now), order: order++, run });
    },
    run(isOver) {
      return new Promise((done, failed) => {
        const tick = (): void => process.nextTick(next);
        const next = (): void => {
          const due = isOver() ? undefined : pop(heap);
          if (due === undefined) {
            done();
            return;
          }
          now = due.when;
          try {
            due.run();
            // Comes after everything that follows from this at once: a tick waits until no promise
            // has anything left to do, if a promise asks for it.
            void settled.then(tick);
          } catch (fault) {
            failed(fault);
          }
        };
        next();
      });
    },
  };
}

const settled = Promise.resolve();

function isSooner(a: Due, b: Due): boolean {
  return a.when < b.when || (a.when === b.when && a.order < b.order);
}

function push(heap: Due[], due: Due): void {
  let at = heap.length;
  heap.push(due);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || isSooner(above, due)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = due;
}

function pop(heap: Due[]): Due | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    let below = heap[child];
    const other = heap[child + 1];
    if (below !== undefined && other !== undefined && isSooner(other, below)) {
      below = other;
      child += 1;
    }
    if (below === undefined || isSooner(last, below)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return first;
}
