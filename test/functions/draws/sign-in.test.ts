import { describe, expect, test } from 'vitest';
import { verifyMonth } from '../../../infra/commands/draw-verification.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { readGrants, readHistory } from '../../../shared/table/people/member-reads.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { drawApi, MONTH, program, SIGN_IN } from './draw-api.ts';

const local = useLocalTable();
const { call, aMember, whole } = drawApi(local);

describe('a draw at sign-in', () => {
  const signIn = (member: string, at = '2026-03-10T08:00:00Z', draw = 'morning') =>
    call(SIGN_IN, { path: { member, draw }, body: { ofAge: true }, at });

  test('gives a ticket a day, drawn at once, whose prizes keep to the budget', async () => {
    const tickets: unknown[] = [];
    for (let i = 0; i < 24; i++) {
      const member = await aMember();
      const first = await signIn(member);
      expect(first.status).toBe(201);
      expect(await signIn(member, '2026-03-10T20:00:00Z')).toEqual(first);
      const grants = await readGrants(local.table, [member]);
      const { reward } = first.body as { reward?: { id: string } };
      const balance = (await readHistory(local.table, member, 1)).things[0]?.balance.after ?? 0;
      expect(grants.map((grant) => grant.reward)).toEqual(reward?.id === 'treat' ? ['treat'] : []);
      if (reward?.id === 'treat') expect(grants[0]?.coupon?.code).toMatch(/^[0-9A-Z-]{19}$/);
      expect(balance).toBe(60 + (reward?.id === 'spark' ? 5 : 0));
      tickets.push(first.body.outcome === 'won' ? reward?.id : first.body.outcome);
    }
    const of = (outcome: string) => tickets.filter((ticket) => ticket === outcome).length;
    // At 5.00 each, 15.00 are three; what costs nothing is never refused.
    expect(of('treat')).toBe(3);
    expect(of('budget-exhausted')).toBeGreaterThan(0);
    expect(of('spark') + of('treat') + of('budget-exhausted')).toBe(24);

    const month = await whole('morning', program, '5');
    expect(month.tickets).toHaveLength(24);
    expect(verifyMonth(month)).toEqual([]);
    const open = await call(MONTH, { path: { draw: 'morning', month: '2026-03' } });
    expect(open.body).toMatchObject({ status: 'open', tickets: [] });
    expect(open.body).not.toHaveProperty('seed');
  });

  test('keeps to the budget when many sign in at once', async () => {
    const rules = {
      ...program,
      draws: program.draws.map((draw) =>
        draw.when === 'sign-in'
          ? { ...draw, id: 'rush', prizes: [{ reward: 'treat', chanceBps: 10_000 }] }
          : draw,
      ),
    };
    const members = await Promise.all(Array.from({ length: 10 }, () => aMember()));
    const asked = async (member: string) => {
      for (;;) {
        const path = { member, draw: 'rush' };
        const answer = await call(SIGN_IN, { path, body: { ofAge: true }, program: rules });
        if (answer.status !== 503) return answer.body.outcome;
      }
    };
    // Each twice at the same moment.
    const outcomes = await Promise.all([...members, ...members].map(asked));
    expect(outcomes.slice(0, 10)).toEqual(outcomes.slice(10));
    expect(outcomes.slice(0, 10).filter((outcome) => outcome === 'won')).toHaveLength(3);
    const grants = await readGrants(local.table, members);
    expect(grants.filter(({ reward }) => reward === 'treat')).toHaveLength(3);
  });

  test('is for members alone who are old enough, and in a draw of this kind', async () => {
    const member = await aMember();
    expect(await signIn('A'.repeat(22))).toMatchObject({ status: 404 });
    expect(await signIn(member, undefined, 'raffle')).toMatchObject({ status: 404 });
    const young = await call(SIGN_IN, { path: { member, draw: 'morning' }, body: {} });
    expect(young).toMatchObject({ status: 409, body: { reason: 'too-young' } });
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
  });
});
