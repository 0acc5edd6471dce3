import type { Decision } from '../../shared/domain/ledger/decision.ts';
import { decide, evolve } from '../../shared/domain/ledger/ledger.ts';
import { type MemberState, newMember } from '../../shared/domain/ledger/member.ts';
import type { Occasion, PaidOrder } from '../../shared/domain/orders/order.ts';
import { loadProgram } from '../../shared/program/load.ts';
import type { Program, ProgramDocument } from '../../shared/program/program.ts';
import { bareLadder } from '../support/bare-ladder.ts';
import { anOrder, entryOf } from '../support/member-ledger.ts';
import { memberCalled } from './two-years.ts';

/** The most that deciding an order may take, in microseconds of CPU. */
const MOST_MICROSECONDS = 100;
const ROUNDS = 7;
const RULES = 100;
const SEGMENTS = 20;
const PRODUCTS = 1_000;
const MEMBERS = 200;
const ORDERS_OF_EACH = 24;
const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 1);

type Rules = ProgramDocument['earning'];
type Campaigns = NonNullable<ProgramDocument['campaigns']>;

const text = (name: string) => ({ en: name, 'zh-CN': name });
const validity = { months: 12 };
const productsFrom = (i: number) =>
  Array.from({ length: 100 }, (_, k) => `product-${(i * 37 + k) % PRODUCTS}`);

function earningRule(i: number): Rules[number] {
  const id = `rule-${i}`;
  switch (i % 6) {
    case 0:
      return { kind: 'per-amount', id, validity, rateBps: 10_000 - i };
    case 1:
      return { kind: 'per-amount', id, validity, of: { categories: [`category-${i % 20}`] } };
    case 2:
      return { kind: 'per-product', id, validity, of: { products: productsFrom(i) }, points: 5 };
    case 3:
      return { kind: 'per-amount', id, validity, minimumMinor: { EUR: 100 * i } };
    case 4:
      return { kind: 'first-purchase', id, validity, points: 10 };
    default:
      return {
        kind: 'milestone',
        id,
        name: text(id),
        validity,
        points: 10,
        reached: { purchases: i },
      };
  }
}

function dayOfYear(day: number): string {
  return new Date(BEGIN + day * 24 * HOUR).toISOString().slice(0, 10);
}

/** Of every kind, for whom and for what; a quarter of them runs on any day. */
function campaign(i: number): Campaigns[number] {
  const plain = {
    id: `campaign-${i}`,
    name: text(`campaign-${i}`),
    from: dayOfYear((i * 73) % 275),
    until: dayOfYear(((i * 73) % 275) + 90),
  };
  switch (i % 5) {
    case 0:
      return {
        ...plain,
        gives: { kind: 'multiplier', multiplierBps: 11_000 + 100 * i, stacks: i % 10 === 0 },
        of: { categories: [`category-${i % 20}`] },
        budget: { points: { units: 1_000_000 } },
      };
    case 1:
      return {
        ...plain,
        gives: { kind: 'points', points: 3, validity },
        for: { segments: [`segment-${i % SEGMENTS}`] },
      };
    case 2:
      return {
        ...plain,
        gives: { kind: 'rewards', rewards: ['pin'] },
        for: { fromTier: 'advocate' },
        on: { every: 'month-week', week: 1, weekday: 'friday' },
      };
    case 3:
      return {
        ...plain,
        gives: { kind: 'discount', discountBps: 500 },
        minimumMinor: { EUR: 2_000 },
      };
    default:
      return {
        ...plain,
        gives: { kind: 'multiplier', multiplierBps: 20_000 },
        pilot: [
          {
            until: dayOfYear(((i * 73) % 275) + 60),
            segments: [`segment-${i % SEGMENTS}`],
            shareBps: 5_000,
          },
        ],
      };
  }
}

/** A hundred earning rules, a hundred campaigns and twenty segments, most resting on others. */
function crowdedProgram(): Program {
  const numbers = Array.from({ length: RULES }, (_, i) => i);
  return loadProgram({
    ...bareLadder,
    categories: Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`category-${i}`, productsFrom(i)]),
    ),
    earning: numbers.map(earningRule),
    campaigns: numbers.map(campaign),
    segments: numbers.slice(0, SEGMENTS).map((i) => ({
      id: `segment-${i}`,
      name: text(`segment-${i}`),
      all: [
        {
          is: 'at-least' as const,
          condition: { measure: 'spend' as const, window: { months: 12 }, atLeast: 500 * i + 1 },
        },
        ...(i % 5 === 0 ? [] : [{ is: 'not-in' as const, segment: `segment-${i - 1}` }]),
      ],
    })),
    rewards: [{ id: 'pin', kind: 'badge', name: text('pin') }],
  });
}

/** Measures how long an order takes to decide under as many rules as a program may have. */
export function benchDecide(say: (line: string) => void): void {
  const program = crowdedProgram();
  const asked = ordersUnder(program);
  // The best round tells what deciding costs: others pay for compiling, and for busy neighbours.
  const rounds = Array.from({ length: ROUNDS }, () => microsecondsOf(asked, program));
  const each = Math.min(...rounds) / asked.length;
  say(
    `${asked.length} orders of five products under ${RULES} earning rules, ${RULES} campaigns and ${SEGMENTS} segments`,
  );
  say(`${each.toFixed(1)} microseconds of CPU to decide each; at most ${MOST_MICROSECONDS}`);
  if (each > MOST_MICROSECONDS) throw new Error('Deciding an order takes too long.');
}

/** An order, and the state in which it finds its member. */
interface Asked {
  readonly state: MemberState;
  readonly order: PaidOrder;
  readonly occasion: Occasion;
}

/** The orders of all members, one after the other. */
function ordersUnder(program: Program): readonly Asked[] {
  const asked: Asked[] = [];
  for (let i = 0; i < MEMBERS; i++) {
    let state: MemberState = newMember(memberCalled(`buyer-${i}`));
    for (let k = 0; k < ORDERS_OF_EACH; k++) {
      const one = { state, order: orderOf(`${i}-${k}`, i + k), occasion: occasionOf(i, k) };
      asked.push(one);
      state = evolve(state, entryOf('earned', decideOne(one, program)));
    }
  }
  return asked;
}

function microsecondsOf(asked: readonly Asked[], program: Program): number {
  const before = process.cpuUsage();
  for (const one of asked) decideOne(one, program);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function decideOne({ state, order, occasion }: Asked, program: Program): Decision {
  return decide(state, { type: 'enter-order', order }, occasion, program);
}

function orderOf(id: string, seed: number) {
  const lines = Array.from({ length: 5 }, (_, k) => ({
    productId: `product-${(seed * 131 + k * 197) % PRODUCTS}`,
    quantity: 1 + (k % 3),
    netMinor: 500 + ((seed * 17 + k * 113) % 4_000),
  }));
  const base = lines.reduce((sum, { netMinor }) => sum + netMinor, 0);
  return anOrder(id, base, { lines });
}

function occasionOf(member: number, order: number): Occasion {
  const at = BEGIN + (order * 14 * 24 + (member % 300)) * HOUR;
  return { occurredAt: at, receivedAt: at, correlationId: 'bench' };
}
