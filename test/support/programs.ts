import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';

/**
 * The ladder with everything that it leaves out: a catalogue with stock and a cash part, a campaign
 * with a budget.
 */
export const fullProgram: ProgramDocument = {
  ...fourTierLadder,
  id: 'full-program',
  campaigns: [
    {
      id: 'spring',
      name: { en: 'Spring days', 'zh-CN': '春日' },
      from: '2026-03-20',
      until: '2026-03-31',
      gives: { kind: 'multiplier', multiplierBps: 30_000 },
      budget: { points: { units: 500, slices: 1 } },
    },
  ],
  catalogue: [
    { reward: 'mug', points: 100 },
    { reward: 'print', points: 40, cash: { EUR: 1_000, USD: 1_100 } },
    { reward: 'tasting', points: 20, stock: { units: 5 } },
  ],
  rewards: [
    ...fourTierLadder.rewards,
    { id: 'mug', kind: 'entitlement', name: { en: 'Perch mug', 'zh-CN': '马克杯' } },
    { id: 'print', kind: 'entitlement', name: { en: 'Signed print', 'zh-CN': '签名版画' } },
    { id: 'tasting', kind: 'entitlement', name: { en: 'Tasting seat', 'zh-CN': '品鉴席位' } },
  ],
};
