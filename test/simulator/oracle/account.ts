import type { Entry } from '../../../shared/domain/ledger/entry.ts';
import type { MemberState } from '../../../shared/domain/ledger/member.ts';
import { holds, same } from './violation.ts';

/** As many months as a member's figures must be right for, the newest included. */
const MONTHS = 13;

interface Pending {
  readonly availableAt: number;
  readonly expires: number;
  points: number;
}

interface Month {
  purchases: number;
  spendMinor: number;
  points: number;
}

/** What the oracle believes of a member: sums of entries, and nothing clever. */
export interface Account {
  readonly member: string;
  v: number;
  asOf: number;
  /** Points by the month in which they expire; expired ones stay until an entry takes them. */
  lots: Map<number, number>;
  pending: Pending[];
  debt: number;
  purchases: number;
  spendMinor: number;
  months: Map<number, Month>;
  newestMonth: number;
  tier: string | null;
  given: Set<string>;
  absorbed: Set<string>;
  into: string | null;
  /** Place of the last entry that was no earning: a merge before it is not undone. */
  lastOther: number;
  /** As it was when it went into another one, and at which place of that one's ledger. */
  leftAt: number;
  left: Account | undefined;
}

/** The points of a member at a version, and nothing else. */
export type Points = Pick<Account, 'v' | 'asOf' | 'lots' | 'pending'>;

export function newAccount(member: string): Account {
  return {
    member,
    v: 0,
    asOf: 0,
    lots: new Map(),
    pending: [],
    debt: 0,
    purchases: 0,
    spendMinor: 0,
    months: new Map(),
    newestMonth: 0,
    tier: null,
    given: new Set(),
    absorbed: new Set(),
    into: null,
    lastOther: 0,
    leftAt: 0,
    left: undefined,
  };
}

export function copyOf(account: Account): Account {
  return {
    ...account,
    lots: new Map(account.lots),
    pending: account.pending.map((held) => ({ ...held })),
    months: new Map([...account.months].map(([month, figures]) => [month, { ...figures }])),
    given: new Set(account.given),
    absorbed: new Set(account.absorbed),
  };
}

export function pointsOf({ v, asOf, lots, pending }: Points): Points {
  return { v, asOf, lots: new Map(lots), pending: [...pending] };
}

/** Moves the account's clock; what is pending no longer becomes points that can be spent. */
export function advance(account: Points, to: number): void {
  account.asOf = Math.max(account.asOf, to);
  if (account.pending.length === 0) return;
  const isDue = (held: Pending): boolean => held.availableAt <= account.asOf;
  for (const held of account.pending.filter(isDue)) add(account.lots, held.expires, held.points);
  account.pending = account.pending.filter((held) => !isDue(held));
}

/** The points that can be spent in a month. */
export function spendable(account: Points, month: number): number {
  let sum = 0;
  for (const [expires, points] of account.lots) if (expires > month) sum += points;
  return sum;
}

/** All that a member has, expired or pending, less what is owed. */
export function worth({ lots, pending, debt }: Account): number {
  let sum = 0 - debt;
  for (const points of lots.values()) sum += points;
  for (const { points } of pending) sum += points;
  return sum;
}

/** Adds what an entry says it moves: nothing may fall below zero. */
export function addMovements(account: Account, entry: Entry): void {
  for (const { expires, points } of entry.movements) {
    const left = add(account.lots, expires, points);
    holds(left >= 0, `a lot fell to ${left}`);
  }
  for (const { availableAt, expires, points } of entry.held) {
    const known = account.pending.find(
      (held) => held.availableAt === availableAt && held.expires === expires,
    );
    if (known === undefined) account.pending.push({ availableAt, expires, points });
    else known.points += points;
    holds((known?.points ?? points) >= 0, 'pending points fell below zero');
  }
  account.pending = account.pending.filter(({ points }) => points !== 0);
  account.debt += entry.debt;
  holds(account.debt >= 0, `a debt fell to ${account.debt}`);
}

export function addMonth(account: Account, month: number, more: Readonly<Month>, sign = 1): void {
  const figures = account.months.get(month) ?? { purchases: 0, spendMinor: 0, points: 0 };
  figures.purchases += sign * more.purchases;
  figures.spendMinor += sign * more.spendMinor;
  figures.points += sign * more.points;
  account.months.set(month, figures);
  account.newestMonth = Math.max(account.newestMonth, month);
}

/** Compares what the table says of a member with what its entries amount to. */
export function compare(account: Account, state: MemberState): void {
  const { v, asOf, debt, purchases, spendMinor, tier, into } = account;
  same(
    [state.v, state.asOf, state.debt, state.purchases, state.spendMinor, state.tier],
    [v, asOf, debt, purchases, spendMinor, tier],
    'version, time, debt, purchases, spend and tier',
  );
  same(state.mergedInto, into, 'whom the ledger went into');
  same(
    state.lots.map(({ expires, points }) => [expires, points]),
    [...account.lots].sort(([a], [b]) => a - b),
    'lots',
  );
  same(state.holds.map(values).sort(), account.pending.map(values).sort(), 'pending points');
  same(state.givenOnce.toSorted(), [...account.given].sort(), 'what was given once');
  same(state.absorbed.toSorted(), [...account.absorbed].sort(), 'whose ledgers came in');
  const { newestMonth } = account;
  let at = state.figures.length - 1;
  holds(
    state.figures.every(({ month }) => month > newestMonth - MONTHS),
    'figures of a month that is not kept any more',
  );
  for (let month = newestMonth; month > newestMonth - MONTHS; month--) {
    const is = state.figures[at]?.month === month ? state.figures[at--] : undefined;
    const be = account.months.get(month);
    if (
      (is?.purchases ?? 0) !== (be?.purchases ?? 0) ||
      (is?.spendMinor ?? 0) !== (be?.spendMinor ?? 0) ||
      (is?.points ?? 0) !== (be?.points ?? 0)
    ) {
      same(is, be, `figures of month ${month}`);
    }
  }
}

function values({ availableAt, expires, points }: Pending): string {
  return `${availableAt} ${expires} ${points}`;
}

function add(lots: Map<number, number>, expires: number, points: number): number {
  const left = (lots.get(expires) ?? 0) + points;
  if (left === 0) lots.delete(expires);
  else lots.set(expires, left);
  return left;
}
