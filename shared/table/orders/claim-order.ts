import { claim } from '../../domain/ledger/claim.ts';
import { refuse } from '../../domain/ledger/decision.ts';
import { mustJoin } from '../../domain/ledger/joining.ts';
import type { Occasion } from '../../domain/orders/order.ts';
import type { Program } from '../../program/program.ts';
import type { Appended, append } from '../ledger/ledger.ts';
import { type Table, TableBusy } from '../table.ts';
import { readOrder } from './order-record.ts';

/** How an order is proposed; see `append`. */
export type Propose = Parameters<typeof append>[2];

/**
 * Enters an order that was nobody's for a member, by today's program at the order's own time, with
 * all that was taken back for it since.
 *
 * @param enter appends what is proposed to the member's ledger, with what comes beside it
 * @param occasion when it is claimed, and by what
 * @throws {TableBusy} when somebody else claimed it; the caller looks at it again
 */
export function claimOrder(
  enter: (propose: Propose) => Promise<Appended>,
  { table, program }: { readonly table: Table; readonly program: Program },
  { shop, orderId }: { readonly shop: string; readonly orderId: string },
  occasion: Pick<Occasion, 'receivedAt' | 'correlationId'>,
): Promise<Appended> {
  return enter(async (state, attempts) => {
    if (mustJoin(state, program)) return refuse({ reason: 'not-joined' });
    const record = await readOrder(table, shop, orderId);
    if (record.known !== 'unclaimed') throw new TableBusy('somebody else claimed the order');
    const { order, unattached: clawbacks } = record;
    const [entered, ...taken] = claim(
      state,
      {
        ...order,
        clawbacks: clawbacks.map(({ cause, occasion: on }) => ({ cause, occasion: on })),
      },
      occasion,
      program,
      attempts,
    );
    const replaces = { attribute: 'revision', equals: order.revision };
    return {
      ok: true,
      entries: [
        { ...entered, replaces },
        ...taken.map((one, i) => ({
          ...one,
          replaces: { attribute: 'received', equals: clawbacks[i]?.occasion.receivedAt ?? 0 },
        })),
      ],
    };
  });
}
