import { refuse } from '../../shared/domain/ledger/decision.ts';
import type { Occasion } from '../../shared/domain/orders/order.ts';
import { enterActivity } from '../../shared/domain/rewards/activity.ts';
import { fingerprint } from '../../shared/lambda/idempotency.ts';
import type { Activity, Program } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { type AppendedOnce, appendOnce } from '../../shared/table/ledger/append-once.ts';
import type { Proposal } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

/** An activity on its way into a member's ledger. */
export interface Counting {
  /** Id of the report. */
  readonly id: string;
  readonly member: string;
  readonly activity: Activity;
  readonly subject: string | undefined;
  readonly request: string;
  readonly occasion: Occasion;
  /** Other items of the same transaction. */
  readonly also?: Extract<Proposal, { ok: true }>['also'];
}

/** Lets an activity count, once for each report. */
export function count(
  table: Table,
  program: Program,
  { id, member, activity, subject, request, occasion, also = [] }: Counting,
): Promise<AppendedOnce<'awarded'>> {
  const report = {
    award: awardOf(id),
    request,
    activity,
    ...(subject === undefined ? {} : { subject: fingerprint(subject) }),
  };
  return appendOnce(table, member, entryNamed(id), (state, attempts) => {
    if (state.v === 0) return refuse({ reason: 'unknown-member' });
    const decision = enterActivity(state, report, occasion, program, attempts);
    return decision.ok ? { ok: true, entries: [decision], also } : decision;
  });
}

/** The entry that a report makes once it counts. */
export function entryNamed(id: string) {
  return { kind: 'awarded', key: keys.entry('awarded', awardOf(id)) } as const;
}

function awardOf(id: string): string {
  return `activity#${id}`;
}
