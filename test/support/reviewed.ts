import { addFigures } from '../../shared/domain/ledger/figures.ts';
import { type MemberState, newMember } from '../../shared/domain/ledger/member.ts';
import type { ReviewRequest } from '../../shared/domain/tiers/reviewing.ts';
import { type Month, monthAt } from '../../shared/domain/time/time.ts';
import { loadProgram } from '../../shared/program/load.ts';
import type { Program, ProgramDocument } from '../../shared/program/program.ts';
import { anOrder, MEMBER, memberLedger } from './member-ledger.ts';

export const BERLIN = 'Europe/Berlin';

/** The month of `2026-11`. */
export function monthOf(name: string): Month {
  const [year = 0, month = 1] = name.split('-').map(Number);
  return year * 12 + month - 1;
}

export const at = (when: string): number => Date.parse(when);

/** A member as a review finds them: what they ordered in each month, as orders and minor units. */
export function aMember(
  orders: Readonly<Record<string, readonly [number, number]>>,
  more: Partial<MemberState> = {},
): MemberState {
  const months = Object.entries(orders).toSorted();
  const sum = (i: 0 | 1) => months.reduce((total, [, numbers]) => total + numbers[i], 0);
  const last = months.findLast(([, [count]]) => count > 0)?.[0] ?? '2025-01';
  return {
    ...newMember(MEMBER),
    v: 1,
    figures: months
      .map(([month, [purchases, spendMinor]]) => ({
        month: monthOf(month),
        purchases,
        spendMinor,
      }))
      .reduce(addFigures, newMember(MEMBER).figures),
    purchases: sum(0),
    spendMinor: sum(1),
    lastOrderAt: at(`${last}-15T12:00:00Z`),
    tierSince: at('2025-01-10T12:00:00Z'),
    ...more,
  };
}

/** The same member after more orders, made at one instant. */
export function ordering(
  member: MemberState,
  orders: number,
  spendMinor: number,
  when: number,
  points = 0,
): MemberState {
  if (orders === 0 && points === 0) return member;
  const change = { month: monthAt(when, BERLIN), purchases: orders, spendMinor, points };
  return {
    ...member,
    figures: addFigures(member.figures, change),
    purchases: member.purchases + orders,
    spendMinor: member.spendMinor + spendMinor,
    lastOrderAt: Math.max(member.lastOrderAt, when),
    asOf: Math.max(member.asOf, when),
  };
}

type Rules = Partial<ProgramDocument['review'] & object>;
type Paths = ProgramDocument['tiers'][number]['reach'];

function tiersBy(reach: readonly Paths[], review: Rules, more: Partial<ProgramDocument>): Program {
  const ids = ['bronze', 'silver', 'gold'];
  const names = [
    { en: 'Bronze', 'zh-CN': '铜卡' },
    { en: 'Silver', 'zh-CN': '银卡' },
    { en: 'Gold', 'zh-CN': '金卡' },
  ];
  return loadProgram({
    id: 'reviewed',
    languages: ['en', 'zh-CN'],
    timeZone: BERLIN,
    baseCurrency: 'EUR',
    currencies: { EUR: { perPointMinor: 100, worthBaseMinor: 100 } },
    earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 12 } }],
    availableAfterDays: 0,
    overdrawn: 'debt',
    redemption: { perPointMinor: { EUR: 1 } },
    adjustments: { mostPoints: 100, mostPointsADay: 1_000 },
    rewards: [],
    tiers: reach.map((paths, i) => {
      const id = ids[i] ?? 'none';
      return {
        id,
        name: names[i] ?? {},
        reach: paths,
        multiplierBps: 10_000 + 1_000 * i,
        rewards: [],
      };
    }),
    review: { demotes: true, noticeDays: 14, ...review },
    ...more,
  });
}

/** Silver and gold by spend and purchases in twelve months. */
export function spendTiers(review: Rules = {}): Program {
  const window = { months: 12 };
  return tiersBy(
    [
      [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      [
        [
          { measure: 'spend', window, atLeast: 30_000 },
          { measure: 'purchases', window, atLeast: 3 },
        ],
      ],
      [
        [
          { measure: 'spend', window, atLeast: 100_000 },
          { measure: 'purchases', window, atLeast: 6 },
        ],
      ],
    ],
    review,
    {},
  );
}

/** Silver and gold by recency, frequency and what was spent. */
export function scoreTiers(review: Rules = {}): Program {
  const of = ['recency' as const, 'frequency' as const, 'monetary' as const];
  return tiersBy(
    [
      [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      [
        [
          { measure: 'score', of, atLeast: 8 },
          { measure: 'score', of: ['frequency'], atLeast: 2 },
        ],
      ],
      [
        [
          { measure: 'score', of, atLeast: 11 },
          { measure: 'score', of: ['monetary'], atLeast: 4 },
        ],
      ],
    ],
    review,
    {
      scores: {
        recencyDays: [30, 60, 90, 180],
        purchases: [2, 3, 5, 9],
        spendMinor: [30_000, 100_000, 200_000, 1_000_000],
      },
    },
  );
}

/** Silver and gold by what a calendar year brings. */
export function yearTiers(review: Rules = {}): Program {
  const window = 'calendar-year' as const;
  return tiersBy(
    [
      [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      [[{ measure: 'spend', window, atLeast: 30_000 }]],
      [[{ measure: 'spend', window, atLeast: 100_000 }]],
    ],
    review,
    {},
  );
}

/** Silver and gold by purchases in a lifetime. */
export function lifetimeTiers(review: Rules = {}): Program {
  const window = 'lifetime' as const;
  return tiersBy(
    [1, 3, 6].map((atLeast) => [[{ measure: 'purchases', window, atLeast }]]),
    review,
    {},
  );
}

/** A member's ledger under a program, of which reviews are asked. */
export function reviewedLedger(program: Program) {
  const ledger = memberLedger(program);
  let orders = 0;
  return {
    ledger,
    /** So many orders of one size at one time. */
    order: (count: number, base: number, when: string) => {
      for (let i = 0; i < count; i++) ledger.order(anOrder(`o${++orders}`, base), when);
    },
    ask: (request: ReviewRequest, when: string) => ledger.tell({ type: 'review', request }, when),
  };
}
