import { describe, expect, test } from 'vitest';
import { presentAt } from '../../../../shared/domain/ledger/member.ts';
import { isAmong } from '../../../../shared/domain/tiers/member-share.ts';
import { belongingOf, isFor, someone, tagsOf } from '../../../../shared/domain/tiers/segment.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { Audience, Program, Segment } from '../../../../shared/program/program.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import { anOrder, MEMBER, memberLedger } from '../../../support/member-ledger.ts';

const name = { en: 'One', 'zh-CN': '一' };
const segment = (id: string, ...all: Segment['all']): Segment => ({ id, name, all, tag: false });
const purchases = (atLeast: number) =>
  ({ measure: 'purchases', window: 'lifetime', atLeast }) as const;

const withSegments = (...segments: Segment[]): Program => loadProgram({ ...bareLadder, segments });

/** A member with so many purchases on 10 March, looked at on another day. */
function at(day: string, count: number, program: Program) {
  const ledger = memberLedger(program);
  for (let i = 1; i <= count; i++) ledger.order(anOrder(`${i}`, 1_000));
  return someone(presentAt(ledger.state, Date.parse(`${day}T12:00:00Z`), program.timeZone));
}

describe('a segment', () => {
  test.each<[string, Segment['all'][number], number, boolean]>([
    ['a tier', { is: 'tier', from: 'regular', upTo: 'advocate' }, 2, false],
    ['a tier', { is: 'tier', from: 'regular', upTo: 'advocate' }, 3, true],
    ['a tier', { is: 'tier', from: 'regular', upTo: 'advocate' }, 6, true],
    ['a tier', { is: 'tier', from: 'regular', upTo: 'advocate' }, 11, false],
    ['no tier', { is: 'tier', upTo: 'advocate' }, 0, false],
    ['purchases', { is: 'at-least', condition: purchases(2) }, 1, false],
    ['purchases', { is: 'at-least', condition: purchases(2) }, 2, true],
    ['purchases', { is: 'less-than', condition: purchases(2) }, 1, true],
    ['purchases', { is: 'less-than', condition: purchases(2) }, 2, false],
    ['a recent order', { is: 'ordered-within', days: 10 }, 1, true],
    ['a recent order', { is: 'ordered-within', days: 9 }, 1, false],
    ['no recent order', { is: 'not-ordered-for', days: 9 }, 1, true],
    ['no recent order', { is: 'not-ordered-for', days: 10 }, 1, false],
    ['no order at all', { is: 'not-ordered-for', days: 10 }, 0, true],
  ])('asks for %s: %j holds after %i purchases: %s', (_, predicate, count, holds) => {
    const program = withSegments(segment('one', predicate));
    expect(belongingOf(at('2026-03-20', count, program), program)('one')).toBe(holds);
  });

  test('is of whom all of it holds', () => {
    const program = withSegments(
      segment('one', { is: 'at-least', condition: purchases(2) }, { is: 'tier', upTo: 'explorer' }),
    );
    const isIn = (count: number) => belongingOf(at('2026-03-20', count, program), program)('one');
    expect([1, 2, 3].map(isIn)).toEqual([false, true, false]);
  });

  test('may ask for those before it, in or not', () => {
    const program = withSegments(
      segment('bought', { is: 'at-least', condition: purchases(1) }),
      segment('lapsed', { is: 'in', segment: 'bought' }, { is: 'not-ordered-for', days: 30 }),
      segment('active', { is: 'in', segment: 'bought' }, { is: 'not-in', segment: 'lapsed' }),
    );
    const of = (day: string, count: number) => {
      const belongs = belongingOf(at(day, count, program), program);
      return ['bought', 'lapsed', 'active'].filter(belongs);
    };
    expect(of('2026-03-20', 0)).toEqual([]);
    expect(of('2026-03-20', 1)).toEqual(['bought', 'active']);
    expect(of('2026-05-20', 1)).toEqual(['bought', 'lapsed']);
  });

  test('that comes to itself, or is not known, has nobody in it and keeps nobody waiting', () => {
    const one = segment('one', { is: 'in', segment: 'two' });
    const two = segment('two', { is: 'in', segment: 'one' });
    const program: Program = { ...withSegments(), segments: [one, two] };
    const belongs = belongingOf(at('2026-03-20', 1, program), program);
    expect(['one', 'two', 'three'].filter(belongs)).toEqual([]);
  });

  test('that is a tag is shown', () => {
    const program = withSegments(
      { ...segment('fresh', { is: 'ordered-within', days: 30 }), tag: true },
      { ...segment('lapsed', { is: 'not-ordered-for', days: 30 }), tag: true },
      segment('bought', { is: 'at-least', condition: purchases(1) }),
    );
    expect(tagsOf(at('2026-03-20', 1, program), program).map(({ id }) => id)).toEqual(['fresh']);
  });
});

describe('an audience', () => {
  const program = withSegments(segment('bought', { is: 'at-least', condition: purchases(1) }));
  const isOf = (audience: Audience, tier: string | null, segments: readonly string[] = []) =>
    isFor(audience, tier, (id) => segments.includes(id), program);

  test('is everybody where nothing is said', () => {
    expect(isOf({}, null)).toBe(true);
  });

  test('is of tiers, with those in none below the lowest', () => {
    const tiers = [null, 'explorer', 'regular', 'advocate', 'ambassador'];
    const of = (audience: Audience) => tiers.filter((tier) => isOf(audience, tier));
    expect(of({ fromTier: 'advocate' })).toEqual(['advocate', 'ambassador']);
    expect(of({ upToTier: 'explorer' })).toEqual([null, 'explorer']);
    expect(of({ fromTier: 'regular', upToTier: 'regular' })).toEqual(['regular']);
  });

  test('is of segments, of which one is enough', () => {
    expect(isOf({ segments: ['a', 'b'] }, null, ['b'])).toBe(true);
    expect(isOf({ segments: ['a', 'b'] }, null, ['c'])).toBe(false);
    expect(isOf({ fromTier: 'regular', segments: ['a'] }, 'explorer', ['a'])).toBe(false);
  });
});

test('a share of the members has all of a smaller one, and the whole has everybody', () => {
  const members = Array.from({ length: 4_096 }, (_, i) => {
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return `${signs[i >> 6]}${signs[i & 63]}${MEMBER.slice(2)}`;
  });
  const among = (shareBps: number) => members.filter((member) => isAmong(member, shareBps));
  expect(among(10_000)).toHaveLength(4_096);
  expect(among(2_500)).toHaveLength(1_024);
  expect(among(5_000)).toEqual(expect.arrayContaining(among(2_500)));
  expect(among(1).length).toBeLessThan(3);
});
