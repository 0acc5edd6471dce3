import { keys } from '../../../shared/table/keys.ts';
import { USED } from '../../../shared/table/table.ts';
import { type BenchTable, type Design, pointsFor } from '../design.ts';

/**
 * The design that comes first to mind: read the balance, put an entry that must not be there yet,
 * then add to the balance.
 */
export function getPutAdd({ table, update, unpaid }: BenchTable): Design {
  const balance = keys.state;
  const add = (member: string, points: number) =>
    update({ key: balance(member), add: 0 - points, atMostBefore: Number.MAX_SAFE_INTEGER });

  return {
    async purchase({ member, orderId, base, at }) {
      await table.get(balance(member));
      const points = pointsFor(base);
      const item = { ...keys.order('shop', orderId), owner: member, at, base, points };
      if (await table.put({ item, condition: 'absent' })) await add(member, points);
    },
    async refund({ orderId, refundId, amount, at }) {
      const order = await table.get(keys.order('shop', orderId));
      if (order === undefined) return;
      const points = pointsFor(amount);
      const item = { ...keys.refund('shop', orderId, refundId), at, amount, points };
      if (await table.put({ item, condition: 'absent' })) {
        await add(String(order.owner), 0 - points);
      }
    },
    async redeem({ member, id, points, at }) {
      const state = await table.get(balance(member));
      if (0 - Number(state?.[USED] ?? 0) < points) return;
      const item = { ...keys.entry('redeemed', id), owner: member, at, points };
      if (await table.put({ item, condition: 'absent' })) await add(member, 0 - points);
    },
    async pointsOf(member) {
      return 0 - Number((await unpaid.get(balance(member)))?.[USED] ?? 0);
    },
  };
}
