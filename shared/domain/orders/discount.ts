import type { Campaign } from '../../program/program.ts';
import { tierWithLent } from '../tiers/lending.ts';
import { rankOf } from '../tiers/tier.ts';
import { budgetOf, campaignsFor } from './campaign.ts';
import { tierRule } from './purchase.ts';
import type { Checkout } from './sale.ts';
import { Basket } from './selection.ts';

/** What comes off a price. */
export interface Off {
  /** 10,000 is all of it. */
  readonly discountBps: number;
  /** Where it comes from: `tier:<id>`, `campaign:<id>`. */
  readonly from: readonly string[];
}

/** What a shop takes off an order's goods at checkout. */
export interface Discount extends Off {
  /** The products for which it is another. */
  readonly products: readonly (Off & { readonly productId: string })[];
}

/** The discounts that hold for an order: of tier and campaigns the largest, and what stacks on it. */
export function discountFor(checkout: Checkout): Discount {
  const { order, program } = checkout;
  const campaigns = campaignsFor(checkout).filter(({ gives }) => gives.kind === 'discount');
  const general = offOf(
    checkout,
    campaigns.filter(({ of }) => of === undefined),
  );
  const products = (order.lines ?? []).map((line) => {
    const alone = new Basket({ ...order, lines: [line] }, program);
    const holding = campaigns.filter(({ of }) => of === undefined || alone.has(of));
    return { productId: line.productId, ...offOf(checkout, holding) };
  });
  return {
    ...general,
    products: products.filter(({ discountBps }) => discountBps !== general.discountBps),
  };
}

function offOf({ state, occurredAt, program }: Checkout, campaigns: readonly Campaign[]): Off {
  const tier = program.tiers[rankOf(program, tierWithLent(program, state, occurredAt))];
  const ofTier = { from: tier === undefined ? '' : tierRule(tier), bps: tier?.discountBps ?? 0 };
  let largest = ofTier;
  const stacked: (typeof ofTier)[] = [];
  for (const campaign of campaigns) {
    if (campaign.gives.kind !== 'discount') continue;
    const { discountBps: bps, stacks } = campaign.gives;
    const off = { from: budgetOf(campaign), bps };
    if (stacks) stacked.push(off);
    else if (bps > largest.bps) largest = off;
  }
  const parts = [largest, ...stacked].filter(({ bps }) => bps > 0);
  return {
    discountBps: Math.min(
      10_000,
      parts.reduce((sum, { bps }) => sum + bps, 0),
    ),
    from: parts.map(({ from }) => from),
  };
}
