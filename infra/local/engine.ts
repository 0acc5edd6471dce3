import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';

/** A DynamoDB that functions and host reach over HTTP. */
export interface Engine {
  readonly url: string;
  /** Settles when the engine's process ends, by being stopped or otherwise. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** How long the engine may take to answer after its start, and to end after being asked. */
const START_MS = 10_000;
const STOP_MS = 5_000;

/**
 * Starts dynoxide, a DynamoDB on SQLite, on a file in the data folder; or uses `endpoint`, a
 * DynamoDB that runs already.
 *
 * The engine outlives a host that is killed, and holds the file: its process id is kept in a file,
 * and an orphan is ended first. It is detached, so that Ctrl-C does not reach it before the host has
 * finished what runs; a process that exits without having stopped it ends it.
 *
 * @throws when there is no engine for this platform.
 */
export async function startEngine(folder: DataFolder, endpoint?: string): Promise<Engine> {
  if (endpoint !== undefined) {
    return { url: endpoint, ended: new Promise(() => {}), stop: async () => {} };
  }
  const binary = findEngine();
  await endOrphan(folder);
  const port = await freePort();
  const child = spawn(binary, ['serve', '--port', `${port}`, '--db-path', folder.table], {
    detached: true,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  writeFileSync(folder.enginePid, String(child.pid ?? ''));
  await Promise.race([untilListening(port, child), failed]);
  child.unref();
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  return {
    url: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      process.removeListener('exit', end);
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
      rmSync(folder.enginePid, { force: true });
    },
  };
}

/**
 * With streams on, the engine looks through all stream records at each write; this index makes that
 * a look at one. Records that have been read are not needed again, save the newest, from which the
 * engine counts on.
 *
 * @param readUpTo the last sequence number that has been handled.
 */
export function tendStreamRecords(folder: DataFolder, table: string, readUpTo: string): void {
  const database = new DatabaseSync(folder.table, { timeout: 5_000 });
  try {
    database.exec(`CREATE INDEX IF NOT EXISTS _stream_records_in_order
      ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`);
    database
      .prepare(
        `DELETE FROM _stream_records
         WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER)`,
      )
      .run(table, readUpTo);
  } finally {
    database.close();
  }
}

function findEngine(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = [...packaged(`@dynoxide/${platform}`, name), ...onPath].find(existsSync);
  if (found !== undefined) return found;
  throw new Error(
    `There is no table engine for ${platform} here. Put a dynoxide binary on the PATH, or set ` +
      'AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB that runs already (DynamoDB Local, say).',
  );
}

function packaged(packageName: string, binary: string): string[] {
  try {
    return [createRequire(import.meta.url).resolve(`${packageName}/${binary}`)];
  } catch {
    return [];
  }
}

async function endOrphan(folder: DataFolder): Promise<void> {
  if (!existsSync(folder.enginePid)) return;
  const pid = Number(readFileSync(folder.enginePid, 'utf8'));
  if (Number.isInteger(pid) && pid > 1 && isEngine(pid)) {
    process.kill(pid, 'SIGKILL');
    while (isEngine(pid)) await pause(5);
  }
  rmSync(folder.enginePid, { force: true });
}

/** Whether this process is an engine: after a restart of the machine its id may be another's. */
function isEngine(pid: number): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]
        : execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' });
    return command?.includes('dynoxide') === true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port on loopback');
  return address.port;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`the table engine ended: ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error(`the table engine did not start in ${START_MS} ms`);
    await pause(5);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
