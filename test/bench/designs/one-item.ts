import { keys } from '../../../shared/table/keys.ts';
import { USED } from '../../../shared/table/table.ts';
import { type BenchTable, type Design, pointsFor } from '../design.ts';

/** For how long a cause is remembered, as DynamoDB's own expiry would. */
const REMEMBERED_MS = 7 * 86_400_000;

/**
 * One item a member, and its history from the stream: a marker that expires says that a cause has
 * been seen, and an update adds to the balance. There is no record of orders.
 */
export function oneItem({ table, update, unpaid }: BenchTable): Design {
  const balance = keys.state;
  /** The marker's key has its week in it: that stands for its expiry. */
  const isNew = (cause: string, at: number) => {
    const week = Math.floor(at / REMEMBERED_MS);
    return table.put({
      item: { ...keys.entry('seen', `${cause}#${week}`), at },
      condition: 'absent',
    });
  };
  const add = (member: string, points: number, atLeast: number) =>
    update({ key: balance(member), add: 0 - points, atMostBefore: 0 - atLeast });
  const ANY = 0 - Number.MAX_SAFE_INTEGER;

  return {
    async purchase({ member, orderId, base, at }) {
      if (await isNew(`order#${orderId}`, at)) await add(member, pointsFor(base), ANY);
    },
    async refund({ orderId, refundId, amount, at }, member) {
      if (member === undefined) return;
      if (await isNew(`refund#${orderId}#${refundId}`, at)) {
        await add(member, 0 - pointsFor(amount), ANY);
      }
    },
    async redeem({ member, id, points, at }) {
      if (await isNew(`redemption#${id}`, at)) await add(member, 0 - points, points);
    },
    async pointsOf(member) {
      return 0 - Number((await unpaid.get(balance(member)))?.[USED] ?? 0);
    },
  };
}
