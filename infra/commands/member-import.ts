import type { RowAnswer } from '../../functions/operations/contract.ts';
import { type ImportJournal, openImportJournal } from './import-journal.ts';
import { type MemberRecord, readMembers } from './member-file.ts';

/** Brings rows in, with the answer to each in its place; repeats are safe. */
export type BringRows = (rows: readonly object[]) => Promise<readonly RowAnswer[]>;

export interface ImportReport {
  /** Lines of the file that were brought this time, without those of an earlier, broken-off run. */
  rows: number;
  imported: number;
  importedBefore: number;
  rejected: number;
  /** Points that had expired before they came. */
  lapsed: number;
}

/** As many rows as one call takes. */
const BATCH = 100;

/** How many calls are under way at once. */
const AT_ONCE = 4;

/**
 * Brings a file of members in. What has been answered is noted beside the file, so that a run that
 * was broken off goes on where it was; every rejected line is written beside it with the reason.
 */
export async function importMembers(
  file: string,
  bring: BringRows,
  show: (bytes: number, report: ImportReport) => void = () => {},
): Promise<ImportReport> {
  const report: ImportReport = { rows: 0, imported: 0, importedBefore: 0, rejected: 0, lapsed: 0 };
  const journal = openImportJournal(file);
  const underWay: Promise<Answered>[] = [];

  const settle = async (): Promise<void> => {
    const answered = await underWay.shift();
    if (answered === undefined) return;
    enter(answered, journal, report);
    show(answered.at(-1)?.record.bytes ?? 0, report);
  };

  for await (const batch of batches(file, journal.line)) {
    const sent = send(batch, bring);
    // It is awaited in its turn; until then a fault of it is nobody's.
    sent.catch(() => {});
    underWay.push(sent);
    if (underWay.length >= AT_ONCE) await settle();
  }
  while (underWay.length > 0) await settle();
  journal.finish();
  return report;
}

type Answered = readonly {
  readonly record: MemberRecord;
  readonly answer: Omit<RowAnswer, 'row'>;
}[];

async function* batches(file: string, afterLine: number): AsyncGenerator<readonly MemberRecord[]> {
  let batch: MemberRecord[] = [];
  for await (const record of readMembers(file)) {
    if (record.line <= afterLine) continue;
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function send(batch: readonly MemberRecord[], bring: BringRows): Promise<Answered> {
  const good = batch.filter(({ row }) => !('fault' in row));
  const answers = good.length === 0 ? [] : await bring(good.map(({ row }) => row));
  return batch.map((record) => {
    const { row } = record;
    if ('fault' in row) return { record, answer: { outcome: 'rejected', detail: row.fault } };
    const answer = answers[good.indexOf(record)];
    if (answer === undefined) throw new Error(`Line ${record.line} was not answered.`);
    return { record, answer };
  });
}

function enter(answered: Answered, journal: ImportJournal, report: ImportReport): void {
  for (const { record, answer } of answered) {
    report.rows += 1;
    report.lapsed += answer.lapsed ?? 0;
    if (answer.outcome === 'imported') report.imported += 1;
    else if (answer.outcome === 'imported-before') report.importedBefore += 1;
    else {
      report.rejected += 1;
      journal.reject(record.line, answer.detail ?? '', record.fields);
    }
  }
  journal.answered(answered.at(-1)?.record.line ?? 0);
}
