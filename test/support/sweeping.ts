import { decide } from '../../shared/domain/ledger/ledger.ts';
import type { MemberState } from '../../shared/domain/ledger/member.ts';
import type { Program } from '../../shared/program/program.ts';
import { sweepFunction } from '../../shared/sweep/function.ts';
import type { Plan, Progress } from '../../shared/sweep/step.ts';
import type { Sweep, Tally } from '../../shared/sweep/sweep.ts';
import type { LeftOut } from '../../shared/sweep/visit.ts';
import { alone, append, readMember } from '../../shared/table/ledger/ledger.ts';
import { memoryTable } from '../../shared/table/memory-table.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import type { Item, Table, Write } from '../../shared/table/table.ts';
import { invoke } from './invoke.ts';
import { anOrder, occasionAt } from './member-ledger.ts';

/** A member's id out of a short name, valid and its own. */
export function memberNamed(name: string): string {
  return name.padEnd(22, 'w').slice(0, 22);
}

/** A small town in memory: its members buy, and passes go through them. */
export function town(program: Program, inner: Table = memoryTable()) {
  const written: Write[] = [];
  let orders = 0;
  const table: Table = {
    ...inner,
    put: async (put) => {
      const isPut = await inner.put(put);
      if (isPut) written.push(put);
      return isPut;
    },
    transact: async (writes) => {
      const result = await inner.transact(writes);
      if (result.committed) written.push(...writes);
      return result;
    },
  };

  return {
    table,
    /** Everything that was written so far. */
    written,
    async buys(name: string, base: number, at: string): Promise<void> {
      orders += 1;
      const order = anOrder(`${name}-${orders}`, base);
      const appended = await append(table, memberNamed(name), (state, attempts) =>
        alone(decide(state, { type: 'enter-order', order }, occasionAt(at), program, attempts)),
      );
      if (appended.outcome !== 'entered') throw new Error(`${name} could not buy`);
    },
    /** Gives back the whole of a member's latest order. */
    async returns(name: string, at: string): Promise<void> {
      const member = memberNamed(name);
      const { things } = await readHistory(table, member, 100);
      const order = things.find((entry) => entry.kind === 'earned');
      if (order === undefined) throw new Error(`${name} has bought nothing`);
      const cause = { reason: 'cancellation' } as const;
      const appended = await append(table, member, (state) =>
        alone(
          decide(state, { type: 'claw-back', order, earlier: [], cause }, occasionAt(at), program),
        ),
      );
      if (appended.outcome !== 'entered') throw new Error(`${name} could give nothing back`);
    },
    async stateOf(name: string): Promise<MemberState> {
      const state = await readMember(table, memberNamed(name));
      if (state === undefined) throw new Error(`${name} is no member`);
      return state;
    },
    /** The items of a member's entries of a kind, in their order. */
    async entries(name: string, kind: string): Promise<readonly Item[]> {
      const index = { name: 'history', partition: 'member', sort: 'v' };
      const items = await table.query({ index, partition: memberNamed(name), limit: 1_000 });
      return items.filter((item) => item.kind === kind);
    },
  };
}

export interface Ran {
  /** False where nothing could be due. */
  readonly began: boolean;
  readonly total: Tally;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Runs a pass as its machine does: every part, however often it has to be gone on with, in pieces
 * of one page where that is all that is read at once. Members are named where they are few.
 */
export async function runPass(
  sweep: Sweep,
  table: Table,
  scheduledFor: string,
  pagesAtOnce = 1_000,
  few?: readonly string[],
): Promise<Ran> {
  const leftOut: LeftOut[] = [];
  let measured: Tally = {};
  const handler = sweepFunction(sweep, {
    table,
    setAside: async (one) => {
      leftOut.push(one);
    },
    fewMembers: async () => few,
    measure: (tally) => {
      measured = tally;
    },
  });
  // With as little time as this, no page is begun after the first.
  const timed = (event: unknown) =>
    pagesAtOnce === 1
      ? handler(event, { ...tight, getRemainingTimeInMillis: () => 1_000 })
      : invoke(handler, event);
  const plan = (await timed({ step: 'plan', scheduledFor })) as Plan;
  if (!plan.due) return { began: false, total: {}, leftOut };
  const tallies: Tally[] = [];
  for (const part of plan.parts) {
    let progress: Progress = { done: false, after: '', tally: {} };
    while (!progress.done) {
      const { after, tally } = progress;
      progress = (await timed({ step: 'visit', scheduledFor, part, after, tally })) as Progress;
    }
    tallies.push(progress.tally);
  }
  const total = (await timed({ step: 'report', scheduledFor, tallies })) as Tally;
  if (JSON.stringify(total) !== JSON.stringify(measured)) throw new Error('measured otherwise');
  return { began: true, total, leftOut };
}

const tight = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'a-sweep',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:local-1:000000000000:function:a-sweep',
  memoryLimitInMB: '256',
  awsRequestId: 'a-request',
  logGroupName: 'a-group',
  logStreamName: 'a-stream',
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
