import type { EarningRule } from '../../program/program.ts';
import { pointsFor } from '../ledger/amount.ts';
import type { Share } from '../ledger/entry.ts';
import type { OrderFigures } from '../ledger/figures.ts';
import { reaches, type Sale } from './sale.ts';

type Rule<Kind extends EarningRule['kind']> = Extract<EarningRule, { kind: Kind }>;

/** What a rule gives on the money of an order, which is what campaigns multiply. */
export interface Goods {
  readonly rule: Rule<'per-amount'>;
  /** What of the earning base it gives on. */
  readonly amountMinor: number;
  readonly share: Share;
}

/** What the money of an order earns by each rule, times the multiplier of the tier held before it. */
export function goodsOf(sale: Sale): readonly Goods[] {
  const { order, basket, program, tierBps, currency } = sale;
  const goods: Goods[] = [];
  for (const rule of program.earning) {
    if (rule.kind !== 'per-amount' || !reaches(order, rule.minimumMinor)) continue;
    const amountMinor = basket.base(rule.of);
    if (amountMinor === 0) continue;
    const amounts = [{ amountMinor, bps: tierBps }];
    const points = pointsFor(amounts, rule.rateBps, currency.perPointMinor);
    goods.push({ rule, amountMinor, share: shareOf(sale, rule, points, tierBps) });
  }
  return goods;
}

/** What the products of an order bring, whatever they cost. */
export function productShares(sale: Sale): readonly Share[] {
  const shares: Share[] = [];
  for (const rule of sale.program.earning) {
    if (rule.kind !== 'per-product') continue;
    const points = rule.points * sale.basket.pieces(rule.of);
    if (points > 0) shares.push(shareOf(sale, rule, points));
  }
  return shares;
}

/** What an order adds to a member's purchases and spend. */
type Bought = Pick<OrderFigures, 'purchases' | 'spendMinor'>;

/** What is given once in a lifetime for how far the member has come with this order. */
export function growthShares(sale: Sale, bought: Bought): readonly Share[] {
  const { state, program } = sale;
  const shares: Share[] = [];
  for (const rule of program.earning) {
    const comes =
      (rule.kind === 'first-purchase' && isFirstPurchase(sale, rule)) ||
      (rule.kind === 'milestone' && comesSoFar(sale, bought, rule.reached));
    if (!comes || state.givenOnce.includes(rule.id)) continue;
    shares.push({ ...shareOf(sale, rule, rule.points), clawedBack: false });
  }
  return shares;
}

/** One that was called off later was the first nevertheless. */
function isFirstPurchase({ state, order }: Sale, rule: Rule<'first-purchase'>): boolean {
  const isFirst = state.purchases === 0 && state.lastOrderAt === 0;
  return isFirst && reaches(order, rule.minimumMinor);
}

function comesSoFar(
  { state }: Sale,
  { purchases, spendMinor }: Bought,
  reached: Rule<'milestone'>['reached'],
): boolean {
  return 'purchases' in reached
    ? isPassed(reached.purchases, state.purchases, purchases)
    : isPassed(reached.spendMinor, state.spendMinor, spendMinor);
}

function isPassed(mark: number, before: number, change: number): boolean {
  return before < mark && before + change >= mark;
}

function shareOf(
  { expiryOf }: Sale,
  { id, validity }: Pick<EarningRule, 'id' | 'validity'>,
  points: number,
  multiplierBps = 10_000,
): Share {
  return { rule: id, points, expires: expiryOf(validity), multiplierBps, clawedBack: true };
}
