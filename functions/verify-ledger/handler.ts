import type { Log } from '../../shared/lambda/log.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import { verifyMember } from '../../shared/table/ledger/verify.ts';
import { readRoster } from '../../shared/table/roster.ts';
import type { Table } from '../../shared/table/table.ts';
import { type SliceRequest, shardsOf, sliceRequest } from './slice.ts';

export interface VerifierDependencies {
  readonly table: Table;
  /** Has another message do what this one leaves. */
  readonly goOn: (rest: SliceRequest) => Promise<void>;
  /** Tells the metrics how many ledgers were looked at, and how many of them differ. */
  readonly measure: (ledgers: { readonly verified: number; readonly different: number }) => void;
}

/** How many ledgers are looked at together, and how many one message may take in all. */
const AT_ONCE = 25;
const AT_MOST = 500;

/**
 * Looks after the ledgers: each day those of a part of the members are replayed and compared with
 * their states and chains. What differs is for the operator; nothing is mended here.
 */
export function verifyLedger({ table, goOn, measure }: VerifierDependencies) {
  return queueFunction(async ({ body, log }) => {
    const request = sliceRequest.parse(body);
    const tally = { verified: 0, different: 0 };
    const rest = await verifySlice(request, tally, log);
    measure(tally);
    log.info('ledgers verified', { ...tally, goesOn: rest !== undefined });
    if (rest !== undefined) await goOn(rest);
  });

  /** @returns what is left when this was enough for one message. */
  async function verifySlice(
    request: SliceRequest,
    tally: { verified: number; different: number },
    log: Log,
  ): Promise<SliceRequest | undefined> {
    const { scheduledFor } = request;
    for (const shard of shardsOf(request)) {
      let after = shard === request.shard ? request.after : undefined;
      do {
        if (tally.verified >= AT_MOST) {
          return { scheduledFor, shard, ...(after === undefined ? {} : { after }) };
        }
        const { members, next } = await readRoster(table, shard, AT_ONCE, after);
        const different = await Promise.all(members.map((member) => isDifferent(member, log)));
        tally.verified += members.length;
        tally.different += different.filter(Boolean).length;
        after = next;
      } while (after !== undefined);
    }
    return undefined;
  }

  async function isDifferent(member: string, log: Log): Promise<boolean> {
    const differences = await verifyMember(table, member);
    if (differences.length > 0) log.error('a ledger differs', { member, differences });
    return differences.length > 0;
  }
}
