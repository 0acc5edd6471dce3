import { describe, expect, test } from 'vitest';
import { emptyBook } from '../../../infra/commands/town/doing.ts';
import { livesOf } from '../../../infra/commands/town/life.ts';
import { faultsOfMessages } from '../../../infra/commands/town/oracle.ts';
import { habits, type Person, peopleOf } from '../../../infra/commands/town/person.ts';
import type { Town } from '../../../infra/commands/town/town.ts';
import type { BusEvent } from '../../../infra/local/bus.ts';
import type { OutboxMessage } from '../../../infra/local/outbox.ts';
import { renewalDue } from '../../../shared/events/time-events.ts';
import { type Dispatch, dispatchItem } from '../../../shared/table/people/dispatch-item.ts';
import { messageItem } from '../../../shared/table/people/message-item.ts';
import type { Item } from '../../../shared/table/table.ts';

const BEGIN = Date.parse('2027-01-01T00:00:00Z');
const DAY = 24 * 3_600_000;
const MEMBER = 'Zr8u0s7CqkqvJ1nq0uWf2A';

describe('a town', () => {
  test('is the same for the same seed, and another one for another', () => {
    const lives = (seed: number) => livesOf(peopleOf(40, seed), BEGIN, 100);
    expect(lives(3)).toEqual(lives(3));
    expect(lives(3)).not.toEqual(lives(4));
  });

  test('has people of every habit and customers of every shop', () => {
    const people = peopleOf(100, 1);
    expect(new Set(people.map(({ habit }) => habit))).toEqual(new Set(habits));
    expect(new Set(people.map(({ shop }) => shop)).size).toBe(5);
    expect(people.some(({ broughtBy }) => broughtBy !== undefined)).toBe(true);
  });

  test('does nothing before it begins or after it ends, and everything in its order', () => {
    const times = livesOf(peopleOf(60, 2), BEGIN, 200).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(BEGIN);
    expect(Math.max(...times)).toBeLessThan(BEGIN + 200 * DAY);
  });

  test('renews early or late, and some no more', () => {
    const people = peopleOf(200, 5);
    const deeds = livesOf(people, BEGIN, 300);
    const of = (habit: string, does: string) =>
      deeds.filter(({ who, does: done }) => who.habit === habit && done === does).length;
    expect(of('renews-early', 'renews')).toBeGreaterThan(10);
    expect(of('renews-late', 'cancels')).toBe(0);
    expect(of('renews-no-more', 'cancels')).toBeGreaterThan(0);
  });
});

describe('the oracle finds', () => {
  const rules = {
    timeZone: 'Europe/Berlin',
    quietFrom: '20:00',
    quietUntil: '08:00',
    promotionsADay: 3,
  };
  const person: Person = {
    place: 0,
    name: 'ann',
    habit: 'renews-late',
    shop: 'demo-store',
    customer: '700000',
    email: 'ann@town.example',
    agrees: true,
    luck: 1,
  };
  const noon = '2027-01-10T11:00:00.000Z';
  const mail = (time = noon): OutboxMessage => ({
    channel: 'email',
    to: 'ann@town.example',
    subject: 'An offer',
    body: '',
    time,
  });
  const dispatch = (of: Partial<Dispatch> = {}): Dispatch => ({
    member: MEMBER,
    fact: `${MEMBER}.1`,
    topic: 'rewards.granted',
    channel: 'email',
    kind: 'win-back',
    title: { en: 'An offer' },
    text: { en: 'An offer' },
    receivedAt: noon,
    fate: { state: 'sent' },
    at: Date.parse(noon),
    revision: 1,
    ...of,
  });
  const reminder = (periodEndsAt: string, receivedAt: string, id = 'a'): BusEvent => ({
    version: '0',
    id: `event-${id}`,
    'detail-type': renewalDue.name,
    source: renewalDue.source,
    account: '',
    time: receivedAt,
    region: '',
    resources: [],
    detail: {
      ...renewalDue.example,
      id,
      subscriptionId: 'sub_700000',
      periodEndsAt,
      daysBefore: 7,
      receivedAt,
    },
  });

  function faults(of: {
    dispatches?: readonly Dispatch[];
    outbox?: readonly OutboxMessage[];
    items?: readonly Item[];
    events?: readonly BusEvent[];
    unsubscribedAt?: string;
    renewedAt?: string;
  }): readonly string[] {
    const book = emptyBook();
    book.members.set('ann', MEMBER);
    if (of.unsubscribedAt !== undefined) {
      book.unsubscribed.set('ann', Date.parse(of.unsubscribedAt));
    }
    const is = {
      id: 'sub_700000',
      customer: '700000',
      cents: 1_990,
      startedAt: BEGIN,
      periodEndsAt: BEGIN + 30 * DAY,
      status: 'active' as const,
    };
    const renewed = { ...is, periodEndsAt: BEGIN + 60 * DAY };
    book.subscriptions.set('ann', [
      { from: BEGIN, is },
      ...(of.renewedAt === undefined ? [] : [{ from: Date.parse(of.renewedAt), is: renewed }]),
    ]);
    const { events = [], outbox = [] } = of;
    const town: Town = { people: [person], book, events, outbox, begin: BEGIN };
    const items = [...(of.dispatches ?? []).map(dispatchItem), ...(of.items ?? [])];
    return faultsOfMessages(town, items, rules);
  }

  test('nothing where all is as it should be', () => {
    const ofTheDay = reminder('2027-01-31T00:00:00.000Z', '2027-01-24T09:00:00.000Z');
    expect(faults({ dispatches: [dispatch()], outbox: [mail()], events: [ofTheDay] })).toEqual([]);
  });

  test('a mail that nobody sent, one that did not arrive, and one that went twice', () => {
    expect(faults({ outbox: [mail()] })).toHaveLength(1);
    expect(faults({ dispatches: [dispatch()] })).toHaveLength(1);
    expect(faults({ dispatches: [dispatch()], outbox: [mail(), mail()] })).toHaveLength(1);
  });

  test.each(['2027-01-10T19:00:00.000Z', '2027-01-10T06:59:00.000Z'])(
    'a mail at night: %s',
    (time) => {
      expect(faults({ dispatches: [dispatch()], outbox: [mail(time)] })).toHaveLength(1);
    },
  );

  test('a fourth promotion on a day', () => {
    const dispatches = [1, 2, 3, 4].map((i) => dispatch({ fact: `${MEMBER}.${i}` }));
    const outbox = dispatches.map(() => mail());
    expect(faults({ dispatches, outbox })).toHaveLength(1);
    expect(faults({ dispatches: dispatches.slice(1), outbox: outbox.slice(1) })).toEqual([]);
  });

  test('a promotion after somebody said no', () => {
    const unsubscribedAt = '2027-01-09T20:00:00Z';
    expect(faults({ dispatches: [dispatch()], outbox: [mail()], unsubscribedAt })).toHaveLength(1);
  });

  test('a reminder after the renewal, one after the end, and one that is told twice', () => {
    const end = '2027-01-31T00:00:00.000Z';
    const events = [reminder(end, '2027-01-24T09:00:00.000Z')];
    expect(faults({ events, renewedAt: '2027-01-24T08:00:00Z' })).toHaveLength(1);
    expect(faults({ events: [reminder(end, '2027-02-01T09:00:00.000Z')] })).toHaveLength(1);
    const twice = [...events, reminder(end, '2027-01-25T09:00:00.000Z', 'b')];
    expect(faults({ events: twice })).toHaveLength(1);
  });

  test('an order of which nobody was told', () => {
    const entry = { PK: 'O#demo-store#1', SK: 'ORDER', member: MEMBER, v: 1, kind: 'earned' };
    expect(faults({ items: [entry] })).toHaveLength(1);
    const inbox = messageItem({
      member: MEMBER,
      fact: `${MEMBER}.1`,
      topic: 'points.earned',
      text: { en: 'You earned 1 point.' },
      receivedAt: noon,
    });
    const shown = { channel: 'in-app', to: MEMBER, subject: 'points.earned', body: '', time: noon };
    expect(faults({ items: [entry, inbox], outbox: [shown] })).toEqual([]);
  });
});
