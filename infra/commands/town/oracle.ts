import { renewalDue } from '../../../shared/events/time-events.ts';
import type { Dispatch } from '../../../shared/table/people/dispatch-item.ts';
import { readMessage } from '../../../shared/table/people/message-item.ts';
import type { Item } from '../../../shared/table/table.ts';
import type { OutboxMessage } from '../../local/outbox.ts';
import { dispatchesIn } from './figures.ts';
import type { Town } from './town.ts';

/** What is told of how often everybody may be written to; the oracle knows no more of the rules. */
export interface TownRules {
  readonly timeZone: string;
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly promotionsADay: number;
}

const DAY = 24 * 3_600_000;

/** Kinds of messages that promote: the rest is the member's own business. */
const PROMOTIONS: ReadonlySet<string> = new Set([
  'occasion',
  'win-back',
  'offer',
  'recommendation',
  'content',
]);

/** Kinds of entries of which a member reads in the inbox, whatever they come to. */
const TOLD: ReadonlySet<string> = new Set([
  'earned',
  'redeemed',
  'restored',
  'adjusted',
  'expired',
]);

/**
 * What is wrong with the messages of a town, each fault in a sentence; none where nothing is. It
 * goes by what the town did and what its ledger holds, and shares no rule with what sends.
 */
export function faultsOfMessages(
  town: Town,
  items: Iterable<Item>,
  rules: TownRules,
): readonly string[] {
  const { outbox } = town;
  const all = [...items];
  const dispatches = dispatchesIn(all);
  return [
    ...inboxFaults(all, outbox),
    ...mailFaults(town, dispatches),
    ...hourFaults(outbox, rules),
    ...limitFaults(dispatches, rules),
    ...unsubscribedFaults(town, dispatches),
    ...reminderFaults(town),
  ];
}

/** Every entry that is told of stands in the inbox once, and in the outbox with it. */
function inboxFaults(items: readonly Item[], outbox: readonly OutboxMessage[]): string[] {
  const messages = items.filter(({ SK }) => SK.startsWith('MSG#')).map(readMessage);
  const told = new Map<string, number>();
  for (const { fact, topic } of messages) {
    if (topic.startsWith('points.')) told.set(fact, (told.get(fact) ?? 0) + 1);
  }
  const entries = items.filter(({ member, v }) => typeof member === 'string' && v !== undefined);
  const wanted = entries.flatMap(({ member, v, kind }) =>
    TOLD.has(String(kind)) ? [`${String(member)}.${String(v)}`] : [],
  );
  return [
    ...wanted.filter((fact) => told.get(fact) !== 1).map((fact) => `${fact} is not told once`),
    ...differences(
      'inbox',
      messages.map(({ member, topic, receivedAt }) => `${member} ${topic} ${receivedAt}`),
      outbox
        .filter(({ channel }) => channel === 'in-app')
        .map(({ to, subject, time }) => `${to} ${subject} ${time}`),
    ),
  ];
}

/** The mails that went are those that are recorded as sent, each to whom it is for. */
function mailFaults({ people, book, outbox }: Town, dispatches: readonly Dispatch[]): string[] {
  const addresses = new Map(
    people.map(({ name, email }) => [book.members.get(name) ?? '', email ?? '']),
  );
  return differences(
    'mail',
    dispatches
      .filter(({ fate, channel }) => fate.state === 'sent' && channel === 'email')
      .map(({ member, title }) => `${addresses.get(member)} ${title.en}`),
    outbox
      .filter(({ channel }) => channel === 'email')
      .map(({ to, subject }) => `${to} ${subject}`),
  );
}

function hourFaults(outbox: readonly OutboxMessage[], rules: TownRules): string[] {
  return outbox.flatMap(({ channel, to, subject, time }) => {
    if (channel === 'in-app') return [];
    const shown = shownIn(time, rules.timeZone).slice(11, 16);
    const isNight = shown >= rules.quietFrom || shown < rules.quietUntil;
    return isNight ? [`"${subject}" went to ${to} at ${shown}`] : [];
  });
}

function limitFaults(dispatches: readonly Dispatch[], rules: TownRules): string[] {
  const counts = new Map<string, number>();
  for (const { member, kind, fate, at } of dispatches) {
    if (fate.state !== 'sent' || !PROMOTIONS.has(kind)) continue;
    const day = shownIn(new Date(at).toISOString(), rules.timeZone).slice(0, 10);
    counts.set(`${member} on ${day}`, (counts.get(`${member} on ${day}`) ?? 0) + 1);
  }
  return [...counts].flatMap(([who, count]) =>
    count > rules.promotionsADay ? [`${who} got ${count} promotions`] : [],
  );
}

/** Promotions need a yes, and end with the no. */
function unsubscribedFaults({ people, book }: Town, dispatches: readonly Dispatch[]): string[] {
  return dispatches.flatMap(({ member, kind, fate, at, title }) => {
    if (fate.state !== 'sent' || !PROMOTIONS.has(kind)) return [];
    const person = people.find(({ name }) => book.members.get(name) === member);
    const left = person && book.unsubscribed.get(person.name);
    if (person?.agrees === true && (left === undefined || at <= left)) return [];
    return [`"${title.en}" went to ${person?.name ?? member}, who does not want it`];
  });
}

/** A reminder is of the period that runs, is told before its end, and never twice. */
function reminderFaults({ people, book, events }: Town): string[] {
  const told = new Set<string>();
  return events
    .filter((event) => event['detail-type'] === renewalDue.name)
    .flatMap(({ detail }) => {
      const { id, subscriptionId, periodEndsAt, daysBefore, receivedAt } =
        renewalDue.schema.parse(detail);
      const at = Date.parse(receivedAt);
      const owner = people.find(({ customer }) => `sub_${customer}` === subscriptionId);
      const phases = (owner && book.subscriptions.get(owner.name)) ?? [];
      // What is due at a moment comes before what shops tell at it.
      const is = phases.findLast(({ from }) => from < at)?.is;
      const end = Date.parse(periodEndsAt);
      const name = `${subscriptionId} ${periodEndsAt} ${daysBefore}`;
      const isAgain = told.has(name) && !told.has(id);
      told.add(name).add(id);
      const isRight =
        is?.status === 'active' &&
        Math.abs(is.periodEndsAt - end) < 1_000 &&
        at < end &&
        end - at < (daysBefore + 1) * DAY;
      return isRight && !isAgain ? [] : [`reminder ${name} at ${receivedAt} should not be`];
    });
}

/** What one list has and the other has not, each as often as that is so. */
function differences(of: string, wanted: readonly string[], found: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) - 1);
  return [...counts].flatMap(([one, count]) => {
    if (count === 0) return [];
    return [`${of}: ${one} ${count > 0 ? 'was not sent' : 'was sent for no reason'}`];
  });
}

function shownIn(instant: string, timeZone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone });
}
