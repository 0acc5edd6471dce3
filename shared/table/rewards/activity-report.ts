import type { Occasion } from '../../domain/orders/order.ts';
import { type Attributes, attributesOf } from '../attributes.ts';
import { keys, ranges, TTL_ATTRIBUTE } from '../keys.ts';
import type { Page } from '../people/member-reads.ts';
import type { Item, Put, Table } from '../table.ts';
import { DECIDED, offListAt, readWaiting } from '../waiting-list.ts';

/** What a person said to a report, and when. */
export interface Verdict {
  readonly approved: boolean;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** An activity that counts only once a person has said yes. */
export interface ActivityReport {
  readonly id: string;
  /** Whom it was reported of. */
  readonly member: string;
  readonly activity: string;
  readonly subject?: string;
  readonly occasion: Occasion;
  /** Hash of what was reported. */
  readonly request: string;
  /** Absent while it waits. */
  readonly verdict?: Verdict;
}

/** Records a report that waits, and puts it on the list; false where it is there already. */
export async function recordReport(table: Table, report: ActivityReport): Promise<boolean> {
  const result = await table.transact(
    itemsOf(report).map((item) => ({ item, condition: 'absent' })),
  );
  return result.committed;
}

/** The writes of a verdict, on condition that there is none yet. */
export function verdictOn(report: ActivityReport, verdict: Verdict): readonly Put[] {
  return itemsOf({ ...report, verdict }).map((item) => ({
    item,
    condition: { attribute: DECIDED, equals: 0 },
  }));
}

export async function readReport(table: Table, id: string): Promise<ActivityReport | undefined> {
  const item = await table.get(keys.activityReport(id), { consistent: true });
  return item === undefined ? undefined : read(item);
}

/** The reports that wait, the oldest first; `from` is `next` of the page before. */
export async function readWaitingReports(
  table: Table,
  limit: number,
  from?: string,
): Promise<Page<ActivityReport, string>> {
  const { items, ...next } = await readWaiting(table, [ranges.waitingActivities()], limit, from);
  return { things: items.map(read), ...next };
}

/** The report under its id, and once more on the list of those that wait, while it does. */
function itemsOf(report: ActivityReport): readonly [Item, Item] {
  const { id, occasion, verdict } = report;
  const attributes = attributesFor(report);
  const ttl = verdict === undefined ? {} : { [TTL_ATTRIBUTE]: offListAt(verdict.at) };
  return [
    { ...keys.activityReport(id), ...attributes },
    { ...keys.waitingActivity(occasion.receivedAt, id), ...attributes, ...ttl },
  ];
}

function attributesFor(report: ActivityReport): Attributes {
  const { id, member, activity, subject, occasion, request, verdict } = report;
  return {
    id,
    // Not `member`: that is an attribute of entries, by which the index finds them.
    of: member,
    activity,
    ...(subject === undefined ? {} : { subject }),
    at: occasion.occurredAt,
    received: occasion.receivedAt,
    trace: occasion.correlationId,
    request,
    [DECIDED]: verdict === undefined ? 0 : 1,
    ...(verdict === undefined
      ? {}
      : { approved: verdict.approved, by: verdict.by, decided: verdict.at }),
  };
}

function read(item: Item): ActivityReport {
  const attributes = attributesOf(item);
  return {
    id: attributes.text('id'),
    member: attributes.text('of'),
    activity: attributes.text('activity'),
    ...(attributes.has('subject') ? { subject: attributes.text('subject') } : {}),
    occasion: {
      occurredAt: attributes.number('at'),
      receivedAt: attributes.number('received'),
      correlationId: attributes.text('trace'),
    },
    request: attributes.text('request'),
    ...(attributes.has('decided')
      ? {
          verdict: {
            approved: item.approved === true,
            by: attributes.text('by'),
            at: attributes.number('decided'),
          },
        }
      : {}),
  };
}
