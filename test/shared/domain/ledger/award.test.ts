import { describe, expect, test } from 'vitest';
import type { AwardRequest } from '../../../../shared/domain/ledger/award.ts';
import { cap } from '../../../../shared/domain/ledger/cap.ts';
import { evolve, replay } from '../../../../shared/domain/ledger/ledger.ts';
import { merge, unmerge } from '../../../../shared/domain/ledger/merge.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import {
  anOrder,
  entryOf,
  ladder,
  memberLedger,
  occasionAt,
  refusedOnce,
} from '../../../support/member-ledger.ts';

const MARCH = 2026 * 12 + 2;

const checkIn = (more: Partial<AwardRequest> = {}): AwardRequest => ({
  award: 'a-key',
  request: 'a-hash',
  cause: { kind: 'activity', id: 'check-in' },
  points: 5,
  validity: { months: 12 },
  visit: true,
  ...more,
});

function awarded(ledger: ReturnType<typeof memberLedger>, asked: AwardRequest, at: string) {
  return entryOf('awarded', ledger.tell({ type: 'award', request: asked }, at));
}

describe('an award', () => {
  test('brings points that live as long as it says, and are none that orders earned', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000));
    const entry = awarded(ledger, checkIn(), '2026-03-20T12:00:00Z');
    expect(entry).toMatchObject({ points: 5, movements: [{ expires: MARCH + 13, points: 5 }] });
    expect(ledger.state.figures).toMatchObject([{ month: MARCH, purchases: 1, points: 60 }]);
    expect(ledger.state.lastVisitAt).toBe(Date.parse('2026-03-20T12:00:00Z'));
    expect(ledger.state.lastOrderAt).toBe(Date.parse('2026-03-10T12:00:00Z'));
  });

  test('pays debt first', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    ledger.redeem({ for: 'checkout', points: 150, currency: 'EUR' });
    ledger.refund('1', 1_000, { at: '2026-03-13T12:00:00Z' });
    const entry = awarded(ledger, checkIn({ points: 12 }), '2026-03-20T12:00:00Z');
    expect(entry).toMatchObject({ debt: -10, balance: { before: 0, after: 2 } });
  });

  test('whose time is over enters nothing', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000), '2026-06-01T12:00:00Z');
    const asked = checkIn({ validity: { days: 10 } });
    expect(awarded(ledger, asked, '2026-03-20T12:00:00Z')).toMatchObject({
      lapsed: 5,
      movements: [],
    });
  });

  test('is refused in its own words when what limits it is used up', () => {
    const of = cap('a-day', { units: 1 });
    const limits = [{ of, take: 1, otherwise: { reason: 'daily-limit-reached' } as const }];
    const command = { type: 'award', request: checkIn({ limits }) } as const;
    const at = '2026-03-20T12:00:00Z';
    expect(memberLedger().tell(command, at)).toMatchObject({
      claims: [{ cap: 'a-day', atMostBefore: 0 }],
    });
    expect(memberLedger().tell(command, at, refusedOnce('a-day', 1))).toMatchObject({
      reason: 'daily-limit-reached',
    });
  });

  test('reaches a tier by contribution, and points on reaching it come with the next order', () => {
    const [first, second] = bareLadder.tiers;
    if (first === undefined || second === undefined) throw new Error('the ladder has no tiers');
    const program = loadProgram({
      ...bareLadder,
      activities: [{ id: 'answer', name: { en: 'An answer', 'zh-CN': '回答' }, contribution: 30 }],
      tiers: [
        first,
        {
          ...second,
          reach: [[{ measure: 'contribution', window: { months: 3 }, atLeast: 30 }]],
          pointsOnReaching: { points: 20, validity: { days: 90 } },
        },
      ],
    });
    const ledger = memberLedger(program);
    ledger.order(anOrder('1', 1_000));
    const give = (contribution: number, at: string) =>
      awarded(ledger, checkIn({ points: 0, contribution, rewards: ['mug'] }), at);
    expect(give(29, '2026-03-20T12:00:00Z')).toMatchObject({ rewards: ['mug'] });
    expect(give(1, '2026-06-20T12:00:00Z')).toMatchObject({
      tier: { before: 'explorer', after: 'regular' },
      rewards: ['mug', ...second.rewards],
      movements: [],
    });
    const next = ledger.order(anOrder('2', 1_000), '2026-06-21T12:00:00Z');
    expect(next.shares).toMatchObject([{ points: 20 }, { rule: 'tier:regular', points: 20 }]);
  });

  test('does not keep a merge from being undone, and stays with whom it was given', () => {
    const [ours, theirs] = [memberLedger(ladder, 'ours'), memberLedger(ladder, 'theirs')];
    const on = (day: string, points: number) =>
      checkIn({ points, contribution: points, interaction: true, counted: { day, points } });
    for (const ledger of [ours, theirs]) ledger.order(anOrder(ledger.state.member, 1_000));
    awarded(ours, on('2026-03-19', 3), '2026-03-19T12:00:00Z');
    awarded(theirs, on('2026-03-20', 5), '2026-03-20T12:00:00Z');
    const before = theirs.state;
    const merged = merge(ours.state, theirs.state, occasionAt('2026-03-21T12:00:00Z'), ladder);
    if (!merged.ok) throw new Error(merged.reason);
    ours.enter(merged.survivor.entry);
    expect(ours.state.activityDay).toEqual({ day: '2026-03-20', points: 5, pointsOfMonth: 8 });
    theirs.enter(merged.absorbed.entry);
    const since = awarded(ours, on('2026-03-22', 4), '2026-03-22T12:00:00Z');
    const at = occasionAt('2026-03-23T12:00:00Z');
    const undone = unmerge(ours.state, theirs.state, merged.survivor.entry, [since], at, ladder);
    if (!undone.ok) throw new Error(undone.reason);
    ours.enter(undone.survivor.entry);
    expect(ours.state).toMatchObject({
      activityDay: { day: '2026-03-22', points: 4, pointsOfMonth: 7 },
      figures: [{ contribution: 7, interactions: 2 }],
      lastVisitAt: Date.parse('2026-03-22T12:00:00Z'),
    });
    const back = evolve(theirs.state, undone.released.entry);
    expect(back).toEqual({ ...before, v: 4, asOf: at.receivedAt });
    expect(replay('ours', ours.entries)).toEqual(ours.state);
  });
});
