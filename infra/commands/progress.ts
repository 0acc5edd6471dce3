/** How far a long command has come, for whoever looks on. */
export interface Progress {
  /** @param done of the total that the bar was made for */
  show(done: number, note: string): void;
  /** Takes the bar away, so that what is printed next stands alone. */
  end(): void;
}

const WIDTH = 30;
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001B[2K';

/** A bar on a terminal; nothing at all where the output goes somewhere else. */
export function progressBar(total: number, to: NodeJS.WriteStream = process.stderr): Progress {
  if (!to.isTTY) return { show: () => {}, end: () => {} };
  let shownAt = 0;
  return {
    show: (done, note) => {
      const now = Date.now();
      if (now - shownAt < EVERY_MS) return;
      shownAt = now;
      const full = Math.floor((WIDTH * done) / total);
      to.write(`${CLEAR_LINE}${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${note}`);
    },
    end: () => {
      to.write(CLEAR_LINE);
    },
  };
}
