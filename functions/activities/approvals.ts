import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import {
  type ActivityReport,
  readReport,
  readWaitingReports,
  type Verdict,
  verdictOn,
} from '../../shared/table/rewards/activity-report.ts';
import { TableBusy } from '../../shared/table/table.ts';
import { type Viewing, viewingOf } from '../members/viewing.ts';
import { viewCounted, viewReport, viewWaiting } from './activity-view.ts';
import { routes } from './contract.ts';
import { count } from './counting.ts';
import type { ActivitiesDependencies } from './dependencies.ts';

const PAGE = 25;

/** `GET /v1/activities`: what waits for a person. */
export function waiting({ table }: ActivitiesDependencies): Answering {
  return serve(routes['GET /v1/activities'], async ({ query }) => {
    const { limit = PAGE, from } = query;
    const { things, ...next } = await readWaitingReports(table, limit, from);
    return { status: 200, body: { activities: things.map(viewWaiting), ...next } };
  });
}

/** `POST /v1/activities/{id}/approvals`: the yes is written together with what it brings. */
export function approvals({ table, program }: ActivitiesDependencies): Answering {
  const route = routes['POST /v1/activities/{id}/approvals'];
  return serve(route, async ({ path, body, request }): Promise<HttpAnswer> => {
    const report = await readReport(table, path.id);
    if (report === undefined) return noSuch('activity');
    const by = body.by ?? request.caller;
    if (by === undefined) throw new Error('a verdict by nobody: the route asks for no token');
    const verdict = { approved: body.approved, by, at: request.receivedAt };
    const answer = await (body.approved ? approve : turnDown)(
      report,
      verdict,
      viewingOf(request, program),
    );
    request.log.info('activity judged', {
      report: report.id,
      approved: body.approved,
      status: answer.status,
    });
    return answer;
  });

  async function approve(
    report: ActivityReport,
    verdict: Verdict,
    viewing: Viewing,
  ): Promise<HttpAnswer> {
    if (report.verdict?.approved === false) return decidedBefore(false);
    const activity = program.activities.find(({ id }) => id === report.activity);
    if (activity === undefined) return noSuch('activity');
    const { id, member, subject, request, occasion } = report;
    const also = verdictOn(report, verdict).map((put) => ({
      put,
      otherwise: { reason: 'decided-before', approved: false } as const,
    }));
    const result = await count(table, program, {
      id,
      member,
      activity,
      subject,
      request,
      occasion: { ...occasion, receivedAt: verdict.at },
      also,
    });
    if (result.outcome === 'refused') return refused(result.refusal);
    return { status: 201, body: viewCounted(id, result.entry, viewing) };
  }

  async function turnDown(
    report: ActivityReport,
    verdict: Verdict,
    viewing: Viewing,
  ): Promise<HttpAnswer> {
    if (report.verdict?.approved === true) return decidedBefore(true);
    const body = viewReport({ ...report, verdict }, viewing);
    if (report.verdict !== undefined) return { status: 201, body };
    const { committed } = await table.transact(verdictOn(report, verdict));
    if (!committed) throw new TableBusy('an activity was judged at the same moment');
    return { status: 201, body };
  }
}

function decidedBefore(approved: boolean): HttpAnswer {
  return refused({ ok: false, reason: 'decided-before', approved });
}
