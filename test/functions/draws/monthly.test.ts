import { describe, expect, test } from 'vitest';
import type { RanAnswer } from '../../../functions/draws/contract.ts';
import { verifyMonth } from '../../../infra/commands/draw-verification.ts';
import { pseudonymOf, seedOf, sha256 } from '../../../shared/identity/draw-key.ts';
import type { Reward } from '../../../shared/program/program.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { readGrants, readHistory } from '../../../shared/table/people/member-reads.ts';
import { drawEntriesFor } from '../../../shared/table/rewards/draw-grants.ts';
import type { Table } from '../../../shared/table/table.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { occasionAt } from '../../support/member-ledger.ts';
import { DRAWS, drawApi, KEY, MONTH, program, RUN } from './draw-api.ts';

const local = useLocalTable();
const { call, aMember, aRaffle, enter, run, see, whole } = drawApi(local);

describe('a monthly draw', () => {
  test('commits to its seed before, and shows nobody who takes part', async () => {
    const { raffle, rules } = aRaffle();
    await enter(raffle, { reference: 'x' }, rules);
    const commitment = sha256(seedOf(KEY, raffle, '2026-03'));
    const open = await see(raffle, rules, '2026-03-20T12:00:00Z');
    expect(open).toMatchObject({ status: 200, body: { status: 'open', commitment, entrants: [] } });
    expect(open.body).not.toHaveProperty('seed');
    const over = await see(raffle, rules, '2026-04-01T00:00:00Z');
    expect(over).toMatchObject({ body: { status: 'over', commitment, entrants: [] } });
    expect(over.body).not.toHaveProperty('seed');
    expect(await see(raffle, rules, '2026-02-20T12:00:00Z')).toMatchObject({ status: 404 });
  });

  test('is not run before its month is over in the program’s zone', async () => {
    const { raffle, rules } = aRaffle();
    const early = await run(raffle, rules, '2026-03-31T21:59:59Z');
    expect(early).toMatchObject({ status: 409, body: { reason: 'not-over' } });
    expect(await run(raffle, rules, '2026-03-31T22:00:00Z')).toMatchObject({ status: 201 });
    for (const draw of ['unheard-of', 'morning']) {
      expect(await run(draw, rules)).toMatchObject({ status: 404 });
    }
  });

  test('gives its prizes once, and can be drawn again by anybody', async () => {
    const { raffle, rules } = aRaffle();
    const members = await Promise.all(Array.from({ length: 6 }, () => aMember()));
    await Promise.all(members.map((member) => enter(raffle, { member }, rules)));
    await enter(raffle, { reference: 'form 17' }, rules);
    const ran = await run(raffle, rules);
    expect(ran).toMatchObject({ status: 201, body: { entrants: 7, entries: 7, winners: 3 } });
    expect(await run(raffle, rules, '2026-04-02T06:00:00Z')).toEqual(ran);

    const month = await whole(raffle, rules);
    expect(month).toMatchObject({ status: 'drawn', seed: seedOf(KEY, raffle, '2026-03') });
    expect(month.winners.map(({ reward }) => reward)).toEqual(['mug', 'mug', 'bonus']);
    expect(verifyMonth(month, month.commitment)).toEqual([]);
    const winners = new Map(month.winners.map(({ entrant, reward }) => [entrant, reward]));
    const { toContact } = ran.body as RanAnswer;
    for (const member of members) {
      const won = winners.get(pseudonymOf(KEY, raffle, '2026-03', member));
      const grants = await readGrants(local.table, [member]);
      const { things: entries } = await readHistory(local.table, member, 10);
      expect(grants.map(({ reward }) => reward)).toEqual(won === 'mug' ? ['mug'] : []);
      expect(entries.filter(({ kind }) => kind === 'awarded')).toHaveLength(
        won === 'bonus' ? 1 : 0,
      );
      winners.delete(pseudonymOf(KEY, raffle, '2026-03', member));
    }
    // Whoever is left has bought nothing: the brand finds them by their forms.
    expect(toContact.map(({ entrant }) => entrant)).toEqual([...winners.keys()]);
  });

  test('that broke off while prizes were given gives the rest when it is run again', async () => {
    const { raffle, rules } = aRaffle();
    const members = await Promise.all(Array.from({ length: 3 }, () => aMember()));
    for (const member of members) await enter(raffle, { member }, rules);
    const failing: Table = {
      ...local.table,
      transact: async (writes) => {
        const isGrant = writes.some((one) => 'item' in one && one.item.SK.startsWith('GRANT#'));
        if (isGrant) throw new Error('the line is down');
        return local.table.transact(writes);
      },
    };
    const path = { draw: raffle, month: '2026-03' };
    const at = '2026-04-01T06:00:00Z';
    expect(await call(RUN, { path, program: rules, at, table: failing })).toMatchObject({
      status: 500,
    });
    expect(await run(raffle, rules)).toMatchObject({ status: 201, body: { winners: 3 } });
    const grants = await readGrants(local.table, members);
    expect(grants.filter(({ reward }) => reward === 'mug')).toHaveLength(2);
  });

  test('keeps the prizes that it was first run with', async () => {
    const { raffle, rules } = aRaffle();
    await enter(raffle, { reference: 'x' }, rules);
    const failing: Table = {
      ...local.table,
      put: async (put) => {
        if (put.item.SK === 'RESULT') throw new Error('the line is down');
        return local.table.put(put);
      },
    };
    const path = { draw: raffle, month: '2026-03' };
    const at = '2026-04-01T06:00:00Z';
    await call(RUN, { path, program: rules, at, table: failing });
    const others = rules.draws.map((draw) =>
      draw.when === 'monthly' ? { ...draw, prizes: [{ reward: 'bonus', winners: 1 }] } : draw,
    );
    await run(raffle, { ...rules, draws: others }, '2026-04-02T06:00:00Z');
    const month = await whole(raffle, rules);
    expect(month.result).toMatchObject({ ranAt: '2026-04-01T06:00:00.000Z' });
    expect(month.winners.map(({ reward }) => reward)).toEqual(['mug']);
    expect(verifyMonth(month)).toEqual([]);
  });

  test('counts entries by grants like free ones, each grant once, to the most there may be', async () => {
    const { raffle, rules } = aRaffle();
    const member = await aMember();
    const reward = rules.rewards.find(({ id }) => id === 'raffle-ticket');
    if (reward?.kind !== 'draw-entry') throw new Error('there is no such reward');
    const ticket: Extract<Reward, { kind: 'draw-entry' }> = { ...reward, draw: raffle };
    const at = Date.parse('2026-03-05T12:00:00Z');
    await enter(raffle, { member }, rules);
    for (const grant of ['fact 1', 'fact 1', 'fact 2', 'fact 3']) {
      await drawEntriesFor(local.table, rules, { member, reward: ticket, grant, at });
    }
    await run(raffle, rules);
    expect(await whole(raffle, rules)).toMatchObject({ entrants: [{ entries: 5 }] });
  });

  test('gives what an old id won to the member who took it in', async () => {
    const { raffle, rules } = aRaffle();
    const [survivor, absorbed] = [await aMember(), await aMember()];
    await enter(raffle, { member: absorbed }, rules);
    const at = occasionAt('2026-03-20T12:00:00Z');
    await mergeMembers(local.table, { survivor, absorbed }, at, program);
    await run(raffle, rules);
    const grants = await readGrants(local.table, [survivor]);
    expect(grants.map(({ reward }) => reward)).toEqual(['mug']);
  });

  test('of nobody has no winners', async () => {
    const { raffle, rules } = aRaffle();
    expect(await run(raffle, rules)).toMatchObject({ body: { entrants: 0, winners: 0 } });
    expect(verifyMonth(await whole(raffle, rules))).toEqual([]);
  });

  test('is read in pages, which make the same whole', async () => {
    const { raffle, rules } = aRaffle();
    for (let i = 0; i < 9; i++) await enter(raffle, { reference: `form ${i}` }, rules);
    await run(raffle, rules);
    const one = await whole(raffle, rules);
    expect(one.entrants).toHaveLength(9);
    expect(await whole(raffle, rules, '2')).toEqual(one);
  });
});

test('the draws say their rules, odds, prizes and the free way in, in the language asked for', async () => {
  const { body } = await call(DRAWS, { query: { lang: 'zh' } });
  const [monthly] = body.draws as Record<string, unknown>[];
  expect(monthly).toMatchObject({ id: 'monthly-draw', name: '每月抽奖', month: '2026-03' });
  expect(body.draws).toContainEqual(
    expect.objectContaining({
      id: 'morning',
      budget: { amountMinor: 1_500, currency: 'EUR' },
      prizes: expect.arrayContaining([expect.objectContaining({ chanceBps: 5_000 })]),
    }),
  );
});

test.each([
  ['a month that is none', { draw: 'raffle', month: '2026-13' }, 400],
  ['a draw that is none', { draw: 'unheard-of', month: '2026-03' }, 404],
  ['a name of 10 kB', { draw: 'x'.repeat(10_240), month: '2026-03' }, 400],
])('%s is refused', async (_, path, status) => {
  for (const route of [MONTH, RUN] as const) {
    expect(await call(route, { path, at: '2026-05-01T00:00:00Z' })).toMatchObject({ status });
  }
});
