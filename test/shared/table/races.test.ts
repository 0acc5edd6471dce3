import { describe, expect, test } from 'vitest';
import { decide, replay } from '../../../shared/domain/ledger/ledger.ts';
import { redeem } from '../../../shared/domain/ledger/redemption.ts';
import type { Order } from '../../../shared/domain/orders/order.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import type { Program } from '../../../shared/program/program.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Appended, alone, append, readMember } from '../../../shared/table/ledger/ledger.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { readHistory } from '../../../shared/table/people/member-reads.ts';
import { TableBusy } from '../../../shared/table/table.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();
const at = Date.parse('2026-03-10T12:00:00Z');
const occasion = { occurredAt: at, receivedAt: at, correlationId: 'a-trace' };

const BUDGET = 300;
const STOCK = 5;
const program = loadProgram({
  ...fourTierLadder,
  campaigns: [
    {
      id: 'spring',
      name: { en: 'Spring', 'zh-CN': '春季' },
      from: '2026-03-01',
      until: '2026-03-31',
      gives: { kind: 'multiplier', multiplierBps: 50_000 },
      budget: { points: { units: BUDGET, slices: 3 } },
    },
  ],
  catalogue: [{ reward: 'recognition-mark', points: 1, stock: { units: STOCK } }],
});

/** What a queue and a caller do: come again while the ledger is busy. */
async function untilAnswered(attempt: () => Promise<Appended>): Promise<Appended> {
  try {
    return await attempt();
  } catch (fault) {
    if (!(fault instanceof TableBusy)) throw fault;
    return untilAnswered(attempt);
  }
}

const enter = (member: string, order: Order, rules: Program = ladder) =>
  untilAnswered(() =>
    append(local.table, member, (state, attempts) =>
      alone(decide(state, { type: 'enter-order', order }, occasion, rules, attempts)),
    ),
  );

const refund = (member: string, shop: string, orderId: string, refundId: string) =>
  untilAnswered(() =>
    append(local.table, member, async (state) => {
      const record = await readOrder(local.table, shop, orderId);
      if (record.known !== 'entered') throw new Error('the order is not there');
      const { entry: order, clawbacks: earlier } = record;
      const cause = {
        reason: 'refund' as const,
        refund: { refundId, amountMinor: 333, shippingMinor: 0 },
      };
      return alone(decide(state, { type: 'claw-back', order, earlier, cause }, occasion, program));
    }),
  );

const spend = (member: string, redemption: string, points: number) =>
  untilAnswered(() =>
    append(local.table, member, (state, attempts) => {
      const wish = { for: 'checkout' as const, points, currency: 'EUR' };
      const request = { redemption, request: 'a-hash', wish };
      return alone(redeem(state, request, occasion, program, attempts));
    }),
  );

describe('fifty commands on one member at once', () => {
  test.each([1, 2, 3])('leave a ledger that replays to its state, in round %i', async (round) => {
    const [member, shop] = [`racer-${round}`, `races-${round}`];
    for (const id of ['a', 'b', 'c']) await enter(member, anOrder(id, 1_000, { shop }));
    const commands: Promise<Appended>[] = [];
    for (let i = 0; i < 50; i++) {
      const kind = i % 4;
      if (kind === 0) commands.push(enter(member, anOrder(`${i}`, 700 + i, { shop })));
      // Half of these are repeats of one another.
      if (kind === 1) commands.push(enter(member, anOrder(`${i % 8}`, 500, { shop })));
      if (kind === 2) commands.push(refund(member, shop, 'abc'[i % 3] ?? 'a', `r${i % 10}`));
      if (kind === 3) commands.push(spend(member, `s-${round}-${i}`, 40));
    }
    const entered = (await Promise.all(commands)).filter(({ outcome }) => outcome === 'entered');
    const { things } = await readHistory(local.table, member, 100);
    expect(things).toHaveLength(3 + entered.length);
    expect(things.map(({ v }) => v)).toEqual(things.map((_, i) => things.length - i));
    expect(replay(member, things.toReversed())).toEqual(await readMember(local.table, member));
    for (const { balance } of things) expect(balance.after).toBeGreaterThanOrEqual(0);
  });
});

describe('fifty takers of something limited', () => {
  test('take a campaign’s budget to the last bonus that fits, and never more', async () => {
    const takers = Array.from({ length: 50 }, (_, i) =>
      enter(`taker-${i}`, anOrder(`${i}`, 500, { shop: 'takers' }), program),
    );
    const entries = (await Promise.all(takers)).flatMap((done) =>
      done.outcome === 'entered' ? done.entries : [],
    );
    const earned = entries.filter((entry) => entry.kind === 'earned');
    const given = earned.flatMap(({ uses }) => uses).reduce((sum, { units }) => sum + units, 0);
    // Five times 5.00 is 25 points, 20 beyond the tier's: five fit into each slice of 100.
    expect(given).toBe(BUDGET);
    expect(earned.filter(({ exhausted }) => exhausted.length > 0)).toHaveLength(50 - 15);
  });

  test('of a reward’s stock are served until it is gone, and the rest are told so', async () => {
    const wish = { for: 'reward' as const, reward: 'recognition-mark' };
    const takers = Array.from({ length: 50 }, async (_, i) => {
      const member = `taker-${i}`;
      return untilAnswered(() =>
        append(local.table, member, (state, attempts) => {
          const request = { redemption: `mark-${i}`, request: 'a-hash', wish };
          return alone(redeem(state, request, occasion, program, attempts));
        }),
      );
    });
    const results = await Promise.all(takers);
    expect(results.filter(({ outcome }) => outcome === 'entered')).toHaveLength(STOCK);
    const told = results.flatMap((done) => (done.outcome === 'refused' ? [done.refusal] : []));
    expect(told).toHaveLength(50 - STOCK);
    for (const refusal of told) expect(refusal).toEqual({ ok: false, reason: 'out-of-stock' });
    const slice = await local.table.get(keys.slice('stock:recognition-mark', 0));
    expect(slice).toMatchObject({ used: STOCK });
  });
});
