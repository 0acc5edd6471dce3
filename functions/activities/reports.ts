import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, type HttpRequest, problem } from '../../shared/lambda/http.ts';
import { fingerprint, keyReused, requestId } from '../../shared/lambda/idempotency.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import { occurredAt } from '../../shared/shops/occurred-at.ts';
import { readOnce } from '../../shared/table/ledger/append-once.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import {
  type ActivityReport,
  readReport,
  recordReport,
} from '../../shared/table/rewards/activity-report.ts';
import { TableBusy } from '../../shared/table/table.ts';
import { viewingOf } from '../members/viewing.ts';
import { viewCounted, viewReport } from './activity-view.ts';
import { type ActivityBody, routes } from './contract.ts';
import { type Counting, count, entryNamed } from './counting.ts';
import type { ActivitiesDependencies } from './dependencies.ts';

/** `POST /v1/members/{member}/activities`: counts at once, or waits where a person must say yes. */
export function reports({ table, program }: ActivitiesDependencies): Answering {
  const route = routes['POST /v1/members/{member}/activities'];
  return serve(route, async ({ path, headers, body, request }): Promise<HttpAnswer> => {
    const activity = program.activities.find(({ id }) => id === body.activity);
    if (activity === undefined) return noSuch('activity');
    if (activity.limits.perSubject !== undefined && body.subject === undefined) {
      return problem(400, 'Bad Request', `subject: ${activity.id} must say what it was about.`);
    }
    const counting: Counting = {
      id: requestId(path.member, headers['idempotency-key']),
      member: path.member,
      activity,
      subject: body.subject,
      request: fingerprint(body),
      occasion: { ...occasionOf(request), occurredAt: happenedAt(body, request) },
    };
    return activity.approval === 'operator' ? wait(counting, request) : countNow(counting, request);
  });

  async function countNow(counting: Counting, request: HttpRequest): Promise<HttpAnswer> {
    const result = await count(table, program, counting);
    if (result.outcome === 'refused') return refused(result.refusal);
    const { entry } = result;
    if (entry.request !== counting.request) return keyReused();
    request.log.info(result.outcome === 'entered' ? 'activity counted' : 'activity known', {
      activity: entry.cause.id,
      points: entry.points,
    });
    const viewing = viewingOf(request, program);
    return { status: 201, body: viewCounted(counting.id, entry, viewing) };
  }

  async function wait(counting: Counting, request: HttpRequest): Promise<HttpAnswer> {
    const { id, member, activity, subject, occasion } = counting;
    if (activity.on === 'x' && program.x?.approval === undefined) {
      return refused({ ok: false, reason: 'not-approved-by-x' });
    }
    if ((await readMember(table, member)) === undefined) return noSuch('member');
    const report = {
      id,
      member,
      activity: activity.id,
      ...(subject === undefined ? {} : { subject }),
      occasion,
      request: counting.request,
    };
    if (await recordReport(table, report)) {
      request.log.info('activity waits', { activity: activity.id, report: id });
      return { status: 201, body: viewReport(report, viewingOf(request, program)) };
    }
    const known = await readReport(table, id);
    if (known === undefined) throw new TableBusy('a report was written at the same moment');
    return known.request === counting.request ? became(known, request) : keyReused();
  }

  async function became(report: ActivityReport, request: HttpRequest): Promise<HttpAnswer> {
    const viewing = viewingOf(request, program);
    const entry = await readOnce(table, entryNamed(report.id));
    const body =
      entry === undefined ? viewReport(report, viewing) : viewCounted(report.id, entry, viewing);
    return { status: 201, body };
  }
}

/** When it was, as far as the reporter's word is taken for it. */
function happenedAt({ occurredAt: said }: ActivityBody, { receivedAt }: HttpRequest): number {
  return said === undefined ? receivedAt : Date.parse(occurredAt(Date.parse(said), receivedAt));
}
