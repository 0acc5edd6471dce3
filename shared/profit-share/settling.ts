import type { MemberState } from '../domain/ledger/member.ts';
import {
  endOfQuarter,
  type ProfitShare,
  profitShareOf,
  type Quarter,
} from '../domain/rewards/profit-share.ts';
import { rankOf } from '../domain/tiers/tier.ts';
import type { Instant } from '../domain/time/time.ts';
import { writeAmount } from '../messages/amount.ts';
import { inEveryLanguage } from '../messages/languages.ts';
import type { Program } from '../program/program.ts';
import { newTask, taskPuts } from '../table/operator/task-item.ts';
import { messageItem } from '../table/people/message-item.ts';
import {
  readBrought,
  readShare,
  type SettledShare,
  sharePut,
} from '../table/rewards/profit-share-item.ts';
import { type Put, type Table, TableBusy } from '../table/table.ts';

type Rules = NonNullable<Program['profitShare']>;

/** Of whom a share is settled, for which quarter, and when. */
export interface Settling {
  readonly state: MemberState;
  readonly quarter: Quarter;
  readonly rules: Rules;
  readonly at: Instant;
}

export type Settled =
  /** By this, or before. */
  | { readonly outcome: 'settled' | 'known'; readonly share: SettledShare }
  | { readonly outcome: 'not-over' }
  /** The member's tier has no share of profits. */
  | { readonly outcome: 'not-in-tier' };

/**
 * Gives a member their share of a quarter, once: what is settled stays so, and a refund that comes
 * after it takes nothing back. Where it is anything, the member's inbox says so and a task asks for
 * it to be paid out; all of that is one transaction.
 *
 * @throws {TableBusy} where it was settled at the same moment
 */
export async function settleShare(
  table: Table,
  program: Program,
  { state, quarter, rules, at }: Settling,
): Promise<Settled> {
  const known = await readShare(table, state.member, quarter);
  if (known !== undefined) return { outcome: 'known', share: known };
  if (at < endOfQuarter(quarter, program)) return { outcome: 'not-over' };
  if (rankOf(program, state.tier) < rankOf(program, rules.fromTier))
    return { outcome: 'not-in-tier' };
  const share = { ...(await pendingShare(table, state, quarter, rules)), settledAt: at };
  const { committed } = await table.transact([
    sharePut(state.member, quarter, share),
    ...(share.creditMinor === 0 ? [] : tellings(program, state.member, quarter, share)),
  ]);
  if (!committed) throw new TableBusy('a share was settled at the same moment');
  return { outcome: 'settled', share };
}

/** What is a member's so far. Who went into the member with a share of their own keeps that. */
export async function pendingShare(
  table: Table,
  { member, absorbed }: MemberState,
  quarter: Quarter,
  rules: Rules,
): Promise<ProfitShare> {
  const ids = [member, ...absorbed];
  const settled = await Promise.all(absorbed.map((id) => readShare(table, id, quarter)));
  const paidMinor = settled.reduce((sum, share) => sum + (share?.creditMinor ?? 0), 0);
  const open = [member, ...absorbed.filter((_, i) => settled[i] === undefined)];
  const orders = await Promise.all(open.map((id) => readBrought(table, id, quarter)));
  // Who brought themselves was somebody else then, and is not any more.
  const ofOthers = orders.flat().filter(({ entry }) => !ids.includes(entry.member));
  return profitShareOf(ofOthers, rules, paidMinor);
}

function tellings(
  program: Program,
  member: string,
  quarter: Quarter,
  { creditMinor: amountMinor, settledAt }: SettledShare,
): readonly Put[] {
  const { baseCurrency: currency, languages } = program;
  const text = inEveryLanguage(languages, (language, tag) =>
    language.profitShare(writeAmount(amountMinor, currency, tag), quarter),
  );
  const item = messageItem({
    member,
    fact: `profit-share#${quarter}`,
    topic: 'profit-share.settled',
    text,
    receivedAt: new Date(settledAt).toISOString(),
  });
  const task = newTask({ kind: 'credit', member, quarter, amountMinor, currency }, settledAt);
  return [{ item, condition: 'absent' }, ...taskPuts(task)];
}
