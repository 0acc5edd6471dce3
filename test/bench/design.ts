import { memoryTable } from '../../shared/table/memory-table.ts';
import type { Count, Table } from '../../shared/table/table.ts';
import { type Bill, withAccountant, writeUnits } from '../support/accountant.ts';
import type { Purchase, Redemption, Refund } from './two-years.ts';

/** A way to keep points in a table. */
export interface Design {
  purchase(purchase: Purchase): Promise<void>;
  /** @param member whose order it is, for designs that cannot find it out */
  refund(refund: Refund, member?: string): Promise<void>;
  redeem(redemption: Redemption): Promise<void>;
  /** The points of a member, expired ones too. Nobody pays for this look. */
  pointsOf(member: string): Promise<number>;
}

export interface DesignKind {
  readonly name: string;
  readonly on: (bench: BenchTable) => Design;
}

/** A table that is paid for, and that can go down between two writes. */
export interface BenchTable {
  readonly table: Table;
  /**
   * A single update that adds to a counter, which the port has within transactions only. What is
   * counted is what is used: a balance is kept with its sign turned, so that `atMostBefore` asks
   * that there be enough.
   */
  readonly update: (count: Count) => Promise<boolean>;
  /** The same table, past the accountant. */
  readonly unpaid: Table;
  readonly bill: Bill;
  /** Lets so many more writes through, and ends the function that makes the next request. */
  crashAfterWrites(writes: number): void;
}

/** The function is gone, and with it whatever it was about to do. */
class Crash extends Error {
  override name = 'Crash';
}

export function benchTable(): BenchTable {
  const unpaid = memoryTable();
  const { table, bill } = withAccountant(unpaid);
  let writesLeft = Number.POSITIVE_INFINITY;
  const alive = (): void => {
    if (writesLeft > 0) return;
    writesLeft = Number.POSITIVE_INFINITY;
    throw new Crash('between two writes');
  };
  const writing = async <Outcome>(write: () => Promise<Outcome>): Promise<Outcome> => {
    alive();
    const outcome = await write();
    writesLeft -= 1;
    // Whatever would follow the last write that is let through, acknowledging it among the rest.
    alive();
    return outcome;
  };
  return {
    unpaid,
    bill,
    crashAfterWrites: (writes) => {
      writesLeft = writes;
    },
    update: (count) =>
      writing(async () => {
        const before = await unpaid.get(count.key);
        const { committed } = await unpaid.transact([count]);
        const after = await unpaid.get(count.key);
        bill.requests += 1;
        bill.writeUnits += after === undefined ? 1 : writeUnits(before, after, 'alone');
        return committed;
      }),
    table: {
      ...table,
      put: (put) => writing(() => table.put(put)),
      transact: (writes) => writing(() => table.transact(writes)),
    },
  };
}

/** One point for each 1.00, in every design. */
export function pointsFor(amount: number): number {
  return Math.floor(amount / 100);
}
