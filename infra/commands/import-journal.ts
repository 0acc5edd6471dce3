import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** What an import notes beside its file: how far it came, and what was rejected. */
export interface ImportJournal {
  /** The last line that an earlier run was answered for; 0 where there was none. */
  readonly line: number;
  /** Every line up to this one has been answered. */
  answered(line: number): void;
  reject(line: number, reason: string, fields: readonly string[]): void;
  /** The whole file has been answered: the next run begins anew. */
  finish(): void;
}

const progress = z.object({ size: z.number(), modifiedMs: z.number(), line: z.int() });

/**
 * Opens the notes beside a file, `<file>.progress` and `<file>.rejected.csv`. A file that was changed
 * since is begun anew, which is safe: what is there is not imported again.
 */
export function openImportJournal(file: string): ImportJournal {
  const [notes, rejected] = [`${file}.progress`, `${file}.rejected.csv`];
  const { size, mtimeMs: modifiedMs } = statSync(file);
  const known = readProgress(notes);
  const isSame = known !== undefined && known.size === size && known.modifiedMs === modifiedMs;
  if (!isSame) rmSync(rejected, { force: true });
  return {
    line: isSame ? known.line : 0,
    answered: (line) => writeFileSync(notes, JSON.stringify({ size, modifiedMs, line })),
    reject: (line, reason, fields) => {
      if (!existsSync(rejected)) writeFileSync(rejected, csvLine(['line', 'reason', 'as it was']));
      appendFileSync(rejected, csvLine([String(line), reason, ...fields]));
    },
    finish: () => rmSync(notes, { force: true }),
  };
}

function readProgress(file: string): z.infer<typeof progress> | undefined {
  try {
    return z.parse(progress, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function csvLine(fields: readonly string[]): string {
  const quoted = fields.map((field) =>
    /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field,
  );
  return `${quoted.join(',')}\r\n`;
}
