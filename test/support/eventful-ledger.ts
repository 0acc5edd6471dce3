import type { Entry, EntryKind } from '../../shared/domain/ledger/entry.ts';
import { type Command, decide } from '../../shared/domain/ledger/ledger.ts';
import type { Wish } from '../../shared/domain/ledger/redemption.ts';
import { DAY } from '../../shared/domain/time/time.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { mergeMembers, unmergeMembers } from '../../shared/table/ledger/merge.ts';
import { readOrder } from '../../shared/table/orders/order-record.ts';
import type { Table } from '../../shared/table/table.ts';
import { anOrder, occasionAt } from './member-ledger.ts';

/** The ladder with a hold, a campaign with a budget, and a reward of which there are few. */
export const eventfulProgram = loadProgram({
  ...fourTierLadder,
  availableAfterDays: 14,
  campaigns: [
    {
      id: 'spring',
      name: { en: 'Spring', 'zh-CN': '春季' },
      from: '2026-03-01',
      until: '2026-03-31',
      gives: { kind: 'multiplier', multiplierBps: 30_000 },
      budget: { points: { units: 1_000_000 } },
    },
  ],
  catalogue: [{ reward: 'thank-you-tag', points: 40, stock: { units: 50 } }],
});

/** Does to members of a table whatever can be done to a member; ids of a shop are its own. */
export function eventfulLedger(table: Table, shop: string, program = eventfulProgram) {
  let causes = 0;
  const next = (): string => `${shop}-${++causes}`;

  async function tell(member: string, command: Command, at: string): Promise<Entry> {
    const appended = await append(table, member, (state, attempts) =>
      alone(decide(state, command, occasionAt(at), program, attempts)),
    );
    if (appended.outcome === 'entered' && appended.entries[0]) return appended.entries[0];
    throw new Error(`${command.type} of ${member}: ${JSON.stringify(appended)}`);
  }

  async function clawBack(orderId: string, reason: 'refund' | 'refund-reversed', at: string) {
    const record = await readOrder(table, shop, orderId);
    if (record.known !== 'entered') throw new Error(`${orderId} is not entered`);
    const refund = { refundId: 'r', amountMinor: 1_000, shippingMinor: 0 };
    const { entry: order, clawbacks: earlier } = record;
    const cause = { reason, refund };
    return tell(order.member, { type: 'claw-back', order, earlier, cause }, at);
  }

  return {
    order: async (member: string, base = 5_000, at = '2026-03-10T12:00:00Z') => {
      const order = anOrder(next(), base, { shop });
      await tell(member, { type: 'enter-order', order }, at);
      return order.orderId;
    },
    refund: (orderId: string, at = '2026-03-11T12:00:00Z') => clawBack(orderId, 'refund', at),
    undo: (orderId: string, at = '2026-03-12T12:00:00Z') =>
      clawBack(orderId, 'refund-reversed', at),
    redeem: (member: string, wish: Wish, at = '2026-04-10T12:00:00Z') =>
      tell(
        member,
        { type: 'redeem', request: { redemption: next(), request: 'a-hash', wish } },
        at,
      ),
    restore: (member: string, redeemed: Entry, at = '2026-04-11T12:00:00Z') => {
      if (redeemed.kind !== 'redeemed') throw new Error('only a redemption is called off');
      return tell(member, { type: 'restore', redeemed }, at);
    },
    adjust: (member: string, points: number, at = '2026-04-12T12:00:00Z') => {
      const request = { adjustment: next(), request: 'a-hash', points, reason: 'sorry', by: 'us' };
      return tell(member, { type: 'adjust', request }, at);
    },
    award: (member: string, points: number, at = '2026-04-12T18:00:00Z') => {
      const counted = { day: at.slice(0, 10), points };
      const cause = { kind: 'activity', id: 'check-in' } as const;
      const brings = { points, validity: { months: 12 }, contribution: 3, visit: true, counted };
      const request = { award: next(), request: 'a-hash', cause, ...brings };
      return tell(member, { type: 'award', request }, at);
    },
    /** Lends a tier for two days, and takes it back. */
    lend: async (member: string, tier: string, at = '2026-04-13T12:00:00Z') => {
      const lostAt = Date.parse(at);
      const lent = { tier, until: lostAt + 2 * DAY };
      await tell(member, { type: 'review', request: { of: 'loan', lent, lostAt } }, at);
      const end = new Date(lent.until).toISOString();
      return tell(member, { type: 'review', request: { of: 'loan-end' } }, end);
    },
    open: (member: string, at = '2026-03-01T12:00:00Z') => {
      const points = [{ points: 70, expiresAt: Date.parse('2026-12-24T00:00:00Z') }];
      const brought = { points, tier: 'regular', purchases: 4, spendMinor: 12_345, lastOrderAt: 0 };
      return tell(
        member,
        { type: 'open', opening: { row: next(), request: 'a-hash', ...brought } },
        at,
      );
    },
    expire: (member: string, month: number, at: string) =>
      tell(member, { type: 'expire', month }, at),
    merge: (survivor: string, absorbed: string, at = '2026-04-20T12:00:00Z') =>
      mergeMembers(table, { survivor, absorbed }, occasionAt(at), program),
    unmerge: (survivor: string, absorbed: string, at = '2026-04-21T12:00:00Z') =>
      unmergeMembers(table, { survivor, absorbed }, occasionAt(at), program),
  };
}

/** Every kind of entry, for tests that must not forget one. */
export const everyKind: Readonly<Record<EntryKind, true>> = {
  earned: true,
  'clawed-back': true,
  redeemed: true,
  restored: true,
  expired: true,
  adjusted: true,
  awarded: true,
  reviewed: true,
  imported: true,
  merged: true,
  absorbed: true,
  unmerged: true,
  released: true,
};
