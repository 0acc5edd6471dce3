import { describe, expect, test } from 'vitest';
import type { ReviewedEntry } from '../../../../shared/domain/ledger/entry.ts';
import { newMember } from '../../../../shared/domain/ledger/member.ts';
import type { ReviewOutcome } from '../../../../shared/domain/tiers/review-outcome.ts';
import {
  entryItem,
  entryKey,
  NO_ENTRY,
  readEntry,
} from '../../../../shared/table/ledger/entry-item.ts';
import { readState, stateItem } from '../../../../shared/table/ledger/state-item.ts';
import { MEMBER, occasionAt } from '../../../support/member-ledger.ts';
import { at, monthOf } from '../../../support/reviewed.ts';

const month = monthOf('2026-12');
const notice = { tier: 'gold', month, threats: ['falling' as const, 'paths' as const] };
const lent = { tier: 'gold', until: at('2027-01-20T00:00:00Z') };
const lock = { tier: 'gold', since: month };
const way = {
  orders: 2,
  spendMinor: 12_000,
  points: 3,
  contribution: 4,
  interactions: 5,
  from: at('2026-11-16T12:00:00Z'),
  before: at('2026-11-30T23:00:00Z'),
};

const outcomes: readonly ReviewOutcome[] = [
  { what: 'notice', notice, to: 'silver', way },
  { what: 'notice', notice: { ...notice, threats: ['refunds'] }, to: null },
  { what: 'demoted', why: 'falling', month, lock },
  { what: 'demoted', why: 'paths', month: month + 1, lock: null },
  { what: 'withdrawn', month: month + 2 },
  { what: 'lent', lent, lostAt: at('2026-11-20T00:00:00Z') },
  { what: 'returned', lent },
];

function entryOf(outcome: ReviewOutcome): ReviewedEntry {
  return {
    kind: 'reviewed',
    ...occasionAt('2026-12-01T00:10:00Z'),
    member: MEMBER,
    v: 7,
    program: 'reviewed@3f9a1c07',
    outcome,
    movements: [],
    held: [],
    debt: 0,
    balance: { before: 5, after: 5 },
    purchases: { before: 2, after: 2 },
    tier: { before: 'gold', after: 'silver' },
  };
}

describe('the entry of a review', () => {
  test.each(outcomes)('is read as it was written: $what', (outcome) => {
    const entry = entryOf(outcome);
    expect(readEntry(entryItem({ entry, previousHash: NO_ENTRY })).entry).toEqual(entry);
  });

  test('is keyed by the member and what it came to, so that it is entered once', () => {
    expect(outcomes.map((outcome) => entryKey(entryOf(outcome)).PK)).toEqual([
      `K#reviewed#${MEMBER}#${month}#notice#gold`,
      `K#reviewed#${MEMBER}#${month}#notice#gold`,
      `K#reviewed#${MEMBER}#${month}`,
      `K#reviewed#${MEMBER}#${month + 1}`,
      `K#reviewed#${MEMBER}#${month + 2}`,
      `K#reviewed#${MEMBER}#lent#${at('2026-11-20T00:00:00Z')}`,
      `K#reviewed#${MEMBER}#returned#${lent.until}`,
    ]);
  });
});

describe('what a state remembers of reviews', () => {
  const hash = new Uint8Array(32);

  test('is read as it was written', () => {
    const refunded = [
      { month: month - 3, purchases: 1, spendMinor: 500, points: 5 },
      { month: month - 1, purchases: 0, spendMinor: 200, points: 2 },
    ].map((figures) => ({ ...figures, contribution: 0, interactions: 0 }));
    const state = { ...newMember(MEMBER), notice, lent, demotionLock: lock, refunded };
    const item = stateItem({ state, lastEntryHash: hash });
    expect(readState(MEMBER, item).state).toEqual(state);
  });

  test('takes no room in the states of those who have nothing to remember', () => {
    const item = stateItem({ state: newMember(MEMBER), lastEntryHash: hash });
    const names = ['notice', 'lent', 'lock', 'refunded'];
    expect(names.filter((name) => item[name] !== undefined)).toEqual([]);
  });
});
