import { expect, test } from 'vitest';
import { costOf, endOf, partsOf } from '../../../../shared/domain/rewards/reward.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { Reward } from '../../../../shared/program/program.ts';
import { rewardProgram } from '../../../support/reward-program.ts';

const program = loadProgram(rewardProgram);

function reward(id: string): Reward {
  const found = program.rewards.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`there is no reward ${id}`);
  return found;
}

test('a reward ends so many days of 24 hours after it was earned, or never', () => {
  const at = Date.parse('2026-03-10T12:00:00Z');
  const end = endOf(reward('ten-off'), at);
  expect(end && new Date(end).toISOString()).toBe('2026-04-09T12:00:00.000Z');
  expect(endOf(reward('mug'), at)).toBeUndefined();
  expect(endOf({ ...reward('mug'), validFor: 'lifetime' }, at)).toBeUndefined();
});

test('a pack consists of its parts, and what is no pack of none', () => {
  const ids = partsOf(reward('nest-pack'), program).map(({ id }) => id);
  expect(ids).toEqual(['ten-off', 'nest-badge']);
  expect(partsOf(reward('mug'), program)).toEqual([]);
});

test('a pack costs what it costs itself, and its parts', () => {
  const rewards = program.rewards.map((each) => ({ ...each, costMinor: 7 }));
  expect(costOf('nest-pack', { ...program, rewards })).toBe(21);
  expect(costOf('tea', program)).toBe(100);
  expect(costOf('a-pony', program)).toBe(0);
});
