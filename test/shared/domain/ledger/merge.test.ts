import { describe, expect, test } from 'vitest';
import { evolve, replay } from '../../../../shared/domain/ledger/ledger.ts';
import { MOST_ABSORBED, merge, unmerge } from '../../../../shared/domain/ledger/merge.ts';
import { anOrder, ladder, memberLedger, occasionAt } from '../../../support/member-ledger.ts';

const at = occasionAt('2026-04-01T12:00:00Z');

/** Two members, each with orders of their own. */
function twoMembers(orders: [number, number]) {
  const [ours, theirs] = [memberLedger(ladder, 'ours'), memberLedger(ladder, 'theirs')];
  for (let i = 0; i < orders[0]; i++) ours.order(anOrder(`o${i}`, 1_000), '2026-03-01T12:00:00Z');
  for (let i = 0; i < orders[1]; i++) theirs.order(anOrder(`t${i}`, 2_000), '2026-02-01T12:00:00Z');
  return { ours, theirs };
}

/** Merges them, and lets both ledgers know. */
function merged(orders: [number, number]) {
  const { ours, theirs } = twoMembers(orders);
  const decided = merge(ours.state, theirs.state, at, ladder);
  if (!decided.ok) throw new Error(decided.reason);
  const before = { ours: ours.state, theirs: theirs.state };
  ours.enter(decided.survivor.entry);
  theirs.enter(decided.absorbed.entry);
  return { ours, theirs, before, entry: decided.survivor.entry };
}

describe('a merge', () => {
  test('puts two ledgers into one, and nothing is lost or made', () => {
    const { ours, theirs, before } = merged([1, 1]);
    expect(ours.balance).toBe(60 + 70);
    expect(ours.state).toMatchObject({
      purchases: 2,
      spendMinor: before.ours.spendMinor + before.theirs.spendMinor,
      absorbed: ['theirs'],
      tier: 'explorer',
    });
    expect(theirs.state).toMatchObject({ mergedInto: 'ours', lots: [], purchases: 0, tier: null });
  });

  test('reaches the tier that both reach together, with the rewards that are new', () => {
    const { ours, entry } = merged([2, 4]);
    expect(ours.state.tier).toBe('advocate');
    expect(entry.rewards).toEqual([
      'advocate-badge',
      'early-access',
      'event-invitation',
      'advocate-code',
    ]);
  });

  test('keeps the higher tier of the two', () => {
    const { ours, entry } = merged([1, 3]);
    expect(ours.state.tier).toBe('regular');
    expect(entry.rewards).toEqual([]);
  });

  test('remembers what either was given once', () => {
    const { ours } = merged([0, 1]);
    const next = ours.order(anOrder('later', 1_000), '2026-04-02T12:00:00Z');
    expect(next.shares.map(({ rule }) => rule)).toEqual(['goods']);
  });

  test('counts from when the one who came first joined, until it is undone', () => {
    const { ours, theirs, entry } = merged([1, 1]);
    expect(ours.state.joinedAt).toBe(Date.parse('2026-02-01T12:00:00Z'));
    const undone = unmerge(ours.state, theirs.state, entry, [], at, ladder);
    if (!undone.ok) throw new Error(undone.reason);
    expect(evolve(ours.state, undone.survivor.entry).joinedAt).toBe(
      Date.parse('2026-03-01T12:00:00Z'),
    );
    expect(evolve(theirs.state, undone.released.entry).joinedAt).toBe(
      Date.parse('2026-02-01T12:00:00Z'),
    );
  });

  test('pays what one owed from what the other has', () => {
    const { ours, theirs } = twoMembers([1, 1]);
    theirs.redeem({ for: 'checkout', points: 70, currency: 'EUR' }, '2026-02-02T12:00:00Z');
    theirs.cancel('t0', '2026-02-03T12:00:00Z');
    expect(theirs.state.debt).toBe(20);
    const decided = merge(ours.state, theirs.state, at, ladder);
    if (!decided.ok) throw new Error(decided.reason);
    ours.enter(decided.survivor.entry);
    expect(ours.state.debt).toBe(0);
    expect(ours.balance).toBe(40);
  });

  test('is a line of both ledgers, from which both states follow', () => {
    const { ours, theirs } = merged([3, 2]);
    expect(replay('ours', ours.entries)).toEqual(ours.state);
    expect(replay('theirs', theirs.entries)).toEqual(theirs.state);
  });

  test('of a member with itself, with one that is merged, or of too many, is refused', () => {
    const { ours, theirs } = merged([1, 1]);
    expect(merge(ours.state, ours.state, at, ladder)).toMatchObject({ why: 'same-member' });
    expect(merge(ours.state, theirs.state, at, ladder)).toMatchObject({ why: 'merged-already' });
    const full = { ...ours.state, absorbed: Array.from({ length: MOST_ABSORBED }, String) };
    const other = memberLedger(ladder, 'another').state;
    expect(merge(full, other, at, ladder)).toMatchObject({ why: 'too-many' });
  });
});

describe('the undoing of a merge', () => {
  const later = occasionAt('2026-04-03T12:00:00Z');

  test('gives both their own again, and leaves the survivor what was earned since', () => {
    const { ours, theirs, before, entry } = merged([2, 4]);
    const earned = ours.order(anOrder('later', 1_000), '2026-04-02T12:00:00Z');
    const decided = unmerge(ours.state, theirs.state, entry, [earned], later, ladder);
    if (!decided.ok) throw new Error(decided.reason);
    const back = evolve(theirs.state, decided.released.entry);
    expect(back).toEqual({ ...before.theirs, v: 6, asOf: later.receivedAt });
    const left = evolve(ours.state, decided.survivor.entry);
    expect(left).toMatchObject({ purchases: 3, absorbed: [], tier: 'regular' });
    expect(left.spendMinor).toBe(before.ours.spendMinor + 1_000);
  });

  test('is refused once points were spent, taken or expired since', () => {
    const { ours, theirs, entry } = merged([2, 2]);
    for (const kind of ['redeemed', 'clawed-back', 'expired', 'adjusted', 'restored']) {
      const since = [{ kind: 'earned' }, { kind }];
      expect(unmerge(ours.state, theirs.state, entry, since, later, ladder)).toMatchObject({
        why: 'spent-since',
      });
    }
  });

  test('of members who are not merged is refused', () => {
    const { theirs, before, entry } = merged([2, 2]);
    const stranger = memberLedger(ladder, 'stranger').state;
    expect(unmerge(stranger, theirs.state, entry, [], later, ladder)).toMatchObject({
      why: 'not-merged',
    });
    expect(unmerge(before.ours, before.theirs, entry, [], later, ladder)).toMatchObject({
      why: 'not-merged',
    });
  });
});
