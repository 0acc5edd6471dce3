import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../shared/program/check.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { presets } from '../../shared/program/presets.ts';
import type { Program } from '../../shared/program/program.ts';
import { readProgram } from '../../shared/program/read.ts';

/** What loading the largest preset may take, in milliseconds of processor time. */
const MOST_MS = 20;
const ROUNDS = 50;

/** Measures how long the largest preset takes to load and check, and to read as a cold start does. */
export async function benchProgram(say: (line?: string) => void): Promise<void> {
  const [largest] = Object.values(presets).sort((a, b) => sizeOf(b) - sizeOf(a));
  if (largest === undefined) throw new Error('There are no presets.');
  const first = timed(() => loadProgram(largest));
  const rounds = Array.from({ length: ROUNDS }, () => timed(() => loadProgram(largest)));
  const median = rounds.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0;
  const rules = loadProgram(largest);
  const checks = timed(() => check(rules));
  say(`${largest.id}, ${sizeOf(largest)} bytes of JSON, in milliseconds of processor time:`);
  say(`  loaded and checked      ${median.toFixed(1)}  (may take ${MOST_MS})`);
  say(`  of that, the checks     ${checks.toFixed(1)}`);
  say(`  the first of a process  ${first.toFixed(1)}  (with compiling what checks it)`);
  const read = firstReading(rules);
  say(
    `  read by a cold start    ${read.toFixed(1)}  (stamped when it was checked; may take ${MOST_MS})`,
  );
  if (Math.max(median, read) > MOST_MS) throw new Error(`It took more than ${MOST_MS} ms.`);
}

/** Reads what was written beside a function, for the first time in this process. */
function firstReading(program: Program): number {
  const folder = mkdtempSync(join(tmpdir(), 'perch-program-'));
  try {
    const file = join(folder, 'program.json');
    writeFileSync(file, JSON.stringify(program));
    return timed(() => readProgram(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf(document: object): number {
  return Buffer.byteLength(JSON.stringify(document));
}

function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
