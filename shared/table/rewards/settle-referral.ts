import type { MemberState } from '../../domain/ledger/member.ts';
import type { Occasion } from '../../domain/orders/order.ts';
import {
  friendCounts,
  keyOfFriend,
  keyOfLevel,
  keyOfOwner,
  levelsReached,
  readinessOf,
  rewardFriend,
  rewardLevel,
  rewardOwner,
} from '../../domain/rewards/referral.ts';
import type { Program, Referral as ReferralRules } from '../../program/program.ts';
import { keys } from '../keys.ts';
import { appendOnce, readOnce } from '../ledger/append-once.ts';
import { readUsed } from '../ledger/cap-reads.ts';
import { alone, readMember } from '../ledger/ledger.ts';
import { readOrder } from '../orders/order-record.ts';
import { type Table, TableBusy } from '../table.ts';
import {
  closedPuts,
  closeReferral,
  finishReferral,
  type Referral,
  type ReferralStatus,
  readReferral,
} from './referral-item.ts';

/** What a settlement came to; the points of both sides where the referral is settled. */
export interface Settlement {
  readonly friend: string;
  readonly owner: string;
  readonly dueAt: number;
  readonly outcome: Exclude<ReferralStatus, 'waiting'> | 'too-early';
  readonly points?: { readonly owner: number; readonly member: number };
}

/**
 * Settles the referral with which a member came: the owner's points, the counts and the outcome are
 * one transaction; the friend's points and levels follow, and whoever asks again has done what a run
 * that was cut off left undone.
 *
 * @returns undefined where the member came by themselves, or the program has no referral
 * @throws {TableBusy} when others were in the way; it may be settled in part
 */
export async function settleReferral(
  table: Table,
  program: Program,
  addressed: string,
  occasion: Occasion,
): Promise<Settlement | undefined> {
  const rules = program.referral;
  const state = await readMember(table, addressed);
  const referral = state === undefined ? undefined : await referralFor(table, state);
  if (rules === undefined || referral === undefined) return undefined;
  const settling = { table, program, rules, occasion };
  const { friend, owner, dueAt, status } = referral;
  const outcome = status === 'waiting' ? await settle(settling, referral) : status;
  if (outcome !== 'settled') return { friend, owner, dueAt, outcome };
  const points = {
    owner: referral.points ?? rules.pointsForMember,
    member: await giveFriend(settling, referral),
  };
  await giveLevels(settling, referral);
  if (status === 'waiting' || referral.unfinished === true) {
    await finishReferral(table, { ...referral, status: 'settled', points: points.owner });
  }
  return { friend, owner, dueAt, outcome, points };
}

interface Settling {
  readonly table: Table;
  readonly program: Program;
  readonly rules: ReferralRules;
  readonly occasion: Occasion;
}

/** Of members who went into one, several may have come as friends: one of them is settled, once. */
async function referralFor(
  table: Table,
  { member, absorbed }: MemberState,
): Promise<Referral | undefined> {
  const found = await Promise.all([member, ...absorbed].map((id) => readReferral(table, id)));
  const [first, ...others] = found
    .filter((one) => one !== undefined)
    .toSorted((a, b) => a.orderedAt - b.orderedAt);
  return [first, ...others].find((one) => one?.status === 'settled') ?? first;
}

async function settle(
  { table, program, rules, occasion }: Settling,
  referral: Referral,
): Promise<Settlement['outcome']> {
  const order = await readOrder(table, referral.shop, referral.orderId);
  if (order.known !== 'entered') throw new Error('the order of a referral is not there');
  const ready = readinessOf(referral, order, occasion.receivedAt);
  if (ready === 'too-early') return ready;
  if (ready === 'order-undone') return close(table, referral, ready);
  const also = closedPuts(referral, { status: 'settled', points: rules.pointsForMember }).map(
    (put) => ({ put, otherwise: { reason: 'no-referral', why: 'settled-before' } as const }),
  );
  const result = await appendOnce(
    table,
    referral.owner,
    entryNamed(keyOfOwner(referral.friend)),
    async (state, attempts) => {
      // Nobody counts under an absorbed member's id any more, so that what is read here stays so.
      const { absorbed } = state;
      const [member = state.member, ...more] = absorbed;
      const elsewhere =
        absorbed.length === 0
          ? { year: 0, month: 0 }
          : await countFriends(table, { member, absorbed: more }, referral.dueAt, program);
      const decision = rewardOwner(state, referral, elsewhere, occasion, program, attempts);
      return decision.ok ? { ok: true, entries: [decision], also } : decision;
    },
  );
  if (result.outcome !== 'refused') return 'settled';
  const { refusal } = result;
  if (refusal.reason !== 'no-referral' || refusal.why === 'settled-before') {
    throw new TableBusy('a referral was settled meanwhile');
  }
  return close(table, referral, refusal.why === 'same-member' ? 'same-member' : 'limit');
}

async function close(
  table: Table,
  referral: Referral,
  status: Parameters<typeof closeReferral>[2],
): Promise<Settlement['outcome']> {
  if (await closeReferral(table, referral, status)) return status;
  throw new TableBusy('a referral was settled meanwhile');
}

async function giveFriend(
  { table, program, occasion }: Settling,
  { friend }: Referral,
): Promise<number> {
  const name = entryNamed(keyOfFriend(friend));
  const known = await readOnce(table, name);
  if (known !== undefined) return known.points;
  const result = await appendOnce(table, friend, name, (state, attempts) =>
    alone(rewardFriend(state, { friend }, occasion, program, attempts)),
  );
  if (result.outcome === 'refused') throw new Error('a friend’s points were refused');
  return result.entry.points;
}

/** All levels that were reached by now, for a run that was cut off may have left some. */
async function giveLevels(
  { table, program, rules, occasion }: Settling,
  { owner }: Referral,
): Promise<void> {
  const state = await readMember(table, owner);
  if (state === undefined || rules.levels.length === 0) return;
  const { member, absorbed } = state;
  const { ever } = await countFriends(table, state, occasion.receivedAt, program);
  for (const level of levelsReached(rules, ever)) {
    const before = await Promise.all(
      [member, ...absorbed].map((id) => readOnce(table, entryNamed(keyOfLevel(id, level.friends)))),
    );
    if (before.some((entry) => entry !== undefined)) continue;
    const name = entryNamed(keyOfLevel(member, level.friends));
    await appendOnce(table, member, name, (now, attempts) => {
      if (now.member !== member) throw new TableBusy('a member was merged meanwhile');
      return alone(rewardLevel(now, level, occasion, program, attempts));
    });
  }
}

/** How many friends count for a member and for those who went into the member. */
export async function countFriends(
  table: Table,
  { member, absorbed }: Pick<MemberState, 'member' | 'absorbed'>,
  at: number,
  program: Program,
): Promise<{ readonly ever: number; readonly year: number; readonly month: number }> {
  const sums = { ever: 0, year: 0, month: 0 };
  for (const id of [member, ...absorbed]) {
    const counts = friendCounts(id, at, program);
    for (const period of ['ever', 'year', 'month'] as const) {
      sums[period] += await readUsed(table, counts[period], { consistent: true });
    }
  }
  return sums;
}

function entryNamed(award: string) {
  return { kind: 'awarded', key: keys.entry('awarded', award) } as const;
}
