import { InvalidProgram, loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';

export type Change = Readonly<Record<string, unknown>>;

/** What is said against a program that is changed so; nothing where it is taken. */
export function faultsOf(program: ProgramDocument, change: Change): readonly string[] {
  try {
    loadProgram({ ...program, ...change });
    return [];
  } catch (fault) {
    if (fault instanceof InvalidProgram) return fault.faults;
    throw fault;
  }
}

export const named = { en: 'Name', 'zh-CN': '名称' };
export const { tiers, rewards } = fourTierLadder;

/** The ladder's figures and its draw, which it has for certain. */
export const costs = there(fourTierLadder.costs);
export const raffle = there(fourTierLadder.draws?.[0]);

function there<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('the ladder has lost something');
  return thing;
}

/** The ladder's tier of that rank, changed. */
export const tier = (rank: number, change: Change) => ({
  tiers: tiers.map((each, i) => (i === rank ? { ...each, ...change } : each)),
});
export const campaign = (change: Change) => ({
  campaigns: [
    {
      id: 'spring',
      name: named,
      from: '2026-03-01',
      until: '2026-03-31',
      gives: { kind: 'multiplier', multiplierBps: 30_000 },
      ...change,
    },
  ],
});
export const activity = (change: Change) => ({
  activities: [{ id: 'task', name: named, limits: { aMonth: 1 }, ...change }],
});
export const segment = (...all: Change[]) => ({ segments: [{ id: 'some', name: named, all }] });
export const alsoReward = (change: Change) => ({
  rewards: [...rewards, { id: 'more', name: named, ...change }],
});
export const months = (most: number) => ({ months: most });
