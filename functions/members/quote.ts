import type { EarnedEntry } from '../../shared/domain/ledger/entry.ts';
import { pointsOf } from '../../shared/domain/ledger/ledger.ts';
import { type MemberState, presentAt } from '../../shared/domain/ledger/member.ts';
import { type Discount, discountFor } from '../../shared/domain/orders/discount.ts';
import type { Occasion, PaidOrder } from '../../shared/domain/orders/order.ts';
import { enterOrder } from '../../shared/domain/orders/purchase.ts';
import { checkoutOf } from '../../shared/domain/orders/sale.ts';
import { foresee } from '../../shared/table/ledger/foresight.ts';
import type { Table } from '../../shared/table/table.ts';
import { quoteSentences, shareSentence } from './explanation-sentences.ts';
import type { QuoteAnswer, QuoteBody } from './quote-contract.ts';
import { iso, monthEdge, type Viewing, wording } from './viewing.ts';

/** What an order would bring a member: decided as if it were entered, and entered nowhere. */
export async function quote(
  table: Table,
  state: MemberState,
  body: QuoteBody,
  viewing: Viewing,
): Promise<QuoteAnswer> {
  const { program, at } = viewing;
  const order = orderOf(body);
  const occurredAt = body.occurredAt === undefined ? at : Date.parse(body.occurredAt);
  // An order of a day to come is asked about as that day will see it.
  const receivedAt = Math.max(at, occurredAt);
  const occasion: Occasion = { occurredAt, receivedAt, correlationId: 'quote' };
  const { entry } = await foresee(table, (attempts) =>
    enterOrder(state, order, occasion, program, attempts),
  );
  const present = presentAt(state, receivedAt, program.timeZone);
  return viewQuote(entry, discountFor(checkoutOf(present, order, occasion, program)), viewing);
}

/** Nothing of what an order is called by decides what it earns. */
function orderOf({ currency, earningBaseMinor, lines = [] }: QuoteBody): PaidOrder {
  return {
    shop: 'quote',
    orderId: 'quote',
    orderNumber: 'quote',
    currency,
    totalMinor: earningBaseMinor,
    shippingMinor: 0,
    earningBaseMinor,
    lines,
  };
}

function viewQuote(entry: EarnedEntry, discount: Discount, viewing: Viewing): QuoteAnswer {
  const named = wording(viewing);
  const tier = (id: string | null) => (id === null ? null : { id, name: named.tier(id) });
  return {
    member: entry.member,
    points: pointsOf(entry),
    shares: entry.shares.map((share) => ({
      rule: share.rule,
      points: share.points,
      multiplierBps: share.multiplierBps,
      expiresAt: monthEdge(share.expires, viewing),
      refundable: share.clawedBack,
      sentence: shareSentence(share, entry, viewing),
    })),
    ...(entry.nothingEarned === undefined ? {} : { nothingEarned: entry.nothingEarned }),
    exhausted: [...entry.exhausted],
    rewards: entry.rewards.map((id) => ({ id, name: named.reward(id) })),
    balance: entry.balance,
    purchases: entry.purchases,
    tier: { before: tier(entry.tier.before), after: tier(entry.tier.after) },
    ...(entry.availableAt === undefined ? {} : { availableAt: iso(entry.availableAt) }),
    discount: viewDiscount(discount),
    sentences: quoteSentences(entry, viewing),
  };
}

function viewDiscount({ discountBps, from, products }: Discount): QuoteAnswer['discount'] {
  return {
    discountBps,
    from: [...from],
    products: products.map((product) => ({ ...product, from: [...product.from] })),
  };
}
