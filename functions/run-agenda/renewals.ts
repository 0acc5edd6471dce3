import { hash } from 'node:crypto';
import type { Errand, Look } from '../../shared/agenda/due.ts';
import { readReminders } from '../../shared/agenda/reminders.ts';
import {
  armed,
  dueReminder,
  type GivenReminder,
  renewalPrice,
  unsaidOf,
  withGiven,
} from '../../shared/domain/time/reminding.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import { type BusEntry, busEntry } from '../../shared/events/publish.ts';
import { renewalDue } from '../../shared/events/time-events.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import {
  type KeptSubscription,
  readSubscription,
} from '../../shared/table/people/subscription-item.ts';
import { keepReminding } from '../../shared/table/people/subscriptions.ts';
import { TableBusy } from '../../shared/table/table.ts';
import type { RunAgendaDependencies } from './dependencies.ts';

/**
 * Reminds of renewals. What is to be said is written down first, with its time: a run that was cut
 * off is followed by one that says the very same, which consumers know. Then it is said, and the next
 * reminder armed. Whatever the shop says meanwhile of the subscription arms its reminders anew.
 */
export function renewals(
  { table, program, tell }: RunAgendaDependencies,
  until: Instant,
): readonly Look[] {
  const remind: Errand = async (item, at) => {
    const kept = readSubscription(item);
    const { member, subscription, reminding } = kept;
    const { periodEndsAt = 0 } = subscription;
    const unsaid = unsaidOf(reminding, subscription);
    if (unsaid !== undefined && at < periodEndsAt) return said(kept, unsaid, at);
    const left = await readReminders(table, program, member, subscription, reminding);
    const due = dueReminder(left, at);
    if (due === undefined || at >= periodEndsAt) {
      await written(keepReminding(table, kept, armed(reminding, left, at)));
      return undefined;
    }
    const { price } = renewalPrice(subscription);
    const given = { periodEndsAt, daysBefore: due.daysBefore, at, ...(price && { price }) };
    const marked = await written(keepReminding(table, kept, withGiven(reminding, given)));
    return said(marked, given, at);
  };
  return [{ kind: 'renewal', until, errand: remind }];

  async function said(
    kept: KeptSubscription,
    given: GivenReminder,
    at: Instant,
  ): Promise<'reminded'> {
    const { member, subscription, reminding } = kept;
    const state = await readMember(table, member);
    await tell([sayDue(kept, given, state?.member ?? member)]);
    const left = await readReminders(table, program, member, subscription, reminding);
    await written(keepReminding(table, kept, armed(reminding, left, at)));
    return 'reminded';
  }
}

/** @throws {TableBusy} when the subscription changed meanwhile: the next tick reads what it is now */
async function written(keeping: Promise<KeptSubscription | undefined>): Promise<KeptSubscription> {
  const kept = await keeping;
  if (kept === undefined) throw new TableBusy('a subscription changed meanwhile');
  return kept;
}

function sayDue(
  { member: own, shop, subscriptionId, subscription }: KeptSubscription,
  { periodEndsAt, daysBefore, at }: GivenReminder,
  member: string,
): BusEntry {
  const { title, autoRenews, manageUrl } = subscription;
  const said = new Date(at).toISOString();
  const which = JSON.stringify([shop, subscriptionId, periodEndsAt, daysBefore]);
  return busEntry(
    renewalDue,
    {
      id: `${own}.renewal.${hash('sha256', which, 'base64url').slice(0, 22)}`,
      member,
      shop,
      subscriptionId,
      ...(title !== undefined && { title }),
      periodEndsAt: new Date(periodEndsAt).toISOString(),
      daysBefore,
      ...renewalPrice(subscription),
      autoRenews,
      ...(manageUrl !== undefined && { manageUrl }),
      occurredAt: said,
      receivedAt: said,
      correlationId: `run-agenda:${said.slice(0, 16)}`,
    },
    at,
  );
}
