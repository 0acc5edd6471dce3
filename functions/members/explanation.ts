import type { Entry } from '../../shared/domain/ledger/entry.ts';
import { explainShares } from '../../shared/domain/ledger/explanation.ts';
import { fateOf } from '../../shared/domain/ledger/fate.ts';
import { monthAt } from '../../shared/domain/time/time.ts';
import { keys } from '../../shared/table/keys.ts';
import { readOnce } from '../../shared/table/ledger/append-once.ts';
import { readOrder } from '../../shared/table/orders/order-record.ts';
import { readFirstEntries } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Background } from './background.ts';
import type { ExplanationAnswer } from './entry-contract.ts';
import { viewEntry } from './entry-view.ts';
import { clawbackSentence, sentencesOf, shareSentence } from './explanation-sentences.ts';
import { iso, monthEdge, type Viewing } from './viewing.ts';

/** As many entries of a history as are read to tell what became of points. */
const MOST_ENTRIES = 2_000;

/** Explains any entry: what caused it, by which rules, and what became of its points since. */
export async function explain(
  table: Table,
  entry: Entry,
  viewing: Viewing,
): Promise<ExplanationAnswer> {
  const background: Background = {
    ...(await orderOf(table, entry)),
    ...(await callingOff(table, entry)),
    ...(await fate(table, entry, viewing)),
  };
  const { order, restored } = background;
  return {
    entry: viewEntry(entry),
    sentences: sentencesOf(entry, background, viewing),
    lots: [...entry.movements, ...entry.held].map((lot) => ({
      points: lot.points,
      expiresAt: monthEdge(lot.expires, viewing),
      ...('availableAt' in lot ? { availableAt: iso(Number(lot.availableAt)) } : {}),
    })),
    ...(background.fate === undefined ? {} : { fate: background.fate }),
    ...(order === undefined ? {} : viewOrder(order, viewing)),
    ...(restored === undefined
      ? {}
      : {
          restored: {
            points: restored.points,
            lapsed: restored.lapsed,
            at: iso(restored.occurredAt),
          },
        }),
  };
}

async function orderOf(table: Table, entry: Entry): Promise<Pick<Background, 'order'>> {
  if (entry.kind !== 'earned' && entry.kind !== 'clawed-back') return {};
  const { shop, orderId } = entry.kind === 'earned' ? entry.order : entry;
  const record = await readOrder(table, shop, orderId);
  if (record.known !== 'entered') throw new Error('an entry of an order that was not entered');
  return { order: { entry: record.entry, clawbacks: record.clawbacks } };
}

async function callingOff(table: Table, entry: Entry): Promise<Pick<Background, 'restored'>> {
  if (entry.kind !== 'redeemed') return {};
  const key = keys.entry('restored', entry.redemption);
  const restored = await readOnce(table, { kind: 'restored', key });
  return restored === undefined ? {} : { restored };
}

/** What comes back goes to the entries that it was taken from: it has no fate of its own. */
async function fate(
  table: Table,
  entry: Entry,
  { program, at }: Viewing,
): Promise<Pick<Background, 'fate'>> {
  const brings = ['earned', 'adjusted', 'awarded', 'imported', 'merged'].includes(entry.kind);
  if (!brings || ![...entry.movements, ...entry.held].some(({ points }) => points > 0)) return {};
  const { things, next } = await readFirstEntries(table, entry.member, MOST_ENTRIES);
  const known = fateOf(entry.v, things, at, program.timeZone);
  return { fate: { ...known, ...(next === undefined ? {} : { upTo: next - 1 }) } };
}

function viewOrder(
  { entry, clawbacks }: NonNullable<Background['order']>,
  viewing: Viewing,
): Pick<ExplanationAnswer, 'order' | 'shares' | 'clawbacks'> {
  const { orderNumber, currency, totalMinor, shippingMinor, earningBaseMinor } = entry.order;
  const now = monthAt(viewing.at, viewing.program.timeZone);
  return {
    order: {
      number: orderNumber,
      currency,
      totalMinor,
      shippingMinor,
      earningBaseMinor,
      refundedBaseMinor: clawbacks.at(-1)?.refundedBaseMinor ?? 0,
      ...(entry.nothingEarned === undefined ? {} : { nothingEarned: entry.nothingEarned }),
      rewardedBy: [...entry.rewardedBy],
      exhausted: [...entry.exhausted],
    },
    shares: explainShares(entry, clawbacks, now).map((given) => ({
      rule: given.rule,
      points: given.points,
      multiplierBps: given.multiplierBps,
      expiresAt: monthEdge(given.expires, viewing),
      expired: given.expired,
      refundable: given.clawedBack,
      takenBack: given.takenBack,
      sentence: shareSentence(given, entry, viewing),
    })),
    clawbacks: clawbacks.map((clawback) => ({
      entry: viewEntry(clawback),
      refundedBaseMinor: clawback.refundedBaseMinor,
      settled: clawback.settled,
      sentence: clawbackSentence(clawback, entry, viewing),
    })),
  };
}
