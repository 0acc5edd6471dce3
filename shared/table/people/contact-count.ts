import type { Channel, Reachable } from '../../domain/time/contact.ts';
import { daysAfter, weekdayOf } from '../../domain/time/day.ts';
import { type Instant, localDay } from '../../domain/time/time.ts';
import type { Contact } from '../../program/program.ts';
import { type Key, keys } from '../keys.ts';
import { type Count, type Table, USED } from '../table.ts';

/** Whose promotions are counted, and in which zone their days and weeks begin. */
export interface Counted {
  readonly member: string;
  readonly timeZone: string;
  /** As many a day as the member wants, where they said. */
  readonly promotionsADay?: number;
}

/** Longer than the week that is counted. */
const KEPT_MS = 14 * 86_400_000;

/** The items that count a member's promotions at an instant: of the day, and of its week. */
function places({ member, timeZone }: Counted, now: Instant) {
  const today = localDay(now, timeZone);
  const week = `W${daysAfter(today, -weekdayOf(today))}`;
  return {
    ofAll: keys.contacts(member, today, 'all'),
    emails: keys.contacts(member, today, 'email'),
    sms: keys.contacts(member, today, 'sms'),
    smsOfWeek: keys.contacts(member, week, 'sms'),
  };
}

/** What promotions a member was sent on the day and in the week of an instant. */
export async function readSent(
  table: Pick<Table, 'get'>,
  of: Counted,
  now: Instant,
): Promise<Reachable['sent']> {
  const { ofAll, emails, sms, smsOfWeek } = places(of, now);
  const all = [ofAll, emails, sms, smsOfWeek].map(async (key) => {
    const item = await table.get(key, { consistent: true });
    return Number(item?.[USED] ?? 0);
  });
  const [promotionsToday = 0, emailsToday = 0, smsToday = 0, smsThisWeek = 0] =
    await Promise.all(all);
  return { promotionsToday, emailsToday, smsToday, smsThisWeek };
}

/** Counts one promotion on a channel, in the transaction that records it; or refuses it there. */
export function countOne(
  of: Counted,
  channel: Channel,
  rules: Contact,
  now: Instant,
): readonly Count[] {
  const { ofAll, emails, sms, smsOfWeek } = places(of, now);
  const one = (key: Key, most: number): Count => ({
    key,
    add: 1,
    atMostBefore: most - 1,
    endsAt: Math.floor((now + KEPT_MS) / 1000),
  });
  const wanted = of.promotionsADay ?? rules.promotionsADay;
  return [
    one(ofAll, Math.min(wanted, rules.promotionsADay)),
    ...(channel === 'email' ? [one(emails, rules.emailsADay)] : []),
    ...(channel === 'sms' ? [one(sms, rules.smsADay), one(smsOfWeek, rules.smsAWeek)] : []),
  ];
}
