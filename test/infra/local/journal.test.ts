import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClock } from '../../../infra/local/clock.ts';
import { JournalInUse, openJournal } from '../../../infra/local/journal.ts';
import { openMessageLog } from '../../../infra/local/messages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perch-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that writes messages, and says the number of each once it is written. */
const WRITER = `
  const { openJournal } = await import(process.argv[1] + '/journal.ts');
  const { openMessageLog } = await import(process.argv[1] + '/messages.ts');
  const messages = openMessageLog(openJournal(process.argv[2]));
  for (let n = 0; ; n += 1) {
    messages.insert('q', { messageId: String(n), body: 'body', sentAt: n, dueAt: n });
    if (!process.stdout.write(n + '\\n')) await new Promise((go) => process.stdout.once('drain', go));
  }`;

describe('the journal', () => {
  it('holds everything that was acknowledged when its process is killed', async () => {
    const file = join(folder, 'journal.db');
    const sources = join(import.meta.dirname, '../../../infra/local');
    const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, sources, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = -1;
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 500) writer.kill('SIGKILL');
    }
    if (writer.signalCode === null) await once(writer, 'exit');

    const journal = openJournal(file);
    const kept = openMessageLog(journal).of('q');
    journal.close();
    expect(acknowledged).toBeGreaterThanOrEqual(500);
    expect(kept.length).toBeGreaterThan(acknowledged);
    expect(kept.map((message) => message.sentAt)).toEqual(kept.map((_, at) => at));
  });

  it('belongs to one host at a time', () => {
    const file = join(folder, 'journal.db');
    const first = openJournal(file);
    expect(() => openJournal(file)).toThrow(JournalInUse);
    first.close();
    openJournal(file).close();
  });

  it('undoes a transaction that fails, and what waits for its commit', () => {
    const journal = openJournal(':memory:');
    let acted = 0;
    const fail = () =>
      journal.transaction(() => {
        journal.writeSetting('a', '1');
        journal.afterCommit(() => {
          acted += 1;
        });
        journal.transaction(() => {
          throw new Error('inner');
        });
      });
    expect(fail).toThrow('inner');
    expect(journal.readSetting('a')).toBeUndefined();
    journal.transaction(() => journal.writeSetting('b', '2'));
    expect(acted).toBe(0);
    journal.close();
  });
});

describe('the clock', () => {
  it('remembers over a restart how far it was moved', () => {
    const file = join(folder, 'journal.db');
    const target = Date.now() + 30 * 86_400_000;
    const first = openJournal(file);
    openClock(first).moveTo(target);
    first.close();
    const second = openJournal(file);
    expect(openClock(second).now()).toBeGreaterThanOrEqual(target);
    second.close();
  });

  it('never goes back', () => {
    const journal = openJournal(':memory:');
    const clock = openClock(journal);
    clock.moveTo(Date.now() + 10_000);
    const now = clock.now();
    clock.moveTo(Date.now() - 10_000);
    expect(clock.now()).toBeGreaterThanOrEqual(now);
    journal.close();
  });
});
