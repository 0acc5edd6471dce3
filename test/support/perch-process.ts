import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { type Perch, perchAt } from './perch.ts';

/** A Perch in a process of its own, which a test can kill. */
export interface PerchProcess extends Omit<Perch, 'stop'> {
  /** Ends it as `kill -9` does: nothing is finished, nothing is put away. */
  kill(): Promise<void>;
  /** Ends it as SIGTERM does, and answers its exit code. */
  stop(): Promise<number | null>;
}

/** How long a host may take until it serves. */
const START_MS = 30_000;

/**
 * Starts a host in a process of its own, on the assembly that `assembly.ts` has synthesized.
 *
 * @param data the folder that keeps everything from one start to the next.
 */
export async function spawnPerch(data: string): Promise<PerchProcess> {
  const script = join(import.meta.dirname, 'serve.ts');
  const child = spawn(process.execPath, [script, inject('assembly'), data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: inject('compiled') },
  });
  const url = await readyUrl(child);
  const ended = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    ...perchAt(url),
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the host has no output');
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^perch is ready at (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    clearTimeout(late);
    child.stdout.resume();
    return url;
  }
  throw new Error('the host ended before it served');
}
