import { describe, expect, test } from 'vitest';
import { pseudonymOf } from '../../../shared/identity/draw-key.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { drawApi, ENTER, KEY, program } from './draw-api.ts';

const local = useLocalTable();
const { call, aMember, aRaffle, enter } = drawApi(local);

describe('the free way into a draw', () => {
  test('is open to members and to people who have bought nothing, once a day each', async () => {
    const { raffle, rules } = aRaffle();
    const people = [{ member: await aMember() }, { reference: 'form 17' }];
    for (const who of people) {
      const first = await enter(raffle, who, rules);
      expect(first).toMatchObject({ status: 201, body: { month: '2026-03', entries: 1 } });
      expect(await enter(raffle, who, rules)).toEqual(first);
      const other = await enter(raffle, who, rules, 'another');
      expect(other).toMatchObject({ status: 409, body: { reason: 'entered-today' } });
      const next = await enter(raffle, who, rules, 'another', '2026-03-11T12:00:00Z');
      expect(next).toMatchObject({ status: 201, body: { entries: 2 } });
      // The first request comes once more, and is told what it was told.
      expect(await enter(raffle, who, rules)).toEqual(first);
    }
  });

  test('ends for a person at the most that anybody may have', async () => {
    const { raffle, rules } = aRaffle();
    const who = { reference: 'form 18' };
    for (let day = 1; day <= 5; day++) {
      expect(await enter(raffle, who, rules, 'k', `2026-03-0${day}T12:00:00Z`)).toMatchObject({
        status: 201,
      });
    }
    const sixth = await enter(raffle, who, rules, 'k', '2026-03-06T12:00:00Z');
    expect(sixth).toMatchObject({ status: 409, body: { reason: 'entries-limit' } });
  });

  test('never shows who it is', async () => {
    const { raffle, rules } = aRaffle();
    const member = await aMember();
    const { body } = await enter(raffle, { member }, rules);
    expect(body.entrant).toBe(pseudonymOf(KEY, raffle, '2026-03', member));
    expect(body.entrant).not.toBe(member);
  });

  test.each([
    ['without a key', { reference: 'x' }, '', 400, 'idempotency-key'],
    ['of nobody', {}, 'k', 400, ''],
    ['of both', { reference: 'x', member: 'A'.repeat(22) }, 'k', 400, ''],
    ['of an endless reference', { reference: 'x'.repeat(10_240) }, 'k', 400, 'reference'],
    ['of a member whom nobody knows', { member: 'A'.repeat(22) }, 'k', 404, 'member'],
    ['of somebody too young', { reference: 'x', ofAge: false }, 'k', 409, '18'],
  ])('%s is closed', async (_, body, key, status, said) => {
    const { raffle, rules } = aRaffle();
    const answer = await call(ENTER, {
      path: { draw: raffle },
      body: { ofAge: true, ...body },
      program: rules,
      ...(key === '' ? {} : { key }),
    });
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(answer.body.detail).toContain(said);
  });

  test('leads into no draw that there is not, and into none at sign-in', async () => {
    for (const draw of ['unheard-of', 'morning']) {
      expect(await enter(draw, { reference: 'x' }, program)).toMatchObject({ status: 404 });
    }
  });

  test('asks what the draw asks of everybody', async () => {
    const { raffle, rules } = aRaffle();
    const regulars = rules.draws.map((draw) => ({ ...draw, for: { fromTier: 'regular' } }));
    const member = await aMember();
    for (const who of [{ member }, { reference: 'x' }]) {
      const answer = await enter(raffle, who, { ...rules, draws: regulars });
      expect(answer).toMatchObject({ status: 409, body: { reason: 'not-eligible' } });
    }
  });
});
