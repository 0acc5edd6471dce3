import { describe, expect, test } from 'vitest';
import { emptyBook } from '../../../infra/commands/town/doing.ts';
import { faultsOfSilence } from '../../../infra/commands/town/silence.ts';
import type { BusEvent } from '../../../infra/local/bus.ts';
import type { Entry } from '../../../shared/domain/ledger/entry.ts';
import { pointsExpiring, renewalDue } from '../../../shared/events/time-events.ts';
import { entryItem, NO_ENTRY } from '../../../shared/table/ledger/entry-item.ts';
import { messageItem } from '../../../shared/table/people/message-item.ts';
import { anOrder, MEMBER, memberLedger } from '../../support/member-ledger.ts';
import { monthOf, reviewedLedger, spendTiers } from '../../support/reviewed.ts';

const DAY = 24 * 3_600_000;
const BEGIN = Date.parse('2027-01-01T00:00:00Z');
const END = BEGIN + 30 * DAY;

const itemOf = (entry: Entry) => entryItem({ entry, previousHash: NO_ENTRY });

const message = (topic: string, v: number) =>
  messageItem({
    member: MEMBER,
    fact: `${MEMBER}.${v}`,
    topic,
    text: { en: topic },
    receivedAt: '2027-01-10T11:00:00.000Z',
  });

function event(type: { name: string; source: string }, time: string, detail: object): BusEvent {
  const envelope = { version: '0', account: '', region: '', resources: [] } as const;
  const { name, source } = type;
  return { ...envelope, id: `${name} ${time}`, 'detail-type': name, source, time, detail };
}

function silence(of: {
  items?: Parameters<typeof faultsOfSilence>[1];
  events?: readonly BusEvent[];
  subscribedAt?: number;
}) {
  const book = emptyBook();
  const { items = [], events = [], subscribedAt } = of;
  if (subscribedAt !== undefined) {
    const is = { id: 'sub_1', customer: '1', cents: 1_990, startedAt: BEGIN, periodEndsAt: END };
    book.subscriptions.set('ann', [{ from: subscribedAt, is: { ...is, status: 'active' } }]);
  }
  const town = { people: [], book, events, outbox: [], begin: BEGIN };
  return faultsOfSilence(town, items, { timeZone: 'Europe/Berlin' });
}

describe('the oracle of silence finds', () => {
  const { ledger, order, ask } = reviewedLedger(spendTiers());
  order(6, 20_000, '2026-01-10T12:00:00Z');
  const month = monthOf('2027-03');
  ask({ of: 'notice', month }, '2027-02-14T12:00:00Z');
  ask({ of: 'month', month }, '2027-03-01T00:10:00Z');
  const [notice, demotion] = ledger.entries.filter(({ kind }) => kind === 'reviewed');
  if (notice === undefined || demotion === undefined) throw new Error('nobody was demoted');

  test('a tier that was reached and not told of', () => {
    const regular = memberLedger();
    const orders = ['a', 'b', 'c'].map((id) => itemOf(regular.order(anOrder(id, 5_000))));
    const rises = orders.filter(
      ({ tier, rewards }) => Array.isArray(tier) && tier[0] !== tier[1] && rewards !== undefined,
    );
    expect(rises.length).toBeGreaterThan(1);
    expect(silence({ items: orders })).toHaveLength(rises.length);
    const told = rises.map(({ v }) => message('tier.reached', Number(v)));
    expect(silence({ items: [...orders, ...told] })).toEqual([]);
  });

  test('a demotion without a notice, and one whose notice nobody read', () => {
    const gone = itemOf(demotion);
    expect(silence({ items: [gone] })).toHaveLength(1);
    expect(silence({ items: [itemOf(notice), gone] })).toHaveLength(1);
    const read = message('tier.reviewed', notice.v);
    expect(silence({ items: [itemOf(notice), read, gone] })).toEqual([]);
  });

  test('points that expired and were not warned of', () => {
    const { kind: _, outcome: __, ...base } = { outcome: undefined, ...demotion };
    const expired = itemOf({ ...base, kind: 'expired', month: monthOf('2027-04'), points: 12 });
    expect(silence({ items: [expired] })).toHaveLength(1);
    const warnedOf = (expiresAt: string) =>
      event(pointsExpiring, '2027-03-25T04:00:00.000Z', {
        ...pointsExpiring.example,
        member: MEMBER,
        expiresAt,
      });
    const other = warnedOf('2027-04-30T22:00:00.000Z');
    expect(silence({ items: [expired], events: [other] })).toHaveLength(1);
    const right = warnedOf('2027-03-31T22:00:00.000Z');
    expect(silence({ items: [expired], events: [right] })).toEqual([]);
  });

  test('a period that ran out and was not reminded of', () => {
    const later = event(pointsExpiring, new Date(END + DAY).toISOString(), pointsExpiring.example);
    const reminder = event(renewalDue, new Date(END - 7 * DAY).toISOString(), {
      ...renewalDue.example,
      subscriptionId: 'sub_1',
      periodEndsAt: new Date(END).toISOString(),
    });
    expect(silence({ subscribedAt: BEGIN, events: [later] })).toHaveLength(1);
    expect(silence({ subscribedAt: BEGIN, events: [reminder, later] })).toEqual([]);
    // Told of at the last moment, and one that still runs.
    expect(silence({ subscribedAt: END - 2 * DAY, events: [later] })).toEqual([]);
    expect(silence({ subscribedAt: BEGIN })).toEqual([]);
  });
});
