import * as z from 'zod/mini';
import { promotion } from '../../shared/events/promotion.ts';
import { taskFunction } from '../../shared/lambda/task.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

/**
 * Tells whether there is still a member to promote, and under which id: that of the one into whom
 * the member went, if so. That the member's purchases fell meanwhile does not matter: what was
 * reached is granted.
 */
export function checkPromotion(table: Table) {
  return taskFunction(z.omit(promotion, { cause: true }), async ({ member }) => {
    const state = await readMember(table, member);
    return { proceed: state !== undefined, member: state?.member ?? member };
  });
}
