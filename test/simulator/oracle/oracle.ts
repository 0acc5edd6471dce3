import type { Entry } from '../../../shared/domain/ledger/entry.ts';
import type { Program } from '../../../shared/program/program.ts';
import { keys } from '../../../shared/table/keys.ts';
import { isEntryItem, readEntry } from '../../../shared/table/ledger/entry-item.ts';
import { readState } from '../../../shared/table/ledger/state-item.ts';
import type { Item, Write } from '../../../shared/table/table.ts';
import { calendarOf } from '../calendar.ts';
import type { AfterwardsDeed, Delivery, DeskDeed, OrderDeed } from '../deed.ts';
import type { Rules } from '../rules.ts';
import {
  type Account,
  addMovements,
  advance,
  compare,
  newAccount,
  type Points,
  pointsOf,
  spendable,
} from './account.ts';
import { type Answers, answers, REMEMBERED } from './answers.ts';
import { caps } from './caps.ts';
import { checkClawback } from './clawback.ts';
import { checkEarning } from './earning.ts';
import { checkMerge, checkUnmerge } from './merging.ts';
import {
  checkAdjustment,
  checkExpiry,
  checkImport,
  checkRedemption,
  checkRestoring,
} from './spending.ts';
import { holds, same, Violation } from './violation.ts';
import type { WorldView } from './world-view.ts';

/**
 * Knows how the ledger must behave from what is promised, and watches every write: an account for
 * each member that adds up what its entries say, and for each kind of entry what it may say.
 */
export interface Oracle extends Answers {
  readonly view: WorldView;
  /** @throws {Violation} when a write is one that must never be. */
  watch(
    writes: readonly Write[],
    before: readonly (Item | undefined)[],
    programs: readonly Program[],
  ): void;
}

export function oracle(story: readonly Delivery[], { before: first }: Rules): Oracle {
  const remembered = new Map<string, Points[]>();
  const view: WorldView = {
    calendar: calendarOf(first.timeZone),
    accounts: new Map(),
    caps: caps(first),
    told: toldIn(story),
    orders: new Map(),
    redemptions: new Map(),
    imported: new Map(),
  };

  return {
    view,

    watch(writes, before, programs) {
      const items = writes.flatMap((write) => ('item' in write ? [write.item] : []));
      const entries = items.filter(isEntryItem).map((item) => readEntry(item).entry);
      writes.forEach((write, i) => {
        const was = before[i];
        if (!('item' in write)) view.caps.use(write.key.PK.slice(2), write.add);
        else
          holds(was === undefined || !isEntryItem(was), `entry ${write.item.PK} was written over`);
      });
      const uses = entries.flatMap((entry) => ('uses' in entry ? entry.uses : []));
      const counted = writes.flatMap((write) =>
        'item' in write ? [] : [[write.key.PK, write.add]],
      );
      same(
        uses.map(({ cap, units }) => [`C#${cap}`, units]),
        counted,
        'uses of what is limited',
      );

      for (const entry of entries) {
        try {
          enter(entry, entries, programs);
        } catch (fault) {
          if (!(fault instanceof Violation)) throw fault;
          throw new Violation(
            `${entry.kind} ${entry.v} of ${entry.member}: ${fault.message}`,
            entry.member,
          );
        }
      }
      for (const item of items) compareState(item);
    },

    ...answers(view, versions),
  };

  function accountOf(member: string): Account {
    const account = view.accounts.get(member) ?? newAccount(member);
    view.accounts.set(member, account);
    return account;
  }

  function enter(entry: Entry, together: readonly Entry[], programs: readonly Program[]): void {
    const account = accountOf(entry.member);
    const program = programs.find(({ version }) => version === entry.program);
    if (program === undefined) throw new Violation(`decided by rules that do not hold now`);
    // The other side of a merge is done with the survivor's.
    if (entry.kind === 'absorbed' || entry.kind === 'released') return;
    same(entry.v, account.v + 1, 'place in the ledger');
    same(account.into, null, 'whom this ledger went into');
    if (entry.kind === 'merged' || entry.kind === 'unmerged') {
      const other = together.find(
        (one) => one.kind === (entry.kind === 'merged' ? 'absorbed' : 'released'),
      );
      if (other === undefined) throw new Violation('a merge has but one side');
      const there = accountOf(other.member);
      if (entry.kind === 'merged') checkMerge(view, account, there, entry, program);
      else checkUnmerge(view, account, there, entry, program);
      same([entry.v, other.v], [account.v, there.v], 'places in both ledgers');
      remember(account);
      remember(there);
      return;
    }
    advance(account, entry.receivedAt);
    const month = view.calendar.month(account.asOf);
    same(entry.balance.before, spendable(account, month), 'balance before');
    same([entry.purchases.before, entry.tier.before], [account.purchases, account.tier], 'before');
    holds(
      entry.movements.every(
        ({ expires, points }) => expires > month || (entry.kind === 'expired' && points < 0),
      ),
      'moved points that have expired',
    );
    judge(entry, account, program, month);
    addMovements(account, entry);
    account.v = entry.v;
    if (entry.kind !== 'earned') account.lastOther = entry.v;
    same(entry.balance.after, spendable(account, month), 'balance after');
    same([entry.purchases.after, entry.tier.after], [account.purchases, account.tier], 'after');
    remember(account);
  }

  function judge(entry: Entry, account: Account, program: Program, month: number): void {
    switch (entry.kind) {
      case 'earned':
        checkEarning(view, account, entry, program, month);
        break;
      case 'clawed-back':
        checkClawback(view, account, entry, program, month);
        break;
      case 'redeemed':
        checkRedemption(view, account, entry, program, month);
        break;
      case 'restored':
        checkRestoring(view, account, entry, program, month);
        break;
      case 'adjusted':
        checkAdjustment(view, account, entry, program, month);
        break;
      case 'expired':
        checkExpiry(account, entry, month);
        break;
      case 'imported':
        checkImport(view, account, entry, program, month);
        break;
    }
  }

  function compareState(item: Item): void {
    const member = item.PK.slice(2);
    const key = keys.state(member);
    if (key.PK !== item.PK || key.SK !== item.SK) return;
    try {
      compare(accountOf(member), readState(member, item).state);
    } catch (fault) {
      if (!(fault instanceof Violation)) throw fault;
      throw new Violation(`state of ${member}: ${fault.message}`, member);
    }
  }

  function remember(account: Account): void {
    const { member } = account;
    const known = remembered.get(member) ?? [newAccount(member)];
    remembered.set(member, known);
    known.push(pointsOf(account));
    if (known.length > REMEMBERED) known.shift();
  }

  /** A member's points as they were from a version on, as far back as is remembered. */
  function versions(member: string, from: number): Points[] {
    const known = remembered.get(member) ?? [newAccount(member)];
    return known.filter(({ v }) => v >= from).map(pointsOf);
  }
}

function toldIn(story: readonly Delivery[]): WorldView['told'] {
  const orders = new Map<string, OrderDeed[]>();
  const afterwards = new Map<string, AfterwardsDeed[]>();
  const desk = new Map<string, DeskDeed>();
  for (const { deed } of story) {
    if (deed.does === 'order') push(orders, deed.orderId, deed);
    else if (deed.does === 'refund' || deed.does === 'reverse' || deed.does === 'cancel')
      push(afterwards, deed.orderId, deed);
    else if ('id' in deed && deed.does !== 'restore') desk.set(deed.id, deed);
  }
  return { orders, afterwards, desk };
}

function push<Thing>(lists: Map<string, Thing[]>, name: string, thing: Thing): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [thing]);
  else list.push(thing);
}
