import type { ReviewOutcome } from '../../shared/domain/tiers/review-outcome.ts';
import type { Way } from '../../shared/domain/tiers/way.ts';
import type { Instant, Month } from '../../shared/domain/time/time.ts';
import type { EventOf } from '../../shared/events/event-type.ts';
import type { tierReviewed } from '../../shared/events/ledger-facts.ts';

type Told = Pick<
  EventOf<typeof tierReviewed>['detail'],
  'outcome' | 'month' | 'why' | 'notice' | 'lent'
>;

/** What the fact of a review says that no other does. */
export function reviewOf(outcome: ReviewOutcome): Told {
  switch (outcome.what) {
    case 'notice': {
      const { notice, to, way } = outcome;
      const { tier, threats } = notice;
      const known = way === undefined ? {} : { way: wayOf(way) };
      return {
        outcome: 'notice',
        month: monthName(notice.month),
        notice: { tier, to, threats: [...threats], ...known },
      };
    }
    case 'demoted':
      return { outcome: 'demoted', month: monthName(outcome.month), why: outcome.why };
    case 'withdrawn':
      return { outcome: 'withdrawn', month: monthName(outcome.month) };
    case 'lent':
    case 'returned': {
      const { tier, until } = outcome.lent;
      return { outcome: outcome.what, lent: { tier, until: iso(until) } };
    }
  }
}

function wayOf(way: Way) {
  return { ...way, from: iso(way.from), before: iso(way.before) };
}

function monthName(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}
