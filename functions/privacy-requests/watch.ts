import { DAY } from '../../shared/domain/time/time.ts';
import type { Log } from '../../shared/lambda/log.ts';
import { readOpenRequests } from '../../shared/table/people/privacy-request.ts';
import type { Table } from '../../shared/table/table.ts';
import type { RequestWork } from './work.ts';

/** What is open, and for how long the oldest has been. */
export interface Watched {
  readonly open: number;
  readonly oldestDays: number;
}

/** As many are looked at; the most urgent come first. */
const AT_MOST = 500;
const PAGE = 100;

/** An erasure takes seconds: one that is open for longer has lost its message. */
const SURELY_LOST = 3_600_000;

/** Tells for how long requests have been open, and takes up again what was lost on the way. */
export async function watch(
  {
    table,
    goOn,
    measure,
  }: {
    readonly table: Table;
    readonly goOn: (rest: RequestWork) => Promise<void>;
    readonly measure: (watched: Watched) => void;
  },
  scheduledFor: string,
  log: Log,
): Promise<void> {
  const at = Date.parse(scheduledFor);
  let open = 0;
  let oldest = at;
  let from: string | undefined;
  do {
    const { things, next } = await readOpenRequests(table, PAGE, from);
    for (const { id, kind, receivedAt } of things) {
      open += 1;
      oldest = Math.min(oldest, receivedAt);
      const isLost = kind === 'erasure' && receivedAt + SURELY_LOST < at;
      if (isLost) await goOn({ request: id, at });
    }
    from = next;
  } while (from !== undefined && open < AT_MOST);
  const watched = { open, oldestDays: Math.floor((at - oldest) / DAY) };
  measure(watched);
  log.info('requests that are open', { ...watched });
}
