import { localDay } from '../../shared/domain/time/time.ts';
import { writeAmount } from '../../shared/messages/amount.ts';
import { writeDay } from '../../shared/messages/date.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { Descent } from '../../shared/messages/review-explanations.ts';
import type { Rescue } from '../../shared/messages/telling.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Saying } from './said.ts';
import type { Told } from './told.ts';

type Review = Extract<Told, { name: 'tier.reviewed' }>['detail'];
type Way = NonNullable<NonNullable<Review['notice']>['way']>;

/** Into what a review is put. */
export interface Words {
  readonly program: Program;
  readonly language: Language;
  readonly tag: string;
}

/** What becomes of a member's tier, and exactly what keeps it. */
export function sayReview(review: Review, words: Words): Saying {
  const { program, language, tag } = words;
  const { reviews } = language.explain;
  const named = (id: string): string =>
    program.tiers.find((tier) => tier.id === id)?.name[tag] ?? id;
  const descent = (from: string | null, to: string | null): Descent => ({
    from: named(from ?? ''),
    to: to === null ? undefined : named(to),
  });
  const { notice, lent, tier } = review;
  const changed = descent(tier.before, tier.after);
  switch (review.outcome) {
    case 'notice': {
      if (notice === undefined) throw new Error('a notice that says nothing');
      const falling = descent(notice.tier, notice.to);
      const line =
        notice.way === undefined
          ? reviews.notice(falling, undefined, monthDay(review, words))
          : language.tell.keep(falling, rescueOf(notice.way, review, words));
      return { topic: 'tier-notice', line };
    }
    case 'demoted':
      return {
        topic: 'tier-changed',
        line: reviews.demoted(changed, review.why ?? 'paths', monthDay(review, words)),
      };
    case 'withdrawn':
      return { topic: 'tier-changed', line: reviews.withdrawn(changed, monthDay(review, words)) };
    case 'lent':
    case 'returned': {
      if (lent === undefined) throw new Error('a loan of nothing');
      const until = day(lent.until, words);
      const line =
        review.outcome === 'lent'
          ? reviews.lent(named(lent.tier), until)
          : reviews.returned(named(lent.tier), until);
      return { topic: 'tier-lent', line };
    }
  }
}

function rescueOf(way: Way, { occurredAt }: Review, words: Words): Rescue {
  const { program, tag } = words;
  const { orders, spendMinor, points, contribution, interactions } = way;
  const dayOf = (instant: string): string => localDay(Date.parse(instant), program.timeZone);
  return {
    orders,
    points,
    contribution,
    interactions,
    before: day(way.before, words),
    ...(spendMinor > 0 ? { spend: writeAmount(spendMinor, program.baseCurrency, tag) } : {}),
    ...(dayOf(way.from) > dayOf(occurredAt) ? { from: day(way.from, words) } : {}),
  };
}

/** The first of the month of a review, on which the tier goes or went. */
function monthDay({ month }: Review, { tag }: Words): string {
  if (month === undefined) throw new Error('a review of no month');
  return writeDay(Date.parse(`${month}-01`), tag, 'UTC');
}

function day(instant: string, { program, tag }: Words): string {
  return writeDay(Date.parse(instant), tag, program.timeZone);
}
