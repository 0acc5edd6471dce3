import { dueExpiry } from '../../shared/domain/expiry.ts';
import { decide } from '../../shared/domain/ledger.ts';
import type { Occasion } from '../../shared/domain/order.ts';
import { monthAt } from '../../shared/domain/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { readEntry } from '../../shared/table/entry-item.ts';
import { keys } from '../../shared/table/keys.ts';
import { type Appended, alone, append } from '../../shared/table/ledger.ts';
import { mergeMembers, unmergeMembers } from '../../shared/table/merge.ts';
import type { Table } from '../../shared/table/table.ts';
import { type DeskDeed, memberOf } from './deed.ts';

/**
 * Does what people and schedules ask for, as the functions behind the API do it.
 *
 * @returns what became of it; undefined where there was nothing to do.
 */
export async function serve(
  table: Table,
  program: Program,
  deed: DeskDeed,
): Promise<Appended | undefined> {
  const { occurredAt, receivedAt } = deed;
  const occasion: Occasion = { occurredAt, receivedAt, correlationId: 'a-trace' };
  switch (deed.does) {
    case 'redeem': {
      const request = { redemption: deed.id, request: JSON.stringify(deed.wish), wish: deed.wish };
      return append(table, memberOf(deed.member), (state, attempts) =>
        alone(decide(state, { type: 'redeem', request }, occasion, program, attempts)),
      );
    }
    case 'restore': {
      const item = await table.get(keys.entry('redeemed', deed.id), { consistent: true });
      const redeemed = item === undefined ? undefined : readEntry(item).entry;
      if (redeemed?.kind !== 'redeemed') return undefined;
      return append(table, redeemed.member, (state) =>
        alone(decide(state, { type: 'restore', redeemed }, occasion, program)),
      );
    }
    case 'adjust': {
      const { id: adjustment, points } = deed;
      const request = { adjustment, request: String(points), points, reason: 'a reason', by: 'me' };
      return append(table, memberOf(deed.member), (state, attempts) =>
        alone(decide(state, { type: 'adjust', request }, occasion, program, attempts)),
      );
    }
    case 'expire':
      return append(table, memberOf(deed.member), (state) => {
        const month = dueExpiry(state, monthAt(receivedAt, program.timeZone));
        if (month === undefined) return { ok: false, reason: 'nothing-expired' };
        return alone(decide(state, { type: 'expire', month }, occasion, program));
      });
    case 'import': {
      const { id: row, points, tier, purchases, spendMinor } = deed;
      const opening = {
        row,
        request: 'a-hash',
        points,
        tier,
        purchases,
        spendMinor,
        lastOrderAt: occurredAt,
      };
      return append(table, memberOf(deed.member), (state) =>
        alone(decide(state, { type: 'open', opening }, occasion, program)),
      );
    }
    case 'merge':
      return mergeMembers(table, pairOf(deed), occasion, program);
    case 'unmerge':
      return unmergeMembers(table, pairOf(deed), occasion, program);
  }
}

function pairOf({ survivor, absorbed }: { survivor: number; absorbed: number }) {
  return { survivor: memberOf(survivor), absorbed: memberOf(absorbed) };
}
