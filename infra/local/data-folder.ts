import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder in which a host keeps everything that outlives it. */
export interface DataFolder {
  readonly journal: string;
  readonly table: string;
  readonly enginePid: string;
  /** Where a running host is reached, see `addresses.ts`. */
  readonly addresses: string;
  readonly functionsLog: string;
  /** Where the app is bundled and synthesized when the host starts. */
  readonly build: string;
  /** Removes a throwaway folder; keeps any other. */
  discard(): void;
}

/** The folder at this path, made if need be; without a path a new one that is thrown away. */
export function openDataFolder(path?: string): DataFolder {
  const folder = path === undefined ? mkdtempSync(join(tmpdir(), 'perch-')) : resolve(path);
  mkdirSync(folder, { recursive: true });
  return {
    journal: join(folder, 'journal.db'),
    table: join(folder, 'table.db'),
    enginePid: join(folder, 'engine.pid'),
    addresses: join(folder, 'addresses.json'),
    functionsLog: join(folder, 'functions.log'),
    build: join(folder, 'build'),
    discard: () => {
      if (path === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
