import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { type Answering, answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, httpFunction } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { readGoalDays } from '../../shared/table/operator/goal-figures-item.ts';
import { BACK_WITHIN_DAYS, readReturns } from '../../shared/table/operator/lapse-item.ts';
import { readOwnerWeek } from '../../shared/table/operator/owner-list-item.ts';
import { completeTask, readOpenTasks, readTask } from '../../shared/table/operator/task-item.ts';
import { readGrants, readHistory, readMessages } from '../../shared/table/people/member-reads.ts';
import { readSubscriptions } from '../../shared/table/people/subscriptions.ts';
import { type Table, TableBusy } from '../../shared/table/table.ts';
import { viewEntry } from '../members/entry-view.ts';
import { viewMember } from '../members/member-view.ts';
import { viewMessage } from '../members/message-view.ts';
import { viewSubscription } from '../members/subscription-view.ts';
import { type Viewing, viewingOf } from '../members/viewing.ts';
import { type CompletedAnswer, type ReturnsAnswer, routes, type TaskAnswer } from './contract.ts';
import { viewGoals } from './goal-view.ts';
import { viewOwnerList } from './owner-list-view.ts';
import { viewCompletion, viewTask } from './task-view.ts';

export interface TasksDependencies {
  readonly table: Table;
  readonly program: Program;
}

const PAGE = 25;

/** So much of a member's history fits on one page. */
const LATEST = 10;

/** What only a person can do: what is open, what it takes to do it, and that it was done. */
export function tasks({ table, program }: TasksDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/tasks': serve(routes['GET /v1/tasks'], async ({ query, request }) => {
      const { limit = PAGE, from } = query;
      const viewing = viewingOf(request, program);
      const { things, ...next } = await readOpenTasks(table, limit, from);
      return {
        status: 200,
        body: { tasks: things.map((task) => viewTask(task, viewing)), ...next },
      };
    }),

    'GET /v1/tasks/{task}': serve(routes['GET /v1/tasks/{task}'], async ({ path, request }) => {
      const task = await readTask(table, path.task);
      if (task === undefined) return noSuch('task');
      const viewing = viewingOf(request, program);
      const { about, completion } = task;
      const state = 'member' in about ? await readMember(table, about.member) : undefined;
      const body: TaskAnswer = {
        ...viewTask(task, viewing),
        ...(state === undefined
          ? {}
          : { member: state.member, page: await pageOf(state, viewing) }),
        ...(about.kind === 'review'
          ? { goals: viewGoals(program, await readGoalDays(table, about.day), about.day) }
          : {}),
        ...(completion === undefined ? {} : { completion: viewCompletion(completion) }),
      };
      return { status: 200, body };
    }),

    'POST /v1/tasks/{task}/completions': serve(
      routes['POST /v1/tasks/{task}/completions'],
      async ({ path, body, request }): Promise<HttpAnswer> => {
        const task = await readTask(table, path.task);
        if (task === undefined) return noSuch('task');
        const by = body.by ?? request.caller;
        if (by === undefined) throw new Error('done by nobody: the route asks for no token');
        const { note } = body;
        const completion = task.completion ?? {
          by,
          ...(note === undefined ? {} : { note }),
          at: request.receivedAt,
        };
        if (task.completion === undefined && !(await completeTask(table, task, completion)))
          throw new TableBusy('a task was completed at the same moment');
        request.log.info('task done', { task: task.id, kind: task.about.kind });
        const answer: CompletedAnswer = {
          ...viewTask(task, viewingOf(request, program)),
          completion: viewCompletion(completion),
        };
        return { status: 201, body: answer };
      },
    ),

    'GET /v1/owner-lists/{week}': serve(
      routes['GET /v1/owner-lists/{week}'],
      async ({ path, request }) => {
        const list = await readOwnerWeek(table, path.week);
        if (list === undefined) return noSuch('owner’s list');
        return { status: 200, body: viewOwnerList(list, viewingOf(request, program)) };
      },
    ),

    'GET /v1/win-backs/{month}': serve(
      routes['GET /v1/win-backs/{month}'],
      async ({ path: { month } }) => {
        const returns = await readReturns(table, month);
        if (returns === undefined) return noSuch('measurement');
        const body: ReturnsAnswer = {
          month,
          withinDays: BACK_WITHIN_DAYS,
          offered: { members: returns.offered, cameBack: returns.offeredBack },
          heldOut: { members: returns.heldOut, cameBack: returns.heldOutBack },
        };
        return { status: 200, body };
      },
    ),
  };
  return httpFunction(answerAll(answers));

  /** A member's history on one page. How to reach them is not on it: it says where that stands. */
  async function pageOf(
    state: MemberState,
    viewing: Viewing,
  ): Promise<NonNullable<TaskAnswer['page']>> {
    const ids = [state.member, ...state.absorbed];
    const [grants, entries, subscriptions, messages] = await Promise.all([
      readGrants(table, ids),
      readHistory(table, state.member, LATEST),
      readSubscriptions(table, ids),
      readMessages(table, ids, LATEST),
    ]);
    return {
      member: viewMember(state, grants, viewing),
      entries: entries.things.map(viewEntry),
      subscriptions: subscriptions.map(viewSubscription),
      messages: messages.things.map((message) => viewMessage(message, viewing.language)),
      preferences: `/v1/members/${state.member}/preferences`,
    };
  }
}
