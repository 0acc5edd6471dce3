import type { Campaign } from '../../program/program.ts';
import { pointsFor, type Weighted } from '../ledger/amount.ts';
import { type CapAttempts, type CapClaim, claimsOn } from '../ledger/cap.ts';
import type { Share } from '../ledger/entry.ts';
import { budgetOf } from './campaign.ts';
import type { Goods } from './earning.ts';
import type { Sale } from './sale.ts';

/** The points that campaigns give with an order. */
export interface Bonus {
  readonly shares: readonly Share[];
  readonly claims: readonly CapClaim[];
  /** Ids of campaigns whose budget had no room. */
  readonly exhausted: readonly string[];
}

/** By how much a campaign raises the multiplier of what it is for. */
interface Raise {
  readonly campaign: Campaign;
  /** Beyond what applies without it. */
  readonly bps: number;
  /** What it comes to in all. */
  readonly multiplierBps: number;
}

/**
 * What campaigns give beyond the tier, as shares of their own: to the point what their multipliers
 * give more. A bonus for which a budget has no room is not given, and the entry says so.
 */
export function bonusOf(
  sale: Sale,
  goods: readonly Goods[],
  campaigns: readonly Campaign[],
  attempts: CapAttempts,
): Bonus {
  const shares: Share[] = [];
  const claims: CapClaim[] = [];
  const exhausted: string[] = [];
  /** @returns false where the budget has no room. */
  const enter = (campaign: Campaign, given: readonly Share[]): boolean => {
    const units = given.reduce((sum, { points }) => sum + points, 0);
    const claimed = claimsOn(budgetOf(campaign), campaign.budget?.points, units, attempts);
    if (claimed === undefined) {
      exhausted.push(campaign.id);
      return false;
    }
    shares.push(...given);
    claims.push(...claimed);
    return true;
  };

  let counted = goods.map((of) =>
    countOf(of, [{ amountMinor: of.amountMinor, bps: sale.tierBps }]),
  );
  for (const { campaign, bps, multiplierBps } of raisesOf(sale, campaigns)) {
    const more: Share[] = [];
    const raised = counted.map((one) => {
      const { goods: of, amounts, points } = one;
      const amountMinor = sale.basket.base(of.rule.of, campaign.of);
      if (amountMinor === 0) return one;
      const now = countOf(of, [...amounts, { amountMinor, bps }]);
      more.push({
        ...of.share,
        rule: budgetOf(campaign),
        points: now.points - points,
        multiplierBps,
      });
      return now;
    });
    if (enter(campaign, together(more))) counted = raised;
  }
  for (const campaign of campaigns) {
    const { gives } = campaign;
    if (gives.kind === 'points') enter(campaign, together([pointsShare(sale, campaign, gives)]));
  }
  return { shares, claims, exhausted };

  function countOf(of: Goods, amounts: readonly Weighted[]) {
    const points = pointsFor(amounts, of.rule.rateBps, sale.currency.perPointMinor);
    return { goods: of, amounts, points };
  }
}

/** The shares of one campaign, as one for each month in which points of it expire; none is empty. */
function together(shares: readonly Share[]): readonly Share[] {
  const byMonth = new Map<number, Share>();
  for (const share of shares) {
    if (share.points === 0) continue;
    const points = (byMonth.get(share.expires)?.points ?? 0) + share.points;
    byMonth.set(share.expires, { ...share, points });
  }
  return [...byMonth.values()];
}

/** Of those that do not stack the one that gives most; those that stack add what they are beyond x1. */
function raisesOf(sale: Sale, campaigns: readonly Campaign[]): readonly Raise[] {
  const { basket, tierBps } = sale;
  const raises: Raise[] = [];
  let best: { raise: Raise; gain: number } | undefined;
  for (const campaign of campaigns) {
    const { gives } = campaign;
    if (gives.kind !== 'multiplier' || gives.stacks) continue;
    const bps = gives.multiplierBps - tierBps;
    const gain = bps * basket.base(campaign.of);
    if (gain <= 0 || (best !== undefined && gain <= best.gain)) continue;
    best = { raise: { campaign, bps, multiplierBps: gives.multiplierBps }, gain };
  }
  if (best !== undefined) raises.push(best.raise);
  let inAll =
    best?.raise.campaign.of === undefined ? (best?.raise.multiplierBps ?? tierBps) : tierBps;
  for (const campaign of campaigns) {
    const { gives, of } = campaign;
    if (gives.kind !== 'multiplier' || !gives.stacks) continue;
    const bps = gives.multiplierBps - 10_000;
    raises.push({ campaign, bps, multiplierBps: inAll + bps });
    if (of === undefined) inAll += bps;
  }
  return raises;
}

function pointsShare(
  { expiryOf }: Sale,
  campaign: Campaign,
  { points, validity }: Extract<Campaign['gives'], { kind: 'points' }>,
): Share {
  const expires = expiryOf(validity);
  return { rule: budgetOf(campaign), points, expires, multiplierBps: 10_000, clawedBack: true };
}
