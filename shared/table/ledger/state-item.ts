import type { MemberState } from '../../domain/ledger/member.ts';
import type { ActivityDay } from '../../domain/rewards/activity-day.ts';
import { DAY } from '../../domain/time/time.ts';
import { type Attributes, attributesOf, type Draft } from '../attributes.ts';
import { type Key, keys, ROSTER_INDEX, rosterShard } from '../keys.ts';
import type { Item } from '../table.ts';
import { readMonths, writeDeeds, writeMonths } from './months.ts';
import { readBuckets, readHolds, writeBuckets, writeHolds } from './positional.ts';
import {
  readLent,
  readLock,
  readNotice,
  writeLent,
  writeLock,
  writeNotice,
} from './review-attributes.ts';

/** A member's state as the table keeps it: with the hash of the entry that made it. */
export interface StoredState {
  readonly state: MemberState;
  /** SHA-256 of the member's last entry, which the next entry records: the ledger's chain. */
  readonly lastEntryHash: Uint8Array;
}

export function stateItem({ state, lastEntryHash }: StoredState): Item {
  const { PK, SK } = keys.state(state.member);
  const item: Key & Draft = { PK, SK };
  item[ROSTER_INDEX.partition] = rosterShard(state.member);
  writeState(state, item);
  item.hash = lastEntryHash;
  return item;
}

/** Reads a state item back. */
export function readState(member: string, item: Item): StoredState {
  return {
    state: readStateAttributes(member, item),
    lastEntryHash: attributesOf(item).bytes('hash'),
  };
}

/**
 * Writes a state's attributes. Lists are positional, since every byte above 1 KB costs another write
 * unit twice over on each write of a member. What is nothing is left out.
 */
export function writeState(state: MemberState, to: Draft): void {
  to.v = state.v;
  to.asOf = state.asOf;
  to.lots = writeBuckets(state.lots);
  if (state.holds.length > 0) to.holds = writeHolds(state.holds);
  if (state.debt !== 0) to.debt = state.debt;
  to.months = writeMonths(state.figures);
  const deeds = writeDeeds(state.figures);
  if (deeds.length > 0) to.deeds = deeds;
  if (state.joinedAt !== 0) to.joined = state.joinedAt;
  to.purchases = state.purchases;
  to.spend = state.spendMinor;
  to.lastOrder = state.lastOrderAt;
  if (state.lastVisitAt !== 0) to.visit = state.lastVisitAt;
  if (state.activityDay !== null) {
    const { day, points, pointsOfMonth } = state.activityDay;
    to.today = [Date.parse(day) / DAY, points, pointsOfMonth];
  }
  if (state.tier !== null) to.tier = state.tier;
  to.since = state.tierSince;
  if (state.notice !== null) to.notice = writeNotice(state.notice);
  if (state.lent !== null) to.lent = writeLent(state.lent);
  if (state.demotionLock !== null) to.lock = writeLock(state.demotionLock);
  if (state.refunded.length > 0) to.refunded = writeMonths(state.refunded);
  to.once = state.givenOnce;
  if (state.absorbed.length > 0) to.absorbed = state.absorbed;
  if (state.mergedInto !== null) to.into = state.mergedInto;
}

export function readStateAttributes(member: string, attributes: Attributes): MemberState {
  const read = attributesOf(attributes);
  return {
    member,
    v: read.number('v'),
    asOf: read.number('asOf'),
    lots: readBuckets(read.numbers('lots')),
    holds: read.has('holds') ? readHolds(read.numbers('holds')) : [],
    debt: read.has('debt') ? read.number('debt') : 0,
    figures: readMonths(read.numbers('months'), read.has('deeds') ? read.numbers('deeds') : []),
    joinedAt: read.has('joined') ? read.number('joined') : 0,
    purchases: read.number('purchases'),
    spendMinor: read.number('spend'),
    lastOrderAt: read.number('lastOrder'),
    lastVisitAt: read.has('visit') ? read.number('visit') : 0,
    activityDay: read.has('today') ? readDay(read.numbers('today')) : null,
    tier: read.has('tier') ? read.text('tier') : null,
    tierSince: read.number('since'),
    notice: read.has('notice') ? readNotice(read.list('notice')) : null,
    lent: read.has('lent') ? readLent(read.list('lent')) : null,
    demotionLock: read.has('lock') ? readLock(read.list('lock')) : null,
    refunded: read.has('refunded') ? readMonths(read.numbers('refunded'), []) : [],
    givenOnce: read.texts('once'),
    absorbed: read.has('absorbed') ? read.texts('absorbed') : [],
    mergedInto: read.has('into') ? read.text('into') : null,
  };
}

function readDay([day = 0, points = 0, pointsOfMonth = 0]: readonly number[]): ActivityDay {
  return { day: new Date(day * DAY).toISOString().slice(0, 10), points, pointsOfMonth };
}
