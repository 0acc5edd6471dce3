import type { DemotionLock } from '../../domain/tiers/falling.ts';
import type { Lent } from '../../domain/tiers/lent.ts';
import type { Notice, Threat } from '../../domain/tiers/notice.ts';
import type { ReviewOutcome } from '../../domain/tiers/review-outcome.ts';
import type { Way } from '../../domain/tiers/way.ts';
import { attributesOf, type Draft } from '../attributes.ts';
import type { Attribute, Item } from '../table.ts';

/** Tier, month, and what threatens it. */
export function writeNotice({ tier, month, threats }: Notice): Attribute {
  return [tier, month, ...threats];
}

export function readNotice([tier, month, ...threats]: readonly Attribute[]): Notice {
  return { tier: String(tier), month: Number(month), threats: threats.map(threatOf) };
}

/** Tier, and until when. */
export function writeLent({ tier, until }: Lent): Attribute {
  return [tier, until];
}

export function readLent([tier, until]: readonly Attribute[]): Lent {
  return { tier: String(tier), until: Number(until) };
}

/** Tier, and the first month that can lift the lock. */
export function writeLock({ tier, since }: DemotionLock): Attribute {
  return [tier, since];
}

export function readLock([tier, since]: readonly Attribute[]): DemotionLock {
  return { tier: String(tier), since: Number(since) };
}

/** The part of a review's entry that is its own. */
export function writeReview(outcome: ReviewOutcome, to: Draft): void {
  to.what = outcome.what;
  switch (outcome.what) {
    case 'notice':
      to.notice = writeNotice(outcome.notice);
      if (outcome.to !== null) to.to = outcome.to;
      if (outcome.way !== undefined) to.way = writeWay(outcome.way);
      return;
    case 'demoted':
      to.why = outcome.why;
      to.month = outcome.month;
      if (outcome.lock !== null) to.lock = writeLock(outcome.lock);
      return;
    case 'withdrawn':
      to.month = outcome.month;
      return;
    case 'lent':
      to.lent = writeLent(outcome.lent);
      to.lostAt = outcome.lostAt;
      return;
    case 'returned':
      to.lent = writeLent(outcome.lent);
  }
}

export function readReview(item: Item): ReviewOutcome {
  const read = attributesOf(item);
  const what = read.text('what');
  switch (what) {
    case 'notice':
      return {
        what,
        notice: readNotice(read.list('notice')),
        to: read.has('to') ? read.text('to') : null,
        ...(read.has('way') ? { way: readWay(read.numbers('way')) } : {}),
      };
    case 'demoted':
      return {
        what,
        why: read.text('why') === 'falling' ? 'falling' : 'paths',
        month: read.number('month'),
        lock: read.has('lock') ? readLock(read.list('lock')) : null,
      };
    case 'withdrawn':
      return { what, month: read.number('month') };
    case 'lent':
      return { what, lent: readLent(read.list('lent')), lostAt: read.number('lostAt') };
    case 'returned':
      return { what, lent: readLent(read.list('lent')) };
    default:
      throw new Error(`${item.PK} / ${item.SK}: no review comes to ${what}`);
  }
}

function writeWay(way: Way): Attribute {
  const { orders, spendMinor, points, contribution, interactions, from, before } = way;
  return [orders, spendMinor, points, contribution, interactions, from, before];
}

function readWay(written: readonly number[]): Way {
  const [orders = 0, spendMinor = 0, points = 0, contribution = 0, interactions = 0] = written;
  const [from = 0, before = 0] = written.slice(5);
  return { orders, spendMinor, points, contribution, interactions, from, before };
}

const threats: readonly Threat[] = ['paths', 'falling', 'refunds'];

function threatOf(written: Attribute): Threat {
  const threat = threats.find((known) => known === written);
  if (threat === undefined) throw new Error(`no tier is threatened by ${String(written)}`);
  return threat;
}
