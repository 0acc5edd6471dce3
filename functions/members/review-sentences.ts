import type { ReviewedEntry } from '../../shared/domain/ledger/entry.ts';
import type { Way } from '../../shared/domain/tiers/way.ts';
import type { Missing } from '../../shared/messages/missing.ts';
import { type Viewing, type Wording, wording } from './viewing.ts';

/** What became of a member's tier, and what would keep it, in words. */
export function reviewSentences({ outcome, tier }: ReviewedEntry, viewing: Viewing): string[] {
  const named = wording(viewing);
  const { reviews } = named.words.explain;
  const descent = (from: string | null, to: string | null) => ({
    from: named.tier(from ?? ''),
    to: to === null ? undefined : named.tier(to),
  });
  switch (outcome.what) {
    case 'notice': {
      const { notice, to, way } = outcome;
      const wanted = way === undefined ? undefined : missingOf(way, viewing, named);
      const day = named.expiryDay(notice.month);
      return [
        reviews.notice(descent(notice.tier, to), wanted, day),
        ...notice.threats.map(reviews.threat),
      ];
    }
    case 'demoted': {
      const day = named.expiryDay(outcome.month);
      return [reviews.demoted(descent(tier.before, tier.after), outcome.why, day)];
    }
    case 'withdrawn': {
      const day = named.expiryDay(outcome.month);
      return [reviews.withdrawn(descent(tier.before, tier.after), day)];
    }
    case 'lent':
      return [reviews.lent(named.tier(outcome.lent.tier), named.day(outcome.lent.until))];
    case 'returned':
      return [reviews.returned(named.tier(outcome.lent.tier), named.day(outcome.lent.until))];
  }
}

function missingOf(way: Way, { program }: Viewing, { amount }: Wording): Missing[] {
  const { orders, spendMinor, points, contribution, interactions } = way;
  const all: Missing[] = [
    { measure: 'purchases', missing: orders, amount: '' },
    { measure: 'spend', missing: spendMinor, amount: amount(spendMinor, program.baseCurrency) },
    { measure: 'points', missing: points, amount: '' },
    { measure: 'contribution', missing: contribution, amount: '' },
    { measure: 'interactions', missing: interactions, amount: '' },
  ];
  return all.filter(({ missing }) => missing > 0);
}
