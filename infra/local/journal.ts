import { DatabaseSync } from 'node:sqlite';

/**
 * The host's memory on disk: queue messages, bus events, executions, stream positions, the clock.
 * Nothing is acknowledged before it is written here, so nothing acknowledged is lost with the
 * process. Each noun keeps its own table; this file gives them one database and its transactions.
 */
export interface Journal {
  readonly database: DatabaseSync;
  /** Runs `work` as one transaction; one within another becomes part of it. */
  transaction<Result>(work: () => Result): Result;
  /** Runs `act` once the transaction under way is on disk, or at once when there is none. */
  afterCommit(act: () => void): void;
  readSetting(name: string): string | undefined;
  writeSetting(name: string, value: string): void;
  close(): void;
}

/** Thrown when another host has this journal open. */
export class JournalInUse extends Error {
  override name = 'JournalInUse';

  constructor(file: string) {
    super(`${file} is in use: another host keeps its data in this folder.`);
  }
}

/**
 * Opens a journal, and holds it for this process alone.
 *
 * With `synchronous=NORMAL` on a write-ahead log, a transaction survives the end of this process,
 * `kill -9` included; only a power failure could take the last ones.
 *
 * @throws {JournalInUse} when another process holds it.
 */
export function openJournal(file: string): Journal {
  const database = new DatabaseSync(file);
  try {
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
      BEGIN IMMEDIATE; COMMIT;
    `);
  } catch (fault) {
    database.close();
    if (fault instanceof Error && fault.message.includes('locked')) throw new JournalInUse(file);
    throw fault;
  }
  const read = database.prepare('SELECT value FROM setting WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');

  let depth = 0;
  let commitActs: (() => void)[] = [];

  function transaction<Result>(work: () => Result): Result {
    if (depth > 0) return work();
    depth += 1;
    database.exec('BEGIN IMMEDIATE');
    let result: Result;
    try {
      result = work();
      database.exec('COMMIT');
    } catch (fault) {
      commitActs = [];
      database.exec('ROLLBACK');
      throw fault;
    } finally {
      depth -= 1;
    }
    const acts = commitActs;
    commitActs = [];
    for (const act of acts) act();
    return result;
  }

  return {
    database,
    transaction,
    afterCommit: (act) => {
      if (depth === 0) act();
      else commitActs.push(act);
    },
    readSetting: (name) => {
      const value = read.get(name)?.value;
      return typeof value === 'string' ? value : undefined;
    },
    writeSetting: (name, value) => {
      write.run(name, value);
    },
    close: () => database.close(),
  };
}
