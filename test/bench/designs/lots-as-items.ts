import { HISTORY_INDEX, keys, ranges } from '../../../shared/table/keys.ts';
import type { Item, Put } from '../../../shared/table/table.ts';
import { type BenchTable, type Design, pointsFor } from '../design.ts';

/** How many lots one redemption takes from at most: a transaction has room for a hundred items. */
const MOST_LOTS = 90;

/**
 * Every order's points are an item of their own, which an index lists by expiry for as long as
 * anything is left; a state item has the balance, an entry says what happened.
 */
export function lotsAsItems({ table, unpaid }: BenchTable): Design {
  const lotKey = (member: string, orderId: string) => ({
    PK: keys.state(member).PK,
    SK: `LOT#${orderId}`,
  });
  /** An empty lot leaves the index. */
  const lot = (of: Item, left: number): Item => {
    const { [HISTORY_INDEX.sort]: place, ...rest } = of;
    const item = { ...rest, PK: of.PK, SK: of.SK, left };
    return left === 0 ? item : { ...item, [HISTORY_INDEX.sort]: Number(of.expires) };
  };
  const replaced = (of: Item, left: number): Put => ({
    item: lot(of, left),
    condition: { attribute: 'left', equals: Number(of.left) },
  });
  const state = async (member: string) => {
    const before = await table.get(keys.state(member));
    const [version, balance] = [Number(before?.version ?? 0), Number(before?.balance ?? 0)];
    const after = (points: number): Put => ({
      item: { ...keys.state(member), version: version + 1, balance: balance + points },
      condition: before === undefined ? 'absent' : { attribute: 'version', equals: version },
    });
    return { balance, after };
  };

  return {
    async purchase({ member, orderId, base, at }) {
      const { after } = await state(member);
      const points = pointsFor(base);
      const own = { ...lotKey(member, orderId), member, expires: at + 365 * 86_400_000 };
      await table.transact([
        after(points),
        { item: lot(own, points), condition: 'absent' },
        {
          item: { ...keys.order('shop', orderId), owner: member, at, base, points },
          condition: 'absent',
        },
      ]);
    },
    async refund({ orderId, refundId, amount, at }) {
      const order = await table.get(keys.order('shop', orderId));
      if (order === undefined) return;
      const member = String(order.owner);
      const { after } = await state(member);
      const own = await table.get(lotKey(member, orderId));
      if (own === undefined) throw new Error(`${orderId} has no lot`);
      const points = Math.min(pointsFor(amount), Number(own.left));
      await table.transact([
        after(0 - points),
        replaced(own, Number(own.left) - points),
        {
          item: { ...keys.refund('shop', orderId, refundId), at, amount, points },
          condition: 'absent',
        },
      ]);
    },
    async redeem({ member, id, points, at }) {
      const { balance, after } = await state(member);
      if (balance < points) return;
      const lots = await table.query({ ...ranges.history(member), limit: MOST_LOTS });
      const taken: Put[] = [];
      let missing = points;
      for (const one of lots) {
        const part = Math.min(missing, Number(one.left));
        if (part > 0) taken.push(replaced(one, Number(one.left) - part));
        missing -= part;
      }
      if (missing > 0) return;
      await table.transact([
        after(0 - points),
        { item: { ...keys.entry('redeemed', id), owner: member, at, points }, condition: 'absent' },
        ...taken,
      ]);
    },
    async pointsOf(member) {
      return Number((await unpaid.get(keys.state(member)))?.balance ?? 0);
    },
  };
}
