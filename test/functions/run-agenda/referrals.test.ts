import { beforeEach, describe, expect, test } from 'vitest';
import { keys } from '../../../shared/table/keys.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readHistory } from '../../../shared/table/people/member-reads.ts';
import { readReferral } from '../../../shared/table/rewards/referral-item.ts';
import type { Table, Write } from '../../../shared/table/table.ts';
import { agendaRunner } from '../../support/agenda-runner.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { DUE, ORDERED, referralDesk } from '../../support/referral-desk.ts';

let agenda: ReturnType<typeof agendaRunner>;
let desk: ReturnType<typeof referralDesk>;
let owner: { readonly member: string; readonly code: string };
/** Whether a write goes wrong. */
let isCut: (writes: readonly Write[]) => boolean;

beforeEach(async () => {
  isCut = () => false;
  const inner = memoryTable();
  const table: Table = {
    ...inner,
    transact: async (writes) => {
      if (isCut(writes)) throw new Error('the table is away');
      return inner.transact(writes);
    },
  };
  agenda = agendaRunner(ladder, table);
  desk = referralDesk({ table }, ladder);
  owner = await desk.owner();
});

async function brought(member: string): Promise<readonly (readonly [string, number])[]> {
  const { things } = await readHistory(agenda.table, member, 50);
  return things.flatMap((entry) =>
    entry.kind === 'awarded' ? [[entry.cause.id, entry.points] as const] : [],
  );
}

const placeOf = async (friend: string) =>
  (await agenda.table.get(keys.referral(friend)))?.agenda ?? 'none';

describe('a referral', () => {
  test('is settled by itself when its days are over, and not before', async () => {
    const { member } = await desk.friend(owner.code);
    expect(await agenda.run('2026-03-24T11:45:00Z')).toEqual({});
    expect(await agenda.run(DUE)).toEqual({ settled: 1 });
    expect(await brought(member)).toEqual([['came', 200]]);
    expect(await brought(owner.member)).toContainEqual(['brought', 200]);
    expect(await readReferral(agenda.table, member)).toMatchObject({
      status: 'settled',
      points: 200,
    });
    expect(await placeOf(member)).toBe('none');
  });

  test('is settled once, by a schedule that fires twice or a day late, or by the API before', async () => {
    const [early, late] = [await desk.friend(owner.code), await desk.friend(owner.code)];
    await desk.settle(early.member);
    expect(await agenda.run('2026-03-25T12:00:00Z', '2026-03-25T12:00:00Z')).toEqual({
      settled: 1,
    });
    expect(await agenda.run('2026-03-25T12:00:00Z')).toEqual({});
    expect((await brought(owner.member)).filter(([id]) => id === 'brought')).toHaveLength(2);
    expect(await brought(late.member)).toEqual([['came', 200]]);
  });

  test('is closed where its order was undone, and brings nothing', async () => {
    const { member, orderId } = await desk.friend(owner.code);
    await desk.tell(desk.cancelled(orderId));
    expect(await agenda.run(DUE)).toEqual({ closed: 1 });
    expect(await readReferral(agenda.table, member)).toMatchObject({ status: 'order-undone' });
    expect(await brought(owner.member)).toEqual([]);
    expect(await agenda.run('2026-03-24T12:15:00Z')).toEqual({});
  });

  test('has the friend get theirs too where the run was cut off in between', async () => {
    const { member } = await desk.friend(owner.code);
    // The owner's transaction counts friends; the friend's does not.
    isCut = (writes) => !writes.some((write) => 'add' in write);
    expect(await agenda.run(DUE)).toEqual({});
    expect(await brought(owner.member)).toEqual([['brought', 200]]);
    expect(await brought(member)).toEqual([]);
    isCut = () => false;
    expect(await agenda.run('2026-03-24T12:15:00Z')).toEqual({ settled: 1 });
    expect(await brought(member)).toEqual([['came', 200]]);
    expect(await brought(owner.member)).toHaveLength(2);
    expect(await placeOf(member)).toBe('none');
  });

  test('leaves the agenda where its friend is one member with another who came before', async () => {
    const first = await desk.friend(owner.code, ORDERED);
    const second = await desk.friend(owner.code, '2026-03-11T12:00:00.000Z');
    const both = { survivor: second.member, absorbed: first.member };
    await mergeMembers(agenda.table, both, occasionAt('2026-03-12T12:00:00Z'), ladder);
    expect(await agenda.run('2026-03-25T12:00:00Z')).toEqual({ settled: 1 });
    expect(await placeOf(second.member)).toBe('none');
    expect(await readReferral(agenda.table, second.member)).toMatchObject({ status: 'waiting' });
    expect(await agenda.run('2026-03-25T12:15:00Z')).toEqual({});
    expect((await brought(owner.member)).filter(([id]) => id === 'brought')).toHaveLength(1);
  });
});
