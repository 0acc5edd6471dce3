import { describe, expect, test } from 'vitest';
import {
  attempt,
  cap,
  claimOn,
  type Refused,
  refusedAlso,
  sliceLimit,
} from '../../../../shared/domain/ledger/cap.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { anOrder, memberLedger, refusedOnce } from '../../../support/member-ledger.ts';

const campaign = {
  id: 'double-11',
  name: { en: 'Double 11', 'zh-CN': '双十一' },
  from: '2026-11-01',
  until: '2026-11-11',
  gives: { kind: 'multiplier' as const, multiplierBps: 50_000 },
};
const november = loadProgram({
  ...fourTierLadder,
  campaigns: [{ ...campaign, budget: { points: { units: 1_000, slices: 1 } } }],
});
const open = loadProgram({ ...fourTierLadder, campaigns: [campaign] });

const goods = (entry: { shares: readonly { rule: string; points: number }[] }) =>
  Object.fromEntries(entry.shares.map(({ rule, points }) => [rule, points]));

describe('a campaign', () => {
  test('gives what its multiplier gives beyond the tier’s, as a share of its own', () => {
    const entry = memberLedger(november).order(anOrder('1', 1_050), '2026-11-05T12:00:00Z');
    // Five times 10.50 is 52 whole points, of which the order’s own are 10.
    expect(goods(entry)).toMatchObject({ goods: 10, 'campaign:double-11': 42 });
    expect(entry.uses).toEqual([{ cap: 'campaign:double-11', slice: 0, units: 42 }]);
  });

  test.each([
    ['2026-10-31T22:59:59.999Z', false],
    ['2026-10-31T23:00:00.000Z', true],
    ['2026-11-11T22:59:59.999Z', true],
    ['2026-11-11T23:00:00.000Z', false],
  ])('holds on its days in the program’s zone: at %s %s', (at, holds) => {
    const entry = memberLedger(open).order(anOrder('1', 1_000), at);
    expect('campaign:double-11' in goods(entry)).toBe(holds);
  });

  test('is taken back with the order', () => {
    const ledger = memberLedger(open);
    ledger.order(anOrder('1', 1_000), '2026-11-05T12:00:00Z');
    ledger.cancel('1', '2026-11-06T12:00:00Z');
    expect(ledger.balance).toBe(50);
  });

  test('gives nothing when its budget has no room, and the entry says so', () => {
    const exhausted = refusedOnce('campaign:double-11', 40);
    const entry = memberLedger(november).order(
      anOrder('1', 1_000),
      '2026-11-05T12:00:00Z',
      exhausted,
    );
    expect(goods(entry)).toEqual({ goods: 10, 'tier:explorer': 50 });
    expect(entry).toMatchObject({ exhausted: ['double-11'], uses: [] });
  });

  test('gives nothing for an order larger than its whole budget', () => {
    const entry = memberLedger(november).order(anOrder('1', 100_000), '2026-11-05T12:00:00Z');
    expect(entry.exhausted).toEqual(['double-11']);
  });
});

describe('a cap', () => {
  test('is split into slices that come to all of it', () => {
    const of = cap('a', { units: 1_003, slices: 8 });
    const limits = Array.from({ length: 8 }, (_, slice) => sliceLimit(of, slice));
    expect(limits.reduce((sum, units) => sum + units, 0)).toBe(1_003);
    expect(cap('a', { units: 99 }).slices).toBe(1);
  });

  test('is tried slice by slice from where it began, and refused when all have refused', () => {
    const of = cap('a', { units: 800, slices: 4 });
    let refused: Refused = {};
    const slices = [0, 1, 2, 3, 4].map(() => {
      const claim = claimOn(of, 10, attempt(6, refused));
      refused = refusedAlso(refused, { cap: 'a', units: 10 });
      return claim?.slice;
    });
    expect(slices).toEqual([2, 3, 0, 1, undefined]);
  });

  test('that has refused many units may have room for few', () => {
    const of = cap('a', { units: 50 });
    const refused = refusedAlso({}, { cap: 'a', units: 33 });
    expect(claimOn(of, 33, attempt(0, refused))).toBeUndefined();
    expect(claimOn(of, 1, attempt(0, refused))).toMatchObject({ slice: 0, units: 1 });
  });
});
