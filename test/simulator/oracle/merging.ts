import type { MergedEntry, UnmergedEntry } from '../../../shared/domain/ledger/entry.ts';
import type { Program } from '../../../shared/program/program.ts';
import { type Account, addMonth, advance, copyOf, spendable, worth } from './account.ts';
import { tierRank, tierWith } from './earning.ts';
import { holds, same, Violation } from './violation.ts';
import type { WorldView } from './world-view.ts';

/** Two members become one: nothing is lost, nothing is won, and debt is paid at once. */
export function checkMerge(
  view: WorldView,
  here: Account,
  there: Account,
  entry: MergedEntry,
  program: Program,
): void {
  same([here.into, there.into], [null, null], 'members that are one’s already');
  holds(here.member !== there.member, 'merged with itself');
  advance(here, entry.receivedAt);
  advance(there, entry.receivedAt);
  const month = view.calendar.month(entry.receivedAt);
  const conserved = worth(here) + worth(there);
  const alive = spendable(here, month) + spendable(there, month);
  const debts = here.debt + there.debt;
  there.left = copyOf(there);

  here.v += 1;
  here.lastOther = here.v;
  there.leftAt = here.v;
  for (const { expires, points } of entry.movements) {
    const left = (here.lots.get(expires) ?? 0) + points;
    holds(left >= 0, 'a merge took more than there was');
    if (left === 0) here.lots.delete(expires);
    else here.lots.set(expires, left);
  }
  for (const held of entry.held) addPending(here, held, 1);
  here.debt += entry.debt;
  here.purchases += there.purchases;
  here.spendMinor += there.spendMinor;
  for (const [at, figures] of there.months) addMonth(here, at, figures);
  for (const given of there.given) here.given.add(given);
  for (const member of [...there.absorbed, there.member]) here.absorbed.add(member);
  const higher =
    tierRank(program, there.tier) > tierRank(program, here.tier) ? there.tier : here.tier;
  here.tier = tierWith(program, higher, here.purchases);
  empty(there, here.member);
  for (const member of here.absorbed) {
    const gone = view.accounts.get(member);
    if (gone !== undefined) gone.into = here.member;
  }
  same(worth(here), conserved, 'what both had together');
  same(here.debt, Math.max(0, debts - alive), 'debt of both together');
}

/** A merge is undone: the one who went in goes out as it came, and what was earned since stays. */
export function checkUnmerge(
  view: WorldView,
  here: Account,
  there: Account,
  entry: UnmergedEntry,
  program: Program,
): void {
  same(there.into, here.member, 'who goes out');
  const { left } = there;
  if (left === undefined) throw new Violation('undid a merge that never was');
  holds(here.lastOther <= there.leftAt, 'undid a merge though more than earnings followed it');
  advance(here, entry.receivedAt);
  const conserved = worth(here);
  here.v += 1;
  here.lastOther = here.v;
  for (const { expires, points } of entry.movements) {
    const rest = (here.lots.get(expires) ?? 0) + points;
    holds(rest >= 0, 'an undone merge took more than there was');
    if (rest === 0) here.lots.delete(expires);
    else here.lots.set(expires, rest);
  }
  for (const held of entry.held) addPending(here, held, 1);
  here.debt += entry.debt;
  holds(here.debt >= 0, 'an undone merge left a negative debt');
  here.purchases -= left.purchases;
  here.spendMinor -= left.spendMinor;
  for (const [at, figures] of left.months) addMonth(here, at, figures, -1);
  const gone = [...left.absorbed, left.member];
  for (const member of gone) here.absorbed.delete(member);
  holds(
    tierRank(program, entry.tier.after) >=
      tierRank(program, tierWith(program, null, here.purchases)),
    'an undone merge took a tier that the member has reached',
  );
  here.tier = entry.tier.after;

  const { v } = there;
  Object.assign(there, copyOf(left), { v: v + 1, asOf: Math.max(there.asOf, entry.receivedAt) });
  there.left = undefined;
  for (const member of left.absorbed) {
    const pointer = view.accounts.get(member);
    if (pointer !== undefined) pointer.into = there.member;
  }
  same(worth(here) + worth(there), conserved, 'what both have together');
}

/** Nothing is left of a member whose ledger went into another one, save where it went. */
function empty(account: Account, into: string): void {
  account.v += 1;
  account.lots = new Map();
  account.pending = [];
  account.debt = 0;
  account.purchases = 0;
  account.spendMinor = 0;
  account.months = new Map();
  account.newestMonth = 0;
  account.tier = null;
  account.given = new Set();
  account.absorbed = new Set();
  account.into = into;
}

function addPending(
  account: Account,
  { availableAt, expires, points }: { availableAt: number; expires: number; points: number },
  sign: number,
): void {
  const known = account.pending.find(
    (held) => held.availableAt === availableAt && held.expires === expires,
  );
  if (known === undefined) account.pending.push({ availableAt, expires, points: sign * points });
  else known.points += sign * points;
  account.pending = account.pending.filter((held) => held.points !== 0);
}
