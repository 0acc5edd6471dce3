import type { Family } from '../../shared/backtest/family.ts';
import { chapter, loaded } from '../../shared/table/ledger/chapter.ts';
import type { Table } from '../../shared/table/table.ts';

/** Puts ledgers into a table as if they had been written there entry by entry. */
export async function keepHistories(table: Table, family: Family): Promise<void> {
  for (const { member, entries } of family) {
    const proposed = entries.map((entry) => ({ ok: true, entry, claims: [] }) as const);
    const written = chapter(loaded(member, undefined), proposed);
    for (const put of [written.state, ...written.entries]) {
      if (!(await table.put(put))) throw new Error(`${put.item.PK} is there already`);
    }
  }
}
