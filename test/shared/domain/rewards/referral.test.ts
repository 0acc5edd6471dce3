import { describe, expect, test } from 'vitest';
import { FIRST_ATTEMPT } from '../../../../shared/domain/ledger/cap.ts';
import { newMember } from '../../../../shared/domain/ledger/member.ts';
import {
  isFirstOrder,
  levelsReached,
  type Referred,
  readinessOf,
  referralOf,
  rewardFriend,
  rewardLevel,
  rewardOwner,
} from '../../../../shared/domain/rewards/referral.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import type { Referral } from '../../../../shared/program/program.ts';
import {
  anOrder,
  entryOf,
  ladder,
  MEMBER,
  memberLedger,
  occasionAt,
} from '../../../support/member-ledger.ts';

const OWNER = 'owner-000000000000000a';
const DUE = Date.parse('2026-03-24T12:00:00Z');
const LATER = occasionAt('2026-03-25T12:00:00Z');
const NOWHERE_ELSE = { year: 0, month: 0 };

const monthly = loadProgram({
  ...fourTierLadder,
  referral: { ...fourTierLadder.referral, friendsAMonth: 3 } as Referral,
});

const referred: Referred = {
  friend: MEMBER,
  owner: OWNER,
  shop: 'birdhouse',
  orderId: '1',
  orderedAt: Date.parse('2026-03-10T12:00:00Z'),
  dueAt: DUE,
};

describe('a referral', () => {
  test('is a first order that came with another member’s code, due once it is old enough', () => {
    const friend = memberLedger();
    expect(isFirstOrder(friend.state)).toBe(true);
    const before = friend.state;
    const entry = friend.order(anOrder('1', 5_000));
    expect(referralOf(before, entry, OWNER, ladder)).toEqual(referred);
    expect(isFirstOrder(friend.state)).toBe(false);
    friend.cancel('1');
    expect(isFirstOrder(friend.state)).toBe(false);
  });

  test('is nobody’s own order, under whatever id, and none that is no purchase', () => {
    const friend = memberLedger();
    const nothing = friend.order(anOrder('1', 0));
    const entry = friend.order(anOrder('2', 5_000));
    const merged = { member: MEMBER, absorbed: [OWNER] };
    expect(referralOf({ member: MEMBER, absorbed: [] }, entry, MEMBER, ladder)).toBeUndefined();
    expect(referralOf(merged, entry, OWNER, ladder)).toBeUndefined();
    expect(referralOf(newMember(MEMBER), nothing, OWNER, ladder)).toBeUndefined();
  });

  test('is ready once it is due, while something of its order is left', () => {
    const friend = memberLedger();
    const entry = friend.order(anOrder('1', 5_000));
    const half = friend.refund('1', 2_500);
    const rest = friend.refund('1', 2_500);
    const again = friend.reverse(rest);
    const ready = (now: number, clawbacks = [half]) =>
      readinessOf(referred, { entry, clawbacks }, now);
    expect(ready(DUE - 1)).toBe('too-early');
    expect(ready(DUE)).toBe('due');
    expect(ready(DUE, [half, rest])).toBe('order-undone');
    expect(ready(DUE, [again, rest, half])).toBe('due');
    expect(ready(DUE, [half, friend.cancel('1')])).toBe('order-undone');
  });
});

describe('what a referral brings', () => {
  test('goes to both sides, under keys of their own', () => {
    const owner = rewardOwner(
      newMember(OWNER),
      referred,
      NOWHERE_ELSE,
      LATER,
      monthly,
      FIRST_ATTEMPT,
    );
    expect(entryOf('awarded', owner)).toMatchObject({
      award: `referral#${MEMBER}#brought`,
      cause: { kind: 'referral', id: 'brought' },
      points: 200,
      uses: [
        { cap: `referral:${OWNER}`, units: 1 },
        { cap: `referral:${OWNER}:2026`, units: 1 },
        { cap: `referral:${OWNER}:2026-03`, units: 1 },
      ],
    });
    const friend = rewardFriend(newMember(MEMBER), referred, LATER, monthly, FIRST_ATTEMPT);
    expect(entryOf('awarded', friend)).toMatchObject({
      award: `referral#${MEMBER}#came`,
      points: 200,
      uses: [],
    });
  });

  test('is limited in a year and in a month, counting what absorbed members brought', () => {
    const reward = (elsewhere: typeof NOWHERE_ELSE) =>
      rewardOwner(newMember(OWNER), referred, elsewhere, LATER, monthly, FIRST_ATTEMPT);
    const limit = { ok: false, reason: 'no-referral', why: 'too-many-friends' };
    expect(reward({ year: 9, month: 2 }).ok).toBe(true);
    expect(reward({ year: 10, month: 0 })).toEqual(limit);
    expect(reward({ year: 3, month: 3 })).toEqual(limit);
  });

  test('is nothing where both have become one member', () => {
    const one = { ...newMember(OWNER), absorbed: [MEMBER] };
    expect(rewardOwner(one, referred, NOWHERE_ELSE, LATER, monthly, FIRST_ATTEMPT)).toMatchObject({
      why: 'same-member',
    });
  });

  test('is more at levels, which are reached by so many friends', () => {
    const rules = ladder.referral;
    if (rules === undefined) throw new Error('the ladder has a referral');
    const friends = (count: number) => levelsReached(rules, count).map((level) => level.friends);
    expect([0, 1, 2, 3, 5, 9].map(friends)).toEqual([[], [1], [1], [1, 3], [1, 3, 5], [1, 3, 5]]);
    const [, third] = levelsReached(rules, 3);
    if (third === undefined) throw new Error('there is a level of three');
    const level = rewardLevel(newMember(OWNER), third, LATER, ladder, FIRST_ATTEMPT);
    expect(entryOf('awarded', level)).toMatchObject({
      award: `referral#${OWNER}#level-3`,
      cause: { kind: 'referral', id: 'level-3' },
      points: 300,
    });
  });
});
