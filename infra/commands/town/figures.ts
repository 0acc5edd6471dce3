import {
  type LedgerFact,
  pointsAwarded,
  pointsEarned,
  pointsExpired,
  tierReviewed,
} from '../../../shared/events/ledger-facts.ts';
import { subscriptionChanged } from '../../../shared/events/subscription-events.ts';
import { renewalDue } from '../../../shared/events/time-events.ts';
import { type Dispatch, readDispatch } from '../../../shared/table/people/dispatch-item.ts';
import type { Item } from '../../../shared/table/table.ts';
import type { BusEvent } from '../../local/bus.ts';

/** What a month of the town came to. */
export interface MonthFigures {
  orders: number;
  /** Members who reached a tier, and who lost one. */
  up: number;
  down: number;
  issued: number;
  redeemed: number;
  expired: number;
  /** Reminders of renewals, and those after which somebody renewed. */
  reminded: number;
  answered: number;
  /** Members who were lost, whether they got an offer or not, and those who came back then. */
  lost: number;
  wonBack: number;
  /** Messages outside the inbox: gone, gone later than at first, and not gone. */
  sent: number;
  held: number;
  dropped: number;
}

const DAY = 24 * 3_600_000;

/** Whoever orders within so long of being lost came back. */
const BACK_WITHIN = 45 * DAY;

/** A town's figures by month (`2027-03`), from what crossed the bus and what the table holds. */
export function figuresOf(
  events: readonly BusEvent[],
  dispatches: readonly Dispatch[],
): ReadonlyMap<string, MonthFigures> {
  const months = new Map<string, MonthFigures>();
  const of = (at: string): MonthFigures => {
    const month = at.slice(0, 7);
    const found = months.get(month) ?? nothing();
    months.set(month, found);
    return found;
  };
  const facts = new Set<string>();
  const lostAt = new Map<string, number>();
  /** Of each subscription, by the end of the period that a reminder was of. */
  const reminded = new Map<string, string>();

  for (const { 'detail-type': name, detail } of events) {
    if (name === renewalDue.name) {
      const { id, subscriptionId, periodEndsAt, receivedAt } = renewalDue.schema.parse(detail);
      if (facts.has(id)) continue;
      facts.add(id);
      of(receivedAt).reminded += 1;
      reminded.set(subscriptionId, periodEndsAt);
    } else if (name === subscriptionChanged.name) {
      const { subscriptionId, periodEndsAt, receivedAt, status } =
        subscriptionChanged.schema.parse(detail);
      const asked = reminded.get(subscriptionId);
      if (asked === undefined || periodEndsAt === undefined || status !== 'active') continue;
      if (Date.parse(periodEndsAt) <= Date.parse(asked)) continue;
      reminded.delete(subscriptionId);
      of(receivedAt).answered += 1;
    } else if (name.startsWith('points.') || name === tierReviewed.name) {
      const fact = detail as Partial<LedgerFact>;
      if (fact.v === undefined || fact.id === undefined || facts.has(fact.id)) continue;
      facts.add(fact.id);
      count(name, detail as LedgerFact);
    }
  }
  for (const { fate, at, receivedAt } of dispatches) {
    const month = of(receivedAt);
    if (fate.state === 'sent') month.sent += 1;
    if (fate.state === 'dropped') month.dropped += 1;
    if (fate.state === 'held' || at > Date.parse(receivedAt)) month.held += 1;
  }
  return months;

  function count(name: string, fact: LedgerFact): void {
    const { member, points, receivedAt, tierChange } = fact;
    const at = Date.parse(receivedAt);
    const month = of(receivedAt);
    if (tierChange === 'up') month.up += 1;
    if (tierChange === 'down') month.down += 1;
    switch (name) {
      case pointsEarned.name: {
        month.orders += 1;
        month.issued += points;
        const lost = lostAt.get(member);
        if (lost !== undefined && at - lost < BACK_WITHIN) month.wonBack += 1;
        lostAt.delete(member);
        return;
      }
      case pointsAwarded.name: {
        month.issued += points;
        const { cause } = pointsAwarded.schema.parse(fact);
        if (cause.kind !== 'win-back' && cause.kind !== 'hold-out') return;
        month.lost += 1;
        lostAt.set(member, at);
        return;
      }
      case pointsExpired.name:
        month.expired += pointsExpired.schema.parse(fact).expired;
        return;
      case 'points.redeemed':
        month.redeemed -= points;
    }
  }
}

/** What became of messages outside the inbox, out of all that the table holds. */
export function dispatchesIn(items: Iterable<Item>): readonly Dispatch[] {
  return [...items].filter(({ SK }) => SK.startsWith('OUT#')).map(readDispatch);
}

function nothing(): MonthFigures {
  return {
    orders: 0,
    up: 0,
    down: 0,
    issued: 0,
    redeemed: 0,
    expired: 0,
    reminded: 0,
    answered: 0,
    lost: 0,
    wonBack: 0,
    sent: 0,
    held: 0,
    dropped: 0,
  };
}
