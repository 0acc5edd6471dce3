import type { ClawedBackEntry, EarnedEntry, Entry } from '../../shared/domain/entry.ts';
import { explainShares, type ShareExplained } from '../../shared/domain/explanation.ts';
import { pointsOf } from '../../shared/domain/ledger.ts';
import { balanceAt, type MemberState, monthOf } from '../../shared/domain/member.ts';
import { progress } from '../../shared/domain/tier.ts';
import { type Instant, monthAt, monthStart } from '../../shared/domain/time.ts';
import { writeAmount } from '../../shared/messages/amount.ts';
import { speak } from '../../shared/messages/language.ts';
import type { Program } from '../../shared/program/program.ts';
import { entryId } from '../../shared/table/entry-id.ts';
import { entryKey } from '../../shared/table/entry-item.ts';
import type { Grant } from '../../shared/table/grant-item.ts';
import type { InboxMessage } from '../../shared/table/message-item.ts';
import type { EntryAnswer, ExplanationAnswer, MemberAnswer, MessageAnswer } from './contract.ts';

/** For whom a view is made: when it is asked for, and in which of the program's languages. */
export interface Viewing {
  readonly program: Program;
  readonly at: Instant;
  readonly language: string;
}

export function viewMember(
  state: MemberState,
  grants: readonly Grant[],
  { program, at, language }: Viewing,
): MemberAnswer {
  const now = monthOf(state, at, program.timeZone);
  const held = program.tiers.find((tier) => tier.id === state.tier);
  const name = held?.name[language] ?? state.tier ?? '';
  return {
    member: state.member,
    balance: balanceAt(state, at, program.timeZone),
    debt: state.debt,
    tier: state.tier === null ? null : { id: state.tier, name, since: iso(state.tierSince) },
    purchases: state.purchases,
    progress: viewProgress(state, name, program, language),
    expiring: state.lots
      .filter((lot) => lot.expires > now)
      .map(({ points, expires }) => ({ points, expiresAt: monthEdge(expires, program) })),
    rewards: inOrderOf(program, grants).map(({ reward, kind, grantedAt }) => ({
      id: reward,
      kind,
      name: program.rewards.find(({ id }) => id === reward)?.name[language] ?? reward,
      grantedAt,
    })),
  };
}

/** Grants as the program lists their rewards; those that it has dropped come first. */
function inOrderOf(program: Program, grants: readonly Grant[]): Grant[] {
  const place = ({ reward }: Grant) => program.rewards.findIndex(({ id }) => id === reward);
  return grants.toSorted((a, b) => place(a) - place(b));
}

function viewProgress(
  state: MemberState,
  tier: string,
  program: Program,
  language: string,
): MemberAnswer['progress'] {
  const words = speak(language);
  const way = progress(program, state.tier, state);
  if (way === undefined) {
    return { next: null, percent: 100, conditions: [], sentence: words.topTier(tier) };
  }
  const name = way.next.name[language] ?? way.next.id;
  return {
    next: { id: way.next.id, name },
    percent: way.percent,
    conditions: [...way.conditions],
    sentence: words.toNextTier(
      name,
      way.conditions.filter(({ missing }) => missing > 0),
    ),
  };
}

export function viewEntry(entry: Entry): EntryAnswer {
  return {
    id: entryId(entryKey(entry)),
    v: entry.v,
    kind: entry.kind,
    ...(entry.kind === 'clawed-back' ? { reason: entry.reason } : {}),
    shop: entry.shop,
    orderId: entry.orderId,
    ...(entry.kind === 'clawed-back' && entry.refund !== undefined
      ? { refundId: entry.refund.refundId }
      : {}),
    points: pointsOf(entry),
    balance: entry.balance,
    purchases: entry.purchases,
    tier: entry.tier,
    program: entry.program,
    occurredAt: iso(entry.occurredAt),
    receivedAt: iso(entry.receivedAt),
  };
}

/** Explains an entry by the order that it belongs to: what it earned, and what became of that. */
export function viewExplanation(
  entry: Entry,
  order: EarnedEntry,
  clawbacks: readonly ClawedBackEntry[],
  viewing: Viewing,
): ExplanationAnswer {
  const { program, at, language } = viewing;
  const words = speak(language);
  const { orderNumber, currency, totalMinor, shippingMinor, earningBaseMinor } = order.order;
  const shares = explainShares(order, clawbacks, monthAt(at, program.timeZone)).map((given) => ({
    rule: given.rule,
    points: given.points,
    multiplierBps: given.multiplierBps,
    expiresAt: monthEdge(given.expires, program),
    expired: given.expired,
    refundable: given.clawedBack,
    takenBack: given.takenBack,
    sentence: shareSentence(given, order, viewing),
  }));
  const taken = clawbacks.map((clawback) => ({
    entry: viewEntry(clawback),
    refundedBaseMinor: clawback.refundedBaseMinor,
    settled: clawback.settled,
    sentence: words.clawback(Math.abs(pointsOf(clawback)), clawback.reason, orderNumber),
  }));
  return {
    entry: viewEntry(entry),
    order: {
      number: orderNumber,
      currency,
      totalMinor,
      shippingMinor,
      earningBaseMinor,
      refundedBaseMinor: clawbacks.at(-1)?.refundedBaseMinor ?? 0,
    },
    shares,
    clawbacks: taken,
    sentences: [
      ...(order.nothingEarned === undefined ? [] : [words.nothingEarned(order.nothingEarned)]),
      ...[...shares, ...taken].map(({ sentence }) => sentence),
    ],
  };
}

function shareSentence(
  given: ShareExplained,
  { order }: EarnedEntry,
  { program, language }: Viewing,
): string {
  const words = speak(language);
  const tier = program.tiers.find(({ id }) => given.rule === `tier:${id}`);
  if (tier !== undefined) return words.shareOfTier(given.points, tier.name[language] ?? tier.id);
  const amount = writeAmount(order.earningBaseMinor, order.currency, language);
  const times = given.multiplierBps / 10_000;
  return words.shareOfOrder(given.points, amount, times === 1 ? undefined : String(times));
}

export function viewMessage(message: InboxMessage, language: string): MessageAnswer {
  const { fact, topic, text, receivedAt } = message;
  return { fact, topic, text: text[language] ?? Object.values(text)[0] ?? '', receivedAt };
}

function monthEdge(month: number, program: Program): string {
  return iso(monthStart(month, program.timeZone));
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}
