import { describe, expect, test } from 'vitest';
import { newMember, presentAt } from '../../../../shared/domain/ledger/member.ts';
import { notFor, takingsOf } from '../../../../shared/domain/rewards/offer.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { Offer } from '../../../../shared/program/program.ts';
import { MEMBER } from '../../../support/member-ledger.ts';
import { rewardProgram } from '../../../support/reward-program.ts';

const program = loadProgram(rewardProgram);
const at = Date.parse('2026-03-10T12:00:00Z');

function offer(reward: string): Offer {
  const found = program.catalogue.find((candidate) => candidate.reward === reward);
  if (found === undefined) throw new Error(`${reward} is not offered`);
  return found;
}

describe('an offer from a tier on', () => {
  const why = (tier: string | null, lent: { tier: string; until: number } | null = null) =>
    notFor(
      offer('feeder'),
      presentAt({ ...newMember(MEMBER), tier, lent }, at, program.timeZone),
      program,
    );

  test('is for that tier and those above', () => {
    expect([null, 'explorer', 'regular', 'ambassador'].map((tier) => why(tier))).toEqual([
      'tier',
      'tier',
      undefined,
      undefined,
    ]);
  });

  test('is for those to whom it is lent, until its date', () => {
    expect(why('explorer', { tier: 'regular', until: at + 1 })).toBeUndefined();
    expect(why('explorer', { tier: 'regular', until: at })).toBe('tier');
  });
});

test('what one member may have is counted by periods of the program’s zone', () => {
  const capOf = (period: 'month' | 'year' | 'lifetime', when: string) => {
    const limited = { ...offer('tea'), perMember: { times: 2, in: period } };
    return takingsOf(limited, MEMBER, Date.parse(when), program).map(({ cap }) => cap);
  };
  const units = { units: 2, slices: 1 };
  expect(capOf('month', '2026-03-31T21:59:59Z')).toEqual([
    { id: `offer:tea:${MEMBER}:2026-03`, ...units },
  ]);
  expect(capOf('month', '2026-03-31T22:00:00Z')).toEqual([
    { id: `offer:tea:${MEMBER}:2026-04`, ...units },
  ]);
  expect(capOf('year', '2026-12-31T23:00:00Z')).toEqual([
    { id: `offer:tea:${MEMBER}:2027`, ...units },
  ]);
  expect(capOf('lifetime', '2026-12-31T23:00:00Z')).toEqual([
    { id: `offer:tea:${MEMBER}:ever`, ...units },
  ]);
});

test('an offer that is not limited takes nothing', () => {
  expect(takingsOf(offer('mug'), MEMBER, at, program)).toEqual([]);
});
