import { balanceAt, type MemberState } from '../../shared/domain/ledger/member.ts';
import type { DueContent } from '../../shared/domain/time/content.ts';
import { type Instant, localDay } from '../../shared/domain/time/time.ts';
import { type BusEntry, busEntry } from '../../shared/events/publish.ts';
import { contentDue } from '../../shared/events/time-events.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import { readGrants } from '../../shared/table/people/member-reads.ts';
import { statusOf } from '../../shared/table/rewards/grant-item.ts';
import type { Table } from '../../shared/table/table.ts';

/** What is due for a member as the bus is told it: the same for every repeat. */
export function contentEvents(
  due: readonly DueContent[],
  state: MemberState,
  at: Instant,
  program: Program,
): readonly BusEntry[] {
  const day = localDay(at, program.timeZone);
  const time = new Date(at).toISOString();
  return due.map((one) => {
    const name = one.kind === 'event' ? `${one.of}.${one.daysBefore}` : 'of' in one ? one.of : '';
    const detail = {
      id: `${state.member}.${one.kind}.${name === '' ? '' : `${name}.`}${day}`,
      member: state.member,
      kind: one.kind,
      ...particulars(one, state, at, program),
      day,
      occurredAt: time,
      receivedAt: time,
      correlationId: passOccasion('daily-round', at).correlationId,
    };
    return busEntry(contentDue, detail, at);
  });
}

function particulars(due: DueContent, state: MemberState, at: Instant, program: Program) {
  switch (due.kind) {
    case 'content':
    case 'offer':
      return { of: due.of, content: due.content };
    case 'event':
      return { of: due.of, on: due.on, daysBefore: due.daysBefore };
    case 'status':
      return {
        points: balanceAt(state, at, program.timeZone),
        ...(state.tier === null ? {} : { tier: state.tier }),
        channels: program.statusNote?.channels ?? [],
      };
  }
}

/** Without the events at whose places a member has none: to know that, the grants are read. */
export async function withPlaces(
  table: Table,
  due: readonly DueContent[],
  { member, absorbed }: MemberState,
  at: Instant,
): Promise<readonly DueContent[]> {
  if (!due.some(needsPlace)) return due;
  const grants = await readGrants(table, [member, ...absorbed]);
  const held = grants.filter((grant) => statusOf(grant, at) === 'active');
  return due.filter((one) => !needsPlace(one) || held.some(({ reward }) => reward === one.place));
}

function needsPlace(due: DueContent): due is Extract<DueContent, { kind: 'event' }> {
  return due.kind === 'event' && due.place !== undefined;
}
