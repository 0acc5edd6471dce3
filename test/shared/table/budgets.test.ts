import { describe, expect, test } from 'vitest';
import type { EarnedEntry } from '../../../shared/domain/ledger/entry.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import type { Program, ProgramDocument } from '../../../shared/program/program.ts';
import { readUsed } from '../../../shared/table/ledger/cap-reads.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { TableBusy } from '../../../shared/table/table.ts';
import { bareLadder } from '../../support/bare-ladder.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, entryOf, occasionAt } from '../../support/member-ledger.ts';

const local = useLocalTable();
const MARCH = { from: '2026-03-01', until: '2026-03-31' };
const name = { en: 'Spring', 'zh-CN': '春季' };
const withRules = (more: Partial<ProgramDocument>) => loadProgram({ ...bareLadder, ...more });

async function enter(member: string, orderId: string, rules: Program): Promise<EarnedEntry> {
  const order = anOrder(orderId, 1_000, { shop: 'budgets' });
  try {
    const appended = await append(local.table, member, (state, attempts) => {
      const occasion = occasionAt('2026-03-10T12:00:00Z');
      return alone(decide(state, { type: 'enter-order', order }, occasion, rules, attempts));
    });
    const [entry] = appended.outcome === 'entered' ? appended.entries : [];
    if (entry === undefined) throw new Error(appended.outcome);
    return entryOf('earned', { ok: true, entry, claims: [] });
  } catch (fault) {
    if (!(fault instanceof TableBusy)) throw fault;
    return enter(member, orderId, rules);
  }
}

const members = (tag: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${tag}${String(i).padStart(2, '0')}`.padEnd(22, 'x'));

describe('orders that come at once', () => {
  test('are given the rewards of a campaign while its budget lasts, and no cent beyond it', async () => {
    const rules = withRules({
      rewards: [{ id: 'pin', kind: 'badge', name, costMinor: 70 }],
      campaigns: [
        {
          id: 'pins',
          name,
          ...MARCH,
          gives: { kind: 'rewards', rewards: ['pin'] },
          budget: { costMinor: { units: 500, slices: 1 } },
        },
      ],
    });
    const entries = await Promise.all(members('a', 20).map((m) => enter(m, m, rules)));
    expect(entries.filter(({ rewards }) => rewards.includes('pin'))).toHaveLength(7);
    expect(entries.filter(({ exhausted }) => exhausted.includes('pins'))).toHaveLength(13);
    expect(await readUsed(local.table, 'campaign-cost:pins')).toBe(490);
  });

  test('of one member are given the rewards of a campaign once', async () => {
    const rules = withRules({
      rewards: [{ id: 'pin', kind: 'badge', name }],
      campaigns: [{ id: 'once', name, ...MARCH, gives: { kind: 'rewards', rewards: ['pin'] } }],
    });
    const [member = ''] = members('b', 1);
    const orders = Array.from({ length: 10 }, (_, i) => `b-${i}`);
    const entries = await Promise.all(orders.map((id) => enter(member, id, rules)));
    expect(entries.filter(({ rewards }) => rewards.length > 0)).toHaveLength(1);
  });

  test('of one member earn no more than a day may bring, and count all the same', async () => {
    const rules = withRules({ orders: { pointsADay: 35 } });
    const [member = ''] = members('c', 1);
    const orders = Array.from({ length: 10 }, (_, i) => `c-${i}`);
    const entries = await Promise.all(orders.map((id) => enter(member, id, rules)));
    const points = entries.reduce((sum, { figures }) => sum + figures.points, 0);
    // Three orders of 10 points each: the next tier's orders bring 20.
    expect(points).toBe(30);
    expect(Math.max(...entries.map(({ purchases }) => purchases.after))).toBe(10);
    expect(entries.filter((entry) => entry.nothingEarned === 'daily-limit')).toHaveLength(7);
  });
});
