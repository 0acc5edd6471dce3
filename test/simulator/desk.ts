import { givenFor, takenBackFrom } from '../../functions/redemptions/grant.ts';
import { adjust } from '../../shared/domain/ledger/adjustment.ts';
import { type Refusal, refuse } from '../../shared/domain/ledger/decision.ts';
import { dueExpiry, expire } from '../../shared/domain/ledger/expiry.ts';
import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { open } from '../../shared/domain/ledger/opening.ts';
import { redeem, restore } from '../../shared/domain/ledger/redemption.ts';
import type { Occasion } from '../../shared/domain/orders/order.ts';
import { monthAt } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce, readOnce } from '../../shared/table/ledger/append-once.ts';
import { alone, append, readMember } from '../../shared/table/ledger/ledger.ts';
import { mergeMembers, unmergeMembers } from '../../shared/table/ledger/merge.ts';
import type { Table } from '../../shared/table/table.ts';
import { type DeskDeed, memberOf } from './deed.ts';

/** What a caller hears: that it is done or was before, why it is not, or what was asked for. */
export type Answer =
  | { readonly outcome: 'entered' | 'known' | 'duplicate' | 'nothing' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'seen'; readonly state: MemberState | undefined };

/** Does what people and schedules ask for, as the functions behind the API do it. */
export async function serve(table: Table, program: Program, deed: DeskDeed): Promise<Answer> {
  const { occurredAt, receivedAt } = deed;
  const occasion: Occasion = { occurredAt, receivedAt, correlationId: 'a-trace' };
  switch (deed.does) {
    case 'look':
      return { outcome: 'seen', state: await readMember(table, memberOf(deed.member)) };
    case 'redeem': {
      const { id: redemption, wish } = deed;
      const asked = { redemption, request: JSON.stringify(wish), wish };
      const name = { kind: 'redeemed', key: keys.entry('redeemed', redemption) } as const;
      return appendOnce(table, memberOf(deed.member), name, (state, attempts) => {
        if (state.v === 0) return refuse({ reason: 'unknown-member' });
        const decision = redeem(state, asked, occasion, program, attempts);
        if (!decision.ok) return decision;
        return { ok: true, entries: [decision], also: givenFor(decision.entry, program) };
      });
    }
    case 'restore': {
      const key = keys.entry('redeemed', deed.id);
      const redeemed = await readOnce(table, { kind: 'redeemed', key });
      if (redeemed === undefined) return { outcome: 'nothing' };
      const also = await takenBackFrom(table, redeemed, occasion);
      const name = { kind: 'restored', key: keys.entry('restored', deed.id) } as const;
      return appendOnce(table, redeemed.member, name, (state) => {
        const decision = restore(state, redeemed, occasion, program);
        return decision.ok ? { ok: true, entries: [decision], also } : decision;
      });
    }
    case 'adjust': {
      const { id: adjustment, points } = deed;
      const asked = { adjustment, request: String(points), points, reason: 'a reason', by: 'me' };
      const name = { kind: 'adjusted', key: keys.entry('adjusted', adjustment) } as const;
      return appendOnce(table, memberOf(deed.member), name, (state, attempts) =>
        state.v === 0
          ? refuse({ reason: 'unknown-member' })
          : alone(adjust(state, asked, occasion, program, attempts)),
      );
    }
    case 'expire':
      return append(table, memberOf(deed.member), (state) => {
        const month = dueExpiry(state, monthAt(receivedAt, program.timeZone));
        if (month === undefined) return refuse({ reason: 'nothing-expired' });
        return alone(expire(state, month, occasion, program));
      });
    case 'import': {
      const { id: row, points, tier, purchases, spendMinor } = deed;
      const brought = { points, tier, purchases, spendMinor, lastOrderAt: occurredAt };
      const opening = { row, request: 'a-hash', ...brought };
      const name = { kind: 'imported', key: keys.entry('imported', row) } as const;
      return appendOnce(table, memberOf(deed.member), name, (state) =>
        alone(open(state, opening, occasion, program)),
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
