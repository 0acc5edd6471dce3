import type { Occasion } from '../../shared/domain/orders/order.ts';
import type { Appended } from '../../shared/table/ledger/ledger.ts';
import { claimOrder } from '../../shared/table/orders/claim-order.ts';
import type { UnclaimedOrder } from '../../shared/table/orders/unclaimed-items.ts';
import { TableBusy } from '../../shared/table/table.ts';
import { appendReferred } from '../ledger/referring.ts';
import type { ClaimsDependencies } from './dependencies.ts';

/**
 * Enters an order that is nobody's for a member, with the friend whose code it came with.
 *
 * @throws {TableBusy} when the order was written meanwhile; nothing was entered
 */
export async function enterFor(
  { table, program }: ClaimsDependencies,
  member: string,
  { order, codes = [] }: UnclaimedOrder,
  occasion: Pick<Occasion, 'receivedAt' | 'correlationId'>,
): Promise<Exclude<Appended, { outcome: 'duplicate' }>> {
  const dependencies = { table, program };
  const appended = await claimOrder(
    (propose) => appendReferred(dependencies, member, codes, propose),
    dependencies,
    order,
    occasion,
  );
  if (appended.outcome === 'duplicate') throw new TableBusy('an order was written meanwhile');
  return appended;
}
