import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';

const { currencies, redemption, adjustments, tiers } = fourTierLadder;

/**
 * One point for each whole unit of goods and four tiers by purchases, each with
 * 5% more off than the one below, and nothing beside that.
 */
export const bareLadder: ProgramDocument = {
  id: 'bare-ladder',
  languages: ['en', 'zh-CN'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies,
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 12 } }],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption,
  adjustments,
  tiers: tiers.map(({ id, name, reach, multiplierBps }, rank) => ({
    id,
    name,
    reach,
    multiplierBps,
    discountBps: rank * 500,
    rewards: [],
  })),
  rewards: [],
};
