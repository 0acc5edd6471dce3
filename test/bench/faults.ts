import { benchTable, type DesignKind } from './design.ts';
import { memberCalled, type Purchase } from './two-years.ts';

/** How many members each trial is made with. */
export const TRIALS = 100;

/** Of {@link TRIALS} members each, how many a design leaves with wrong points. */
export interface Faults {
  /** Orders delivered again a year later. */
  readonly repeatedAfterAYear: number;
  /** Orders whose function ended after one of its writes, and that were delivered again. */
  readonly crashedBetweenWrites: number;
  /** Orders that were said to be somebody else's the second time. */
  readonly underTwoCustomers: number;
  /** Refunds that, as shops' do, name their order and nothing else. */
  readonly refundsByOrder: number;
}

const AT = Date.UTC(2026, 0, 10);
const YEAR = 365 * 86_400_000;

/** As many writes as any design makes for a purchase. */
const MOST_WRITES = 2;

export async function faultsOf(kind: DesignKind): Promise<Faults> {
  return {
    repeatedAfterAYear: await wrong(kind, async ({ design, order }) => {
      await design.purchase(order);
      const once = await design.pointsOf(order.member);
      await design.purchase({ ...order, at: AT + YEAR });
      return (await design.pointsOf(order.member)) !== once;
    }),
    crashedBetweenWrites: await wrong(kind, async ({ design, order, bench, trial }) => {
      bench.crashAfterWrites(1 + (trial % MOST_WRITES));
      await design.purchase(order).catch(() => {});
      bench.crashAfterWrites(Number.POSITIVE_INFINITY);
      await design.purchase(order);
      const spared = { ...order, member: memberCalled('spared'), orderId: 'spared' };
      await design.purchase(spared);
      return (await design.pointsOf(order.member)) !== (await design.pointsOf(spared.member));
    }),
    underTwoCustomers: await wrong(kind, async ({ design, order }) => {
      const other = memberCalled('somebody else');
      await design.purchase(order);
      await design.purchase({ ...order, member: other });
      return (await design.pointsOf(other)) !== 0;
    }),
    refundsByOrder: await wrong(kind, async ({ design, order }) => {
      await design.purchase(order);
      const before = await design.pointsOf(order.member);
      const { orderId, base } = order;
      await design.refund({ kind: 'refund', orderId, refundId: 'r', amount: base, at: AT + 1 });
      return before - (await design.pointsOf(order.member)) !== Math.floor(base / 100);
    }),
  };
}

interface Trial {
  readonly trial: number;
  readonly bench: ReturnType<typeof benchTable>;
  readonly design: ReturnType<DesignKind['on']>;
  readonly order: Purchase;
}

/** In how many trials, each on a table of its own, something is wrong. */
async function wrong(
  kind: DesignKind,
  isWrong: (trial: Trial) => Promise<boolean>,
): Promise<number> {
  let faults = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const bench = benchTable();
    const order: Purchase = {
      kind: 'purchase',
      member: memberCalled(`trial-${trial}`),
      orderId: String(trial),
      base: 1_000 + 37 * trial,
      at: AT,
    };
    if (await isWrong({ trial, bench, design: kind.on(bench), order })) faults += 1;
  }
  return faults;
}
