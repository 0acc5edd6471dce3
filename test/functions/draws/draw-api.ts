import { expect } from 'vitest';
import { type MonthAnswer, routes } from '../../../functions/draws/contract.ts';
import { draws } from '../../../functions/draws/handler.ts';
import { wholeMonth } from '../../../infra/commands/draw-pages.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import type { Program } from '../../../shared/program/program.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import type { Table } from '../../../shared/table/table.ts';
import { drawProgram } from '../../support/draw-program.ts';
import { ask } from '../../support/invoke.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';

export const program = loadProgram(drawProgram);
export const KEY = 'a-key-for-tests-only';

export const [DRAWS, MONTH, ENTER, RUN, SIGN_IN] = [
  'GET /v1/draws',
  'GET /v1/draws/{draw}/{month}',
  'POST /v1/draws/{draw}/entries',
  'POST /v1/draws/{draw}/{month}/runs',
  'POST /v1/members/{member}/draws/{draw}/entries',
] as const;

interface Asked {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  key?: string;
  at?: string;
  program?: Program;
  table?: Table;
}

/** The API of draws on a table, as its callers have it. */
export function drawApi(local: { readonly table: Table }) {
  /** Asks, and holds every good answer against what the API's document promises. */
  async function call(route: keyof typeof routes, { body, key, ...more }: Asked = {}) {
    const { program: rules = program, table = local.table, ...rest } = more;
    const keys = { memberKey: async () => KEY, drawKey: async () => KEY };
    const answer = await ask(draws({ table, program: rules, ...keys }), route, {
      ...rest,
      headers: key === undefined ? {} : { 'idempotency-key': key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status < 300) {
      expect(routes[route].answer.safeParse(answer.body).error).toBeUndefined();
    }
    return answer;
  }

  let last = 0;

  async function aMember(): Promise<string> {
    last += 1;
    const member = `member-${String(last).padStart(15, '0')}`;
    const order = { type: 'enter-order', order: anOrder(`of ${member}`, 1_000) } as const;
    const at = occasionAt('2026-03-01T12:00:00Z');
    await append(local.table, member, (state) => alone(decide(state, order, at, program)));
    return member;
  }

  /** A raffle that no other test has anything to do with. */
  function aRaffle(): { raffle: string; rules: Program } {
    last += 1;
    const raffle = `raffle-${last}`;
    const own = program.draws.map((draw) =>
      draw.id === 'raffle' ? { ...draw, id: raffle } : draw,
    );
    return { raffle, rules: { ...program, draws: own } };
  }

  const enter = (raffle: string, who: object, rules: Program, key = 'a-key', at?: string) =>
    call(ENTER, {
      path: { draw: raffle },
      body: { ofAge: true, ...who },
      key,
      program: rules,
      ...(at === undefined ? {} : { at }),
    });

  const run = (raffle: string, rules: Program, at = '2026-04-01T06:00:00Z') =>
    call(RUN, { path: { draw: raffle, month: '2026-03' }, program: rules, at });

  const see = (raffle: string, rules: Program, at: string, query: Record<string, string> = {}) =>
    call(MONTH, { path: { draw: raffle, month: '2026-03' }, program: rules, at, query });

  const whole = (raffle: string, rules: Program, limit = '100'): Promise<MonthAnswer> =>
    wholeMonth(async (from) => {
      const query = { limit, ...(from === undefined ? {} : { from }) };
      return (await see(raffle, rules, '2026-05-01T06:00:00Z', query)).body;
    });

  return { call, aMember, aRaffle, enter, run, see, whole };
}
