import type { Program, Referral } from '../../program/program.ts';
import { type AwardLimit, type AwardRequest, award } from '../ledger/award.ts';
import type { Cap, CapAttempts } from '../ledger/cap.ts';
import { type Decision, refuse } from '../ledger/decision.ts';
import type { AwardedEntry, ClawedBackEntry, EarnedEntry } from '../ledger/entry.ts';
import type { MemberState } from '../ledger/member.ts';
import type { Occasion } from '../orders/order.ts';
import { DAY, type Instant, monthAt } from '../time/time.ts';
import { nameOfMonth } from './draw-month.ts';

/** A friend who came with a member's code. */
export interface Referred {
  readonly friend: string;
  /** The member whose code it was. */
  readonly owner: string;
  /** The friend's first order. */
  readonly shop: string;
  readonly orderId: string;
  readonly orderedAt: Instant;
  /** From when on it may be settled. */
  readonly dueAt: Instant;
}

/** What is awarded for referrals, as entries name it: to either side, or for so many friends. */
export type ReferralCause = 'brought' | 'came' | `level-${number}`;

type Rules = Pick<Program, 'timeZone'> & { readonly referral?: Referral | undefined };

/**
 * Whether an order could bring a referral, before it is known whose code it came with: only the
 * first ever does, also where it was called off later, and no imported member's.
 */
export function isFirstOrder({ purchases, lastOrderAt }: MemberState): boolean {
  return purchases === 0 && lastOrderAt === 0;
}

/**
 * The referral that an order is, which came with the code of `owner`. Undefined where it is none:
 * what is no purchase brings nobody, and nobody brings themselves, by whatever id.
 */
export function referralOf(
  { member, absorbed }: Pick<MemberState, 'member' | 'absorbed'>,
  { order, figures, occurredAt }: EarnedEntry,
  owner: string,
  { referral }: Rules,
): Referred | undefined {
  if (referral === undefined || figures.purchases === 0) return undefined;
  if (owner === member || absorbed.includes(owner)) return undefined;
  return {
    friend: member,
    owner,
    shop: order.shop,
    orderId: order.orderId,
    orderedAt: occurredAt,
    dueAt: occurredAt + referral.afterDays * DAY,
  };
}

/** Whether a referral may be settled: not before its day, and only while its order is a purchase. */
export function readinessOf(
  { dueAt }: Pick<Referred, 'dueAt'>,
  { entry, clawbacks }: OrderSoFar,
  now: Instant,
): 'too-early' | 'order-undone' | 'due' {
  if (now < dueAt) return 'too-early';
  const purchases = clawbacks.reduce((sum, { figures }) => sum + figures.purchases, 0);
  return entry.figures.purchases + purchases > 0 ? 'due' : 'order-undone';
}

interface OrderSoFar {
  readonly entry: EarnedEntry;
  readonly clawbacks: readonly ClawedBackEntry[];
}

/** Counts of a member's friends who count: ever, in a year (`2026`), and in a month (`2026-11`). */
export function friendCounts(owner: string, at: Instant, { timeZone }: Pick<Program, 'timeZone'>) {
  const month = nameOfMonth(monthAt(at, timeZone));
  const id = `referral:${owner}`;
  return { ever: id, year: `${id}:${month.slice(0, 4)}`, month: `${id}:${month}` } as const;
}

/** How many friends those brought who went into a member, in the year and the month that count. */
export interface FriendsElsewhere {
  readonly year: number;
  readonly month: number;
}

/**
 * What a friend brings the member whose code it was, within the year and the month in which it came
 * due, whenever it is settled. What those brought who went into the member counts as well.
 */
export function rewardOwner(
  member: MemberState,
  referred: Referred,
  elsewhere: FriendsElsewhere,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  const { referral } = program;
  const { friend } = referred;
  if (referral === undefined) throw new Error('the program has no referral');
  if (friend === member.member || member.absorbed.includes(friend)) {
    return refuse({ reason: 'no-referral', why: 'same-member' });
  }
  const counts = friendCounts(member.member, referred.dueAt, program);
  const { friendsAYear, friendsAMonth = MOST } = referral;
  const limits = [
    counted(counts.ever, MOST),
    counted(counts.year, friendsAYear - elsewhere.year),
    counted(counts.month, friendsAMonth - elsewhere.month),
  ];
  const asked = {
    ...named(keyOfOwner(friend), 'brought'),
    points: referral.pointsForMember,
    validity: referral.validity,
    rewards: referral.rewardsForMember,
    limits,
  };
  return award(member, asked, occasion, program, attempts);
}

/** What the friend gets for having come. */
export function rewardFriend(
  member: MemberState,
  { friend }: Pick<Referred, 'friend'>,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  const { referral } = program;
  if (referral === undefined) throw new Error('the program has no referral');
  const asked = {
    ...named(keyOfFriend(friend), 'came'),
    points: referral.pointsForFriend,
    validity: referral.validity,
  };
  return award(member, asked, occasion, program, attempts);
}

/** The levels that so many friends reach, the lowest first. */
export function levelsReached({ levels }: Referral, friends: number): Referral['levels'] {
  return levels
    .filter((level) => level.friends <= friends)
    .toSorted((a, b) => a.friends - b.friends);
}

/** What reaching a level brings besides. */
export function rewardLevel(
  member: MemberState,
  level: Referral['levels'][number],
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  const { referral } = program;
  if (referral === undefined) throw new Error('the program has no referral');
  const asked = {
    ...named(keyOfLevel(member.member, level.friends), `level-${level.friends}`),
    points: level.points,
    validity: referral.validity,
    rewards: level.rewards,
  };
  return award(member, asked, occasion, program, attempts);
}

/** Business keys: each side is rewarded once for a friend, and a level is reached once. */
export function keyOfOwner(friend: string): string {
  return `referral#${friend}#brought`;
}

export function keyOfFriend(friend: string): string {
  return `referral#${friend}#came`;
}

export function keyOfLevel(owner: string, friends: number): string {
  return `referral#${owner}#level-${friends}`;
}

/** More friends than anybody has. */
const MOST = 1_000_000;

/** One slice: only one member's friends are counted in it, and its limit may be lowered by merges. */
function counted(id: string, units: number): AwardLimit {
  const of: Cap = { id, units, slices: 1 };
  return { of, take: 1, otherwise: { reason: 'no-referral', why: 'too-many-friends' } };
}

/** Nobody asks for a referral's awards by a request of their own: the key says it all. */
function named(key: string, id: ReferralCause): Pick<AwardRequest, 'award' | 'request' | 'cause'> {
  return { award: key, request: key, cause: { kind: 'referral', id } };
}
