import type { Chance } from './chance.ts';
import type { AfterwardsDeed, Deed, Delivery, OrderDeed } from './deed.ts';

/**
 * Everything at once: so many things for the first member at one moment, some of them twice, some of
 * them about the same order, the same redemption or the last of a stock.
 */
export function drawCrowd(luck: Chance, name: string, at: number, size: number): Delivery[] {
  const told = { occurredAt: at, receivedAt: at };
  const orders: OrderDeed[] = Array.from({ length: 8 }, (_, i) => {
    const base = luck.between(100, 20_000);
    const shippingMinor = luck.pick([0, 490]);
    return {
      does: 'order',
      orderId: `${name}-order-${i}`,
      member: 0,
      currency: 'EUR',
      totalMinor: base + shippingMinor,
      shippingMinor,
      earningBaseMinor: base,
      ...told,
    };
  });
  const [first, ...others] = orders;
  if (first === undefined) return [];
  const some = (): OrderDeed => luck.pick([first, ...others]);
  const redemption = (): string => `${name}-redemption-${luck.below(10)}`;

  const after = (does: AfterwardsDeed['does']): Deed => {
    const { orderId, totalMinor } = some();
    const n = luck.below(3);
    const amountMinor = Math.floor(totalMinor / (n + 2));
    const refund = { refundId: `refund-${n}`, amountMinor, shippingMinor: 0, waits: 0 };
    return { does, orderId, ...refund, ...told };
  };
  const draws: (() => Deed)[] = [
    some,
    some,
    () => after('refund'),
    () => after('refund'),
    () => after('cancel'),
    () => {
      const id = redemption();
      // The same redemption is always of the same.
      const isOfStock = Number(id.at(-1)) % 2 === 0;
      const wish = isOfStock
        ? ({ for: 'reward', reward: 'thank-you-tag' } as const)
        : ({ for: 'checkout', points: 17, currency: 'EUR' } as const);
      return { does: 'redeem', member: 0, id, wish, ...told };
    },
    () => ({ does: 'restore', id: redemption(), ...told }),
    () => {
      const n = luck.below(6);
      const points = (n + 1) * (n % 2 === 0 ? 20 : -10);
      return { does: 'adjust', member: 0, id: `${name}-adjustment-${n}`, points, ...told };
    },
    () => ({ does: 'expire', member: 0, ...told }),
  ];
  return Array.from({ length: size }, (_, i) => {
    const deed =
      i < orders.length ? (orders[i] ?? first) : (draws[luck.below(draws.length)] ?? some)();
    return { at, deed, seed: 0, faults: false };
  });
}
