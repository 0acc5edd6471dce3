import { keys } from '../../../shared/table/keys.ts';
import type { Item } from '../../../shared/table/table.ts';
import { type BenchTable, type Design, pointsFor } from '../design.ts';

/** State and entry in one transaction, as here, but with the entry kept under its member. */
export function underMember({ table, unpaid }: BenchTable): Design {
  const entry = (member: string, cause: string) => ({
    PK: keys.state(member).PK,
    SK: `ENTRY#${cause}`,
  });

  async function write(member: string, points: number, item: Item): Promise<void> {
    const before = await table.get(keys.state(member));
    const version = Number(before?.version ?? 0);
    const balance = Number(before?.balance ?? 0) + points;
    if (balance < 0 && points < 0 && item.kind === 'redeemed') return;
    await table.transact([
      {
        item: { ...keys.state(member), version: version + 1, balance },
        condition: before === undefined ? 'absent' : { attribute: 'version', equals: version },
      },
      { item: { ...item, points, after: balance }, condition: 'absent' },
    ]);
  }

  return {
    purchase: ({ member, orderId, base, at }) =>
      write(member, pointsFor(base), { ...entry(member, orderId), kind: 'earned', at, base }),
    async refund({ orderId, refundId, amount, at }, member) {
      if (member === undefined) return;
      const item = { ...entry(member, `${orderId}#${refundId}`), kind: 'clawed-back', at, amount };
      await write(member, 0 - pointsFor(amount), item);
    },
    redeem: ({ member, id, points, at }) =>
      write(member, 0 - points, { ...entry(member, id), kind: 'redeemed', at }),
    async pointsOf(member) {
      return Number((await unpaid.get(keys.state(member)))?.balance ?? 0);
    },
  };
}
