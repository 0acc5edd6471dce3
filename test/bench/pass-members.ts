import { addFigures } from '../../shared/domain/ledger/figures.ts';
import { type MemberState, newMember } from '../../shared/domain/ledger/member.ts';
import { DAY, type Instant, monthAt } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { stateItem } from '../../shared/table/ledger/state-item.ts';
import type { Item } from '../../shared/table/table.ts';

/** What is due for a member when a pass comes by; nothing, most often. */
export type Due = 'nothing' | 'expiry' | 'warning' | 'notice' | 'demotion' | 'win-back';

const MONTHS = 13;
const HASH = new Uint8Array(32).fill(7);

/**
 * The state of a member who has ordered twice in each of the last thirteen months and holds the
 * second tier, as a pass at an instant finds it: with one thing due, or nothing.
 */
export function memberAt(id: string, due: Due, at: Instant, program: Program): Item {
  const { timeZone } = program;
  const month = monthAt(at, timeZone);
  const hasOrders = due !== 'notice' && due !== 'demotion';
  const orders = hasOrders ? Array.from({ length: MONTHS }, (_, i) => month - i).toReversed() : [];
  const tier = program.tiers[1]?.id ?? null;
  // Points of orders live for a year; those of the next months are none that is warned of.
  const lots = Array.from({ length: 10 }, (_, i) => ({ expires: month + 3 + i, points: 120 }));
  const ending = { expires: due === 'expiry' ? month : month + 1, points: 80 };
  const threats = ['paths' as const];
  const state: MemberState = {
    ...newMember(id),
    v: 26,
    asOf: at - 2 * DAY,
    lots: due === 'expiry' || due === 'warning' ? [ending, ...lots] : lots,
    figures: orders
      .map((of) => ({ month: of, purchases: 2, spendMinor: 12_000, points: 120 }))
      .reduce(addFigures, newMember(id).figures),
    joinedAt: at - 500 * DAY,
    purchases: 26,
    spendMinor: 156_000,
    lastOrderAt: at - (due === 'win-back' ? 30 : 3) * DAY - DAY / 24,
    tier,
    tierSince: at - 400 * DAY,
    notice: due === 'demotion' && tier !== null ? { tier, month, threats } : null,
    givenOnce: program.tiers.slice(0, 2).map(({ id: held }) => `tier:${held}`),
  };
  return stateItem({ state, lastEntryHash: HASH });
}
