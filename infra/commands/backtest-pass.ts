import { setTimeout as sleep } from 'node:timers/promises';
import { backtest, type Outcome } from '../../shared/backtest/backtest.ts';
import { BrokenHistory } from '../../shared/backtest/family.ts';
import { addOutcome, emptyTotals, type Totals } from '../../shared/backtest/totals.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { readFamily } from '../../shared/table/ledger/family.ts';
import type { TableReader } from '../../shared/table/table.ts';
import { atTheBeginning, type Positions, passOverRoster, shardsDone } from './roster-pass.ts';

/** `history` follows the table by moments: how long to wait before a ledger is looked at again. */
const AGAIN_AFTER_MS = [200, 1_000] as const;

/** The programs that are compared, and from when on the one that is tried decides. */
export interface Trial {
  readonly current: Program;
  readonly tried: Program;
  readonly since: Instant;
}

/** Tells the history of all members again; see {@link backtestShards}. */
export function backtestAll(table: TableReader, trial: Trial): Promise<Totals> {
  return backtestShards(table, trial, atTheBeginning(), () => {});
}

/**
 * Tells the history of all members again whose shards a pass has not been through. The ledgers of a
 * hundred families are held at once at the most, each whole; all else that is kept is sums and short
 * lists, see {@link Totals}. The table is only looked at: no more than that is asked of it here.
 *
 * @param onPage hears how far it has come, with the number of shards that are done
 */
export async function backtestShards(
  { get, query }: TableReader,
  { current, tried, since }: Trial,
  positions: Positions,
  onPage: (totals: Totals, shards: number) => void,
): Promise<Totals> {
  const table: TableReader = { get, query };
  const totals = emptyTotals(current, tried);
  const before = shardsDone(positions);
  const tell = async (member: string): Promise<void> => {
    const outcome = await tellFamily(table, member, tried, since);
    if (outcome !== undefined) addOutcome(totals, outcome);
  };
  const see = (members: readonly string[]) => Promise.all(members.map(tell));
  await passOverRoster(table, positions, see, () => onPage(totals, shardsDone(positions) - before));
  return totals;
}

async function tellFamily(
  table: TableReader,
  member: string,
  tried: Program,
  since: Instant,
): Promise<Outcome | undefined> {
  for (let look = 0; ; look++) {
    const family = await readFamily(table, member);
    try {
      return family && backtest(family, tried, since);
    } catch (fault) {
      const again = AGAIN_AFTER_MS[look];
      if (!(fault instanceof BrokenHistory) || again === undefined) throw fault;
      await sleep(again);
    }
  }
}
