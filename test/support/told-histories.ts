import type { Family, Ledger } from '../../shared/backtest/family.ts';
import type { CapAttempts } from '../../shared/domain/ledger/cap.ts';
import type { ClawbackCause } from '../../shared/domain/ledger/clawback.ts';
import type {
  ClawedBackEntry,
  EarnedEntry,
  Entry,
  RedeemedEntry,
} from '../../shared/domain/ledger/entry.ts';
import { dueExpiry } from '../../shared/domain/ledger/expiry.ts';
import { type Command, decide, evolve } from '../../shared/domain/ledger/ledger.ts';
import { type MemberState, newMember } from '../../shared/domain/ledger/member.ts';
import { merge, unmerge } from '../../shared/domain/ledger/merge.ts';
import type { Wish } from '../../shared/domain/ledger/redemption.ts';
import { DAY, monthAt } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { type Chance, chance } from '../simulator/chance.ts';
import { anOrder } from './member-ledger.ts';

const BEGIN = Date.UTC(2025, 0, 10);

/** One of the members of a history while it is told. */
interface Teller {
  readonly member: string;
  state: MemberState;
  readonly entries: Entry[];
}

/**
 * What members did, as a program decided it: orders in several currencies, refunds, undone ones and
 * cancellations, redemptions, some called off, awards, adjustments, imports, reviews and expiry; and
 * where there are several members, merges and their undoing. The same seed tells the same.
 */
export function toldHistory(
  seed: number,
  program: Program,
  { members = 1, deeds = 40, everyDays = 9 } = {},
): Family {
  const luck = chance(seed);
  const tellers = Array.from({ length: members }, (_, i): Teller => {
    const member = `member-${seed}-${i}`;
    return { member, state: newMember(member), entries: [] };
  });
  const orders: { readonly entry: EarnedEntry; readonly clawbacks: ClawedBackEntry[] }[] = [];
  const redeemed: RedeemedEntry[] = [];
  const alone = [order, order, order, order, takeBack, takeBack, redeem, restore, correct, bring];
  const reviewed = new Set<string>();
  const besides = [praise, review];
  let at = BEGIN;
  for (let i = 0; i < deeds; i++) {
    at += luck.below(2 * everyDays * DAY);
    const addressed = tellers[luck.below(members)];
    if (addressed !== undefined) deed(homeOf(addressed), `${seed}-${i}`);
  }
  return tellers.map(({ member, entries }): Ledger => ({ member, entries }));

  function deed(teller: Teller, id: string): void {
    const due = dueExpiry(teller.state, monthAt(at, program.timeZone));
    if (due !== undefined && luck.oneIn(2)) tell(teller, { type: 'expire', month: due });
    const kinds = [...alone, ...besides, ...(members > 1 ? [join, part] : [])];
    kinds[luck.below(kinds.length)]?.(teller, id);
  }

  function tell(teller: Teller, command: Command): Entry | undefined {
    const late = luck.oneIn(5) ? luck.below(20 * DAY) : 0;
    const occasion = { occurredAt: at - late, receivedAt: at, correlationId: 'a-trace' };
    const decision = decide(teller.state, command, occasion, program, attempts(luck));
    if (!decision.ok) return undefined;
    write(teller, decision.entry);
    return decision.entry;
  }

  function write(teller: Teller, entry: Entry): void {
    teller.state = evolve(teller.state, entry);
    teller.entries.push(entry);
  }

  function order(teller: Teller, id: string): void {
    const base = luck.oneIn(15) ? 0 : luck.between(500, 30_000);
    const currency = luck.pick(['EUR', 'EUR', 'EUR', 'CNY', 'SEK']);
    const paid = { currency, totalMinor: base + 490, shippingMinor: 490 };
    const entry = tell(teller, { type: 'enter-order', order: anOrder(id, base, paid) });
    if (entry?.kind === 'earned') orders.push({ entry, clawbacks: [] });
  }

  function takeBack(): void {
    const of = orders[luck.below(Math.max(1, orders.length))];
    const owner = tellers.find(({ member }) => member === of?.entry.member);
    if (of === undefined || owner === undefined || isCancelled(of)) return;
    const { entry: taken, clawbacks: earlier } = of;
    const command: Command = { type: 'claw-back', order: taken, earlier, cause: cause(of) };
    const entry = tell(homeOf(owner), command);
    if (entry?.kind === 'clawed-back') of.clawbacks.push(entry);
  }

  function isCancelled({ clawbacks }: (typeof orders)[number]): boolean {
    return clawbacks.some(({ reason }) => reason === 'cancellation');
  }

  function cause({ entry, clawbacks }: (typeof orders)[number]): ClawbackCause {
    const undone = clawbacks.find(({ reason }) => reason === 'refund')?.refund;
    const isUndone = clawbacks.some(({ reason }) => reason === 'refund-reversed');
    if (undone !== undefined && !isUndone) return { reason: 'refund-reversed', refund: undone };
    if (luck.oneIn(4)) return { reason: 'cancellation' };
    const amountMinor = luck.between(1, entry.order.totalMinor);
    const refundId = `r${clawbacks.length}`;
    return { reason: 'refund', refund: { refundId, amountMinor, shippingMinor: 0 } };
  }

  function redeem(teller: Teller, id: string): void {
    const [offer] = program.catalogue;
    const wish: Wish =
      offer !== undefined && luck.oneIn(3)
        ? { for: 'reward', reward: offer.reward }
        : { for: 'checkout', points: luck.between(1, 300), currency: 'EUR' };
    const request = { redemption: `redemption-${id}`, request: 'a-hash', wish };
    const entry = tell(teller, { type: 'redeem', request });
    if (entry?.kind === 'redeemed') redeemed.push(entry);
  }

  function restore(teller: Teller): void {
    const at = redeemed.findIndex(({ member }) => member === teller.member);
    const [entry] = at < 0 ? [] : redeemed.splice(at, 1);
    if (entry !== undefined) tell(teller, { type: 'restore', redeemed: entry });
  }

  function correct(teller: Teller, id: string): void {
    const points = luck.pick([25, 120, -40]);
    const request = { adjustment: `a-${id}`, request: 'a-hash', points, reason: 'sorry', by: 'us' };
    tell(teller, { type: 'adjust', request });
  }

  function praise(teller: Teller, id: string): void {
    const cause = { kind: 'activity', id: 'an-activity' } as const;
    const given = { points: luck.between(0, 60), contribution: 5, visit: true };
    const validity = { months: 2 };
    const request = { award: `award-${id}`, request: 'a-hash', cause, validity, ...given };
    tell(teller, { type: 'award', request });
  }

  function review(teller: Teller): void {
    const month = monthAt(at, program.timeZone);
    const once = `${teller.member} ${month}`;
    if (reviewed.has(once)) return;
    reviewed.add(once);
    tell(teller, { type: 'review', request: { of: 'month', month } });
    tell(teller, { type: 'review', request: { of: 'notice', month: month + 1 } });
  }

  function bring(teller: Teller, id: string): void {
    const points = [{ points: luck.between(1, 200), expiresAt: at + luck.below(200 * DAY) }];
    const tier = luck.pick([null, program.tiers[1]?.id ?? null]);
    const had = { purchases: luck.below(4), spendMinor: luck.below(50_000), lastOrderAt: 0 };
    tell(teller, {
      type: 'open',
      opening: { row: `row-${id}`, request: 'a-hash', points, tier, ...had },
    });
  }

  function join(survivor: Teller): void {
    const absorbed = tellers.find((other) => other !== survivor && !other.state.mergedInto);
    if (absorbed === undefined) return;
    const decided = merge(survivor.state, absorbed.state, now(), program);
    if (!decided.ok) return;
    write(survivor, decided.survivor.entry);
    write(absorbed, decided.absorbed.entry);
  }

  function part(survivor: Teller): void {
    const at = survivor.entries.findLastIndex(({ kind }) => kind === 'merged');
    const merged = survivor.entries[at];
    if (merged?.kind !== 'merged') return;
    const absorbed = tellers.find(({ member }) => member === merged.absorbed.member);
    if (absorbed === undefined) return;
    const since = survivor.entries.slice(at + 1);
    const decided = unmerge(survivor.state, absorbed.state, merged, since, now(), program);
    if (!decided.ok) return;
    write(survivor, decided.survivor.entry);
    write(absorbed, decided.released.entry);
  }

  function now() {
    return { occurredAt: at, receivedAt: at, correlationId: 'a-trace' };
  }

  function homeOf(teller: Teller): Teller {
    const { mergedInto } = teller.state;
    const home = tellers.find(({ member }) => member === mergedInto);
    return home === undefined ? teller : homeOf(home);
  }
}

/** Any slice may be the one that had room, and now and then a campaign's budget has none. */
function attempts(luck: Chance): CapAttempts {
  const refused = luck.oneIn(4) ? luck.pick([1, 3, 64]) : 0;
  return { start: luck.below(64), refusals: (cap) => (cap === 'campaign:spring' ? refused : 0) };
}
