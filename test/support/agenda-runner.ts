import { runAgenda } from '../../functions/run-agenda/handler.ts';
import type { Tick } from '../../functions/run-agenda/tick.ts';
import { subscriptions } from '../../functions/subscriptions/handler.ts';
import type { DetailOf, EventType } from '../../shared/events/event-type.ts';
import type { BusEntry } from '../../shared/events/publish.ts';
import {
  subscriptionChanged,
  subscriptionRenewalAhead,
} from '../../shared/events/subscription-events.ts';
import type { renewalDue } from '../../shared/events/time-events.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Tally } from '../../shared/sweep/sweep.ts';
import type { LeftOut } from '../../shared/sweep/visit.ts';
import { memoryTable } from '../../shared/table/memory-table.ts';
import type { Query, Table } from '../../shared/table/table.ts';
import { deliver, envelope } from './invoke.ts';

/** The key of members' ids in these tests. */
export const AGENDA_KEY = 'a-key-for-tests-only';

type Said = DetailOf<typeof renewalDue>;

/** The agenda of a table, and what comes of running it. */
export function agendaRunner(program: Program, inner: Table = memoryTable()) {
  const told: BusEntry[] = [];
  const leftOut: LeftOut[] = [];
  const wentOn: Tick[] = [];
  const queries: Query[] = [];
  let total: Tally = {};
  let isBusDown = false;
  let beforeTelling = async () => {};
  const table: Table = {
    ...inner,
    query: async (query) => {
      queries.push(query);
      return inner.query(query);
    },
  };
  const handler = runAgenda({
    table,
    program,
    memberKey: async () => AGENDA_KEY,
    tell: async (events) => {
      await beforeTelling();
      if (isBusDown) throw new Error('the bus is down');
      told.push(...events);
    },
    setAside: async (one) => {
      leftOut.push(one);
    },
    goOn: async (rest) => {
      wentOn.push(rest);
    },
    measure: (tally) => {
      total = tally;
    },
  });

  return {
    table,
    leftOut,
    wentOn,
    queries,
    /** What was told of renewals so far. */
    get told(): readonly Said[] {
      return told.map(({ detail }) => detail as Said);
    },
    set busIsDown(isDown: boolean) {
      isBusDown = isDown;
    },
    set beforeTelling(happens: () => Promise<void>) {
      beforeTelling = happens;
    },
    /** Runs it as of ticks that come together; what they came to. */
    async run(...ticks: readonly string[]): Promise<Tally> {
      total = {};
      const failed = await deliver(handler, ...ticks.map((scheduledFor) => ({ scheduledFor })));
      if (failed.length > 0) throw new Error('the ticks failed');
      return total;
    },
    /** A shop says how a subscription is. */
    changed: (changes: Partial<DetailOf<typeof subscriptionChanged>>) =>
      hear(subscriptionChanged, changes),
    /** A shop says what its next renewal will come to. */
    ahead: (changes: Partial<DetailOf<typeof subscriptionRenewalAhead>>) =>
      hear(subscriptionRenewalAhead, changes),
  };

  async function hear<Detail extends { readonly occurredAt: string; readonly receivedAt: string }>(
    type: EventType<string, Detail>,
    changes: Partial<Detail>,
  ): Promise<void> {
    const { occurredAt = type.example.occurredAt } = changes;
    const detail = { ...type.example, receivedAt: occurredAt, ...changes };
    const failed = await deliver(subscriptions({ table, program }), envelope(type, detail));
    if (failed.length > 0) throw new Error('a subscription was not kept');
  }
}
