import { findProfile } from '../contact/profiles.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { type Habits, habitsOf } from '../domain/time/habit.ts';
import { hasReminders, type Reminding, remindersLeft } from '../domain/time/reminding.ts';
import type { Reminder } from '../domain/time/renewal.ts';
import type { Subscription } from '../domain/time/subscription.ts';
import { isTimeZone } from '../domain/time/zone.ts';
import type { Program } from '../program/program.ts';
import { readMember } from '../table/ledger/ledger.ts';
import { readHistory } from '../table/people/member-reads.ts';
import type { Table } from '../table/table.ts';

/** So many of a member's last entries tell when they act: no more is learned from older ones. */
const ENTRIES = 50;

/**
 * The reminders of a member's subscription that are still to be given, at the times that suit them.
 * The member is read only where there can be any, which takes some five read units.
 */
export async function readReminders(
  table: Table,
  program: Program,
  member: string,
  subscription: Subscription,
  reminding: Reminding,
): Promise<readonly Reminder[]> {
  const { contact } = program;
  if (contact === undefined || !hasReminders(subscription)) return [];
  const habits = await readHabits(table, program, member, subscription);
  return remindersLeft(subscription, reminding, contact, habits);
}

async function readHabits(
  table: Table,
  { timeZone }: Program,
  addressed: string,
  { renewals }: Subscription,
): Promise<Habits> {
  const member = (await readMember(table, addressed))?.member ?? addressed;
  const [{ choices }, { things }] = await Promise.all([
    findProfile(table, member),
    readHistory(table, member, ENTRIES),
  ]);
  const chosen = choices.timeZone;
  // What the platform knows no more cannot be told the time of.
  const theirs = chosen !== undefined && isTimeZone(chosen) ? chosen : timeZone;
  const acts = things.filter(isAct).map(({ occurredAt }) => occurredAt);
  return habitsOf(acts, renewals, theirs);
}

/** Whether a member did something: bought, came by, or spent points. */
function isAct(entry: Entry): boolean {
  switch (entry.kind) {
    case 'earned':
    case 'redeemed':
      return true;
    case 'awarded':
      return entry.visit;
    default:
      return false;
  }
}
