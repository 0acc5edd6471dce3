import type { EarnedEntry } from '../../shared/domain/ledger/entry.ts';
import { type Command, decide, evolve } from '../../shared/domain/ledger/ledger.ts';
import { type MemberState, newMember } from '../../shared/domain/ledger/member.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { entryItem } from '../../shared/table/ledger/entry-item.ts';
import { stateItem } from '../../shared/table/ledger/state-item.ts';
import { chance } from '../simulator/chance.ts';
import { sizeOf } from '../support/accountant.ts';
import { anOrder } from '../support/member-ledger.ts';
import { memberCalled } from './two-years.ts';

/** Sizes in bytes. */
export interface Sizes {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const DAY = 86_400_000;
const BEGIN = Date.UTC(2025, 0, 1);
const MONTHS = 24;
const ORDERS_A_MONTH = 8;
const HASH = new Uint8Array(32);

/** The ladder with every order's points on hold for a month, so that eight orders are pending. */
const held = loadProgram({ ...fourTierLadder, availableAfterDays: 30 });

/**
 * The sizes of heavy buyers' state items at each write of their second year, in which as many months
 * have figures as are kept: eight orders a month for two years, each on hold, one in ten refunded,
 * as many activities, and points spent now and then. And those of all their entries.
 */
export function stateSizes(members: number, seed = 1): { states: Sizes; entries: Sizes } {
  const states: number[] = [];
  const entries: number[] = [];
  for (let i = 0; i < members; i++) follow(`${seed}-${i}`, seed * 1_000 + i, states, entries);
  return { states: distribution(states), entries: distribution(entries) };
}

function follow(name: string, seed: number, states: number[], entries: number[]): void {
  const luck = chance(seed);
  let state: MemberState = newMember(memberCalled(name));
  const orders = MONTHS * ORDERS_A_MONTH;
  const tell = (command: Command, at: number) => {
    const occasion = { occurredAt: at, receivedAt: at + 2_345, correlationId: 'Jx3a9gYlDoEEPJg=' };
    const decision = decide(state, command, occasion, held);
    if (!decision.ok) return undefined;
    state = evolve(state, decision.entry);
    entries.push(sizeOf(entryItem({ entry: decision.entry, previousHash: HASH })));
    if (at > BEGIN + 365 * DAY) states.push(sizeOf(stateItem({ state, lastEntryHash: HASH })));
    return decision.entry;
  };
  for (let i = 0; i < orders; i++) {
    const at = BEGIN + Math.floor((i * 730 * DAY) / orders) + luck.below(DAY);
    const order = anOrder(`gid-${5_000_000_000_000 + i}`, luck.between(1_000, 250_000), {
      shop: 'birdhouse-coffee-roasters',
    });
    const entry = tell({ type: 'enter-order', order }, at);
    if (luck.oneIn(10) && entry?.kind === 'earned') tell(refundOf(entry, luck.between(1, 900)), at);
    tell(checkIn(`${name}-${i}`, at), at);
    if (luck.oneIn(6)) {
      const wish = { for: 'checkout', points: luck.between(1, 500), currency: 'EUR' } as const;
      const request = { redemption: memberCalled(`${name}-${i}`), request: 'a-hash', wish };
      tell({ type: 'redeem', request }, at);
    }
  }
}

/** What a busy member does besides buying: it counts in every way in which an activity can. */
function checkIn(name: string, at: number): Command {
  const request = {
    award: `activity#${memberCalled(name)}`,
    request: memberCalled('a-hash'),
    cause: { kind: 'activity', id: 'check-in' } as const,
    points: 5,
    validity: { months: 12 },
    contribution: 25,
    interaction: true,
    visit: true,
    counted: { day: new Date(at).toISOString().slice(0, 10), points: 5 },
  };
  return { type: 'award', request };
}

function refundOf(order: EarnedEntry, amountMinor: number): Command {
  const refund = { refundId: '9000000000001', amountMinor, shippingMinor: 0 };
  return { type: 'claw-back', order, earlier: [], cause: { reason: 'refund', refund } };
}

function distribution(sizes: number[]): Sizes {
  const sorted = sizes.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
