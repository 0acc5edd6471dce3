import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { type Dispatch, readDispatches } from '../../shared/table/people/dispatch-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { type DispatchesAnswer, dispatchRoutes } from './dispatch-contract.ts';
import { iso, viewingOf } from './viewing.ts';

const PAGE = 25;

/** `GET .../dispatches`: what went on which channel, and why the rest did not. */
export function dispatches(table: Table, program: Program): Answering {
  const route = dispatchRoutes['GET /v1/members/{member}/dispatches'];
  return serve(route, async ({ path, query, request }) => {
    const { limit = PAGE, from } = query;
    const state = await readMember(table, path.member);
    if (state === undefined) return noSuch('member');
    const { language } = viewingOf(request, program);
    const members = [state.member, ...state.absorbed];
    const { things, ...next } = await readDispatches(table, members, limit, from);
    return { status: 200, body: { dispatches: things.map((one) => view(one, language)), ...next } };
  });
}

function view(dispatch: Dispatch, language: string): DispatchesAnswer['dispatches'][number] {
  const { fact, topic, channel, fate, title, receivedAt, at } = dispatch;
  return {
    fact,
    topic,
    channel,
    state: fate.state,
    ...(fate.state === 'dropped' ? { why: fate.why } : {}),
    ...(fate.state === 'held' ? { until: iso(fate.until) } : {}),
    title: title[language] ?? '',
    receivedAt,
    decidedAt: iso(at),
  };
}
