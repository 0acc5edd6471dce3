import { activities } from '../../functions/activities/handler.ts';
import { decide } from '../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import { activityProgram } from './activity-program.ts';
import { ask } from './invoke.ts';
import { anOrder, occasionAt } from './member-ledger.ts';

/** When what is asked for is asked for, unless it is said. */
const AT = '2026-03-20T12:00:00Z';

interface Asking {
  readonly key?: string;
  readonly at?: string;
}

/** Members of a table, and what is reported of them, over the function that takes such reports. */
export function activityDesk(local: { readonly table: Table }) {
  const program = loadProgram(activityProgram);
  let members = 0;
  let keys = 0;

  const call = (...[route, request]: [string, Parameters<typeof ask>[2]]) =>
    ask(
      activities({ table: local.table, program, memberKey: async () => 'a-key' }),
      route,
      request,
    );
  const write = (route: string, member: string, body: unknown, { key, at = AT }: Asking) =>
    call(route, {
      path: { member },
      headers: { 'idempotency-key': key ?? `key ${++keys}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      at,
    });

  return {
    program,
    /** A member with 60 points, who bought once on the 10th of March. */
    async aMember(): Promise<string> {
      members += 1;
      const member = `member-${String(members).padStart(15, '0')}`;
      const order = anOrder(`of ${member}`, 1_000);
      const at = occasionAt('2026-03-10T12:00:00Z');
      await append(local.table, member, (state) =>
        alone(decide(state, { type: 'enter-order', order }, at, program)),
      );
      return member;
    },
    report: (member: string, body: unknown, asking: Asking = {}) =>
      write('POST /v1/members/{member}/activities', member, body, asking),
    enterCode: (member: string, code: string, asking: Asking = {}) =>
      write('POST /v1/members/{member}/codes', member, { code }, asking),
    approve: (id: unknown, approved: boolean, at = AT) =>
      call('POST /v1/activities/{id}/approvals', {
        path: { id: String(id) },
        body: JSON.stringify({ approved, by: 'Ana' }),
        at,
      }),
    waiting: (query: Record<string, string> = {}) => call('GET /v1/activities', { query, at: AT }),
  };
}

export async function status(answer: Promise<{ status: number }>): Promise<number> {
  return (await answer).status;
}

/** Asks again, as callers do, where the table is too busy just now. */
export async function patiently<Answer extends { status: number }>(
  asking: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; attempt <= 50; attempt++) {
    const answer = await asking();
    if (answer.status !== 503) return answer;
  }
  throw new Error('the table stayed too busy');
}
