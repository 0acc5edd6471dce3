import type { Journal } from './journal.ts';

/** One run of a state machine, as the journal keeps it. Times are epoch milliseconds. */
export interface Execution {
  readonly machine: string;
  readonly name: string;
  /** JSON. */
  readonly input: string;
  readonly startedAt: number;
}

/** How a run ended. */
export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | { readonly status: 'FAILED' | 'TIMED_OUT'; readonly error: string; readonly cause: string };

/** A run as it is shown: with the states that it passed. */
export interface ExecutionReport {
  readonly machine: string;
  readonly name: string;
  readonly status: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly path: readonly string[];
}

/** The runs of all state machines, on disk. */
export interface ExecutionLog {
  insert(execution: Execution): void;
  /** A run under that name: its input, and whether it still runs. */
  find(
    machine: string,
    name: string,
  ): { input: string; startedAt: number; runs: boolean } | undefined;
  end(execution: Execution, end: ExecutionEnd, path: readonly string[], stoppedAt: number): void;
  unfinished(machine: string): Execution[];
  /** The last runs that started, the oldest first. */
  recent(atMost: number): ExecutionReport[];
}

/** A name can be used again after as long as AWS remembers it. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

export function openExecutionLog({ database }: Journal, now: number): ExecutionLog {
  database.exec(`
    CREATE TABLE IF NOT EXISTS execution (
      row INTEGER PRIMARY KEY AUTOINCREMENT,
      machine TEXT NOT NULL,
      name TEXT NOT NULL,
      input TEXT NOT NULL,
      status TEXT NOT NULL DEFAULT 'RUNNING',
      started_at INTEGER NOT NULL,
      stopped_at INTEGER,
      output TEXT,
      error TEXT,
      cause TEXT,
      path TEXT NOT NULL DEFAULT '[]',
      UNIQUE (machine, name)
    );
  `);
  database.prepare('DELETE FROM execution WHERE stopped_at < ?').run(now - REMEMBERED_MS);
  const insert = database.prepare(
    'INSERT INTO execution (machine, name, input, started_at) VALUES (?, ?, ?, ?)',
  );
  const find = database.prepare('SELECT * FROM execution WHERE machine = ? AND name = ?');
  const end = database.prepare(
    `UPDATE execution SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ?, path = ?
     WHERE machine = ? AND name = ?`,
  );
  const unfinished = database.prepare(
    "SELECT * FROM execution WHERE machine = ? AND status = 'RUNNING' ORDER BY row",
  );
  const newest = database.prepare('SELECT * FROM execution ORDER BY row DESC LIMIT ?');

  return {
    insert: ({ machine, name, input, startedAt }) => {
      insert.run(machine, name, input, startedAt);
    },
    find: (machine, name) => {
      const found = find.get(machine, name);
      return (
        found && {
          input: String(found.input),
          startedAt: Number(found.started_at),
          runs: found.status === 'RUNNING',
        }
      );
    },
    end: ({ machine, name }, result, path, stoppedAt) => {
      const { output, error, cause } = { output: null, error: null, cause: null, ...result };
      end.run(result.status, stoppedAt, output, error, cause, JSON.stringify(path), machine, name);
    },
    unfinished: (machine) =>
      unfinished.all(machine).map((found) => ({
        machine,
        name: String(found.name),
        input: String(found.input),
        startedAt: Number(found.started_at),
      })),
    recent: (atMost) => newest.all(atMost).map(report).reverse(),
  };
}

function report(found: Record<string, unknown>): ExecutionReport {
  const instant = (value: unknown) => new Date(Number(value)).toISOString();
  return {
    machine: String(found.machine),
    name: String(found.name),
    status: String(found.status),
    startedAt: instant(found.started_at),
    ...(found.stopped_at !== null && { stoppedAt: instant(found.stopped_at) }),
    input: JSON.parse(String(found.input)),
    ...(typeof found.output === 'string' && { output: JSON.parse(found.output) }),
    ...(typeof found.error === 'string' && { error: found.error }),
    ...(typeof found.cause === 'string' && { cause: found.cause }),
    path: JSON.parse(String(found.path)) as string[],
  };
}
