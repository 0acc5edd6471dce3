import type { Entry } from '../../../shared/domain/ledger/entry.ts';
import { nameOfMonth } from '../../../shared/domain/rewards/draw-month.ts';
import { monthAt } from '../../../shared/domain/time/time.ts';
import { pointsExpiring, renewalDue } from '../../../shared/events/time-events.ts';
import { isEntryItem, readEntry } from '../../../shared/table/ledger/entry-item.ts';
import { readMessage } from '../../../shared/table/people/message-item.ts';
import type { Item } from '../../../shared/table/table.ts';
import type { Town } from './town.ts';

const DAY = 24 * 3_600_000;

/** A notice is of the review that follows it, with its grace months later at the most. */
const NOTICE_STANDS = 100 * DAY;

/** Who subscribes for less than this before a period's end may be reminded once, or not at all. */
const IN_TIME = 15 * DAY;

/** The last reminder comes the day before, at the member's own hour. */
const LAST_REMINDER = DAY;

/**
 * What the members of a town should have been told and were not, each in a sentence: before points
 * expire, before a tier is lost, before a subscription lapses, and when a tier is reached. Like the
 * oracle of what was sent, it goes by what the town did and what its ledger holds.
 */
export function faultsOfSilence(
  town: Town,
  items: Iterable<Item>,
  { timeZone }: { readonly timeZone: string },
): readonly string[] {
  const all = [...items];
  const told = new Set(
    all
      .filter(({ SK }) => SK.startsWith('MSG#'))
      .map(readMessage)
      .map(({ fact, topic }) => `${topic} ${fact}`),
  );
  const entries = all.filter(isEntryItem).map((item) => readEntry(item).entry);
  return [
    ...untoldTiers(entries, told),
    ...unnoticedDemotions(entries, told),
    ...unwarnedExpiries(town, entries, timeZone),
    ...forgottenRenewals(town),
  ];
}

/** Whoever rises by an order, to a tier that brings something, reads of it. */
function untoldTiers(entries: readonly Entry[], told: ReadonlySet<string>): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'earned' || entry.rewards.length === 0) return [];
    const { before, after } = entry.tier;
    const fact = `${entry.member}.${entry.v}`;
    return before === after || told.has(`tier.reached ${fact}`)
      ? []
      : [`nobody heard that ${fact} reached ${after}`];
  });
}

/** No demotion without a notice beforehand, of which the member read. */
function unnoticedDemotions(entries: readonly Entry[], told: ReadonlySet<string>): string[] {
  const reviewed = entries.filter((entry) => entry.kind === 'reviewed');
  const noticed = reviewed.filter(
    ({ outcome, member, v }) =>
      outcome.what === 'notice' && told.has(`tier.reviewed ${member}.${v}`),
  );
  return reviewed.flatMap(({ outcome, member, v, occurredAt: at }) => {
    if (outcome.what !== 'demoted') return [];
    const isNoticed = noticed.some(
      (notice) =>
        notice.member === member &&
        notice.occurredAt < at &&
        notice.occurredAt > at - NOTICE_STANDS,
    );
    return isNoticed ? [] : [`${member}.${v} was demoted without a notice`];
  });
}

/** Points that expire were warned of, by the month with which they do. */
function unwarnedExpiries({ events }: Town, entries: readonly Entry[], timeZone: string): string[] {
  const warned = new Set(
    events
      .filter((event) => event['detail-type'] === pointsExpiring.name)
      .map(({ detail }) => pointsExpiring.schema.parse(detail))
      .map(({ member, expiresAt }) => {
        const month = monthAt(Date.parse(expiresAt), timeZone);
        return `${member} ${nameOfMonth(month)}`;
      }),
  );
  return entries.flatMap((entry) => {
    if (entry.kind !== 'expired' || entry.points === 0) return [];
    const of = `${entry.member} ${nameOfMonth(entry.month)}`;
    return warned.has(of) ? [] : [`points expired and nobody was warned: ${of}`];
  });
}

/** A period that ran out, or was renewed at the last moment, was reminded of. */
function forgottenRenewals({ book, events }: Town): string[] {
  const reminders = events
    .filter((event) => event['detail-type'] === renewalDue.name)
    .map(({ detail }) => renewalDue.schema.parse(detail));
  const until = events.reduce((last, { time }) => Math.max(last, Date.parse(time)), 0);
  return [...book.subscriptions.values()].flatMap((phases) =>
    phases.flatMap(({ from, is }, i) => {
      const end = is.periodEndsAt;
      const left = Math.min(phases[i + 1]?.from ?? until, until);
      const isOwed =
        is.status === 'active' && from < end - IN_TIME && left > end - LAST_REMINDER / 2;
      const isReminded = reminders.some(
        ({ subscriptionId, periodEndsAt }) =>
          subscriptionId === is.id && Math.abs(Date.parse(periodEndsAt) - end) < 1_000,
      );
      return isOwed && !isReminded
        ? [`${is.id} was not reminded of ${new Date(end).toISOString()}`]
        : [];
    }),
  );
}
