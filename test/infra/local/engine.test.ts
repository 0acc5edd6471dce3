import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDataFolder } from '../../../infra/local/data-folder.ts';

const engine = JSON.stringify(import.meta.resolve('../../../infra/local/engine.ts'));
const folders = JSON.stringify(import.meta.resolve('../../../infra/local/data-folder.ts'));
const commands = JSON.stringify(import.meta.resolve('../../../infra/commands/run.ts'));

/** A command with an engine on a folder, up to when it serves; then it does this. */
const script = (folder: string, then: string) => `
  const { run } = await import(${commands});
  const { openDataFolder } = await import(${folders});
  const { startEngine } = await import(${engine});
  const { readFileSync } = await import('node:fs');
  await run(async () => {
    const folder = openDataFolder(${JSON.stringify(folder)});
    await startEngine(folder);
    console.log(readFileSync(folder.enginePid, 'utf8'));
    ${then}
  });
`;

test.each([
  ['that exits', 'process.exit(3);', undefined, 3],
  [
    'that Ctrl-C reaches',
    'await new Promise((later) => setTimeout(later, 60_000));',
    'SIGINT',
    130,
  ],
  [
    'that is asked to end',
    'await new Promise((later) => setTimeout(later, 60_000));',
    'SIGTERM',
    143,
  ],
] as const)('an engine ends with a process %s', async (_, then, signal, code) => {
  const folder = openDataFolder();
  try {
    const args = ['--input-type=module', '--eval', script(folder.build, then)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const pid = Number(line);
    if (signal !== undefined) child.kill(signal);
    expect((await exit)[0]).toBe(code);
    for (let waited = 0; isThere(pid) && waited < 100; waited++) await pause(20);
    expect(isThere(pid)).toBe(false);
  } finally {
    folder.discard();
  }
});

/** Whether a process of this id runs. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
