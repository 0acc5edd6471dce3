import { isPromotion, permit, secondsUntilQuiet } from '../domain/time/contact.ts';
import type { Instant } from '../domain/time/time.ts';
import { countOne, readSent } from '../table/people/contact-count.ts';
import type { Fate, NotSent, Outbound } from '../table/people/dispatch-item.ts';
import type { Count } from '../table/table.ts';
import type { GateDependencies } from './dependencies.ts';
import type { Letter } from './letter.ts';
import { findPerson, openReader } from './reader.ts';

/** What is to become of a message now. */
export interface Ruling {
  readonly fate: Fate;
  /** What it uses up of the member's limits, to be counted with the record. */
  readonly counts: readonly Count[];
  /** What the channel is to carry; absent in the app, and where nothing goes. */
  readonly letter?: Letter;
}

const NOTHING_SENT = { promotionsToday: 0, emailsToday: 0, smsToday: 0, smsThisWeek: 0 };

/** Decides on a message by what the member said, what they were sent, and the hour it is for them. */
export async function judge(
  dependencies: GateDependencies,
  message: Outbound,
  now: Instant,
): Promise<Ruling> {
  const { table, carriers } = dependencies;
  const { channel, kind } = message;
  if (channel !== 'in-app' && carriers[channel] === undefined) return dropped('switched-off');
  const person = await findPerson(dependencies, message);
  if ('why' in person) return dropped(person.why);
  const { timeZone, rules, promotionsADay, consent } = person;
  const promotes = isPromotion(kind);
  const sent = promotes ? await readSent(table, person, now) : NOTHING_SENT;
  const permission = permit(
    message,
    { timeZone, consent, sent, ...(promotionsADay === undefined ? {} : { promotionsADay }) },
    rules,
    now,
  );
  if (permission.verdict === 'drop') return dropped(permission.why);
  if (permission.verdict === 'hold') {
    return { fate: { state: 'held', until: permission.until }, counts: [] };
  }
  const counts = promotes ? countOne(person, channel, rules, now) : [];
  if (channel === 'in-app') return { fate: { state: 'sent' }, counts };
  const reader = await openReader(dependencies, person, message);
  if ('why' in reader) return dropped(reader.why);
  const letter = reader.letter(message, secondsUntilQuiet(now, timeZone, rules));
  return { fate: { state: 'sending', calls: 1 }, counts, letter };
}

function dropped(why: NotSent): Ruling {
  return { fate: { state: 'dropped', why }, counts: [] };
}
