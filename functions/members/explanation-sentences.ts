import type {
  ClawedBackEntry,
  EarnedEntry,
  Entry,
  Share,
} from '../../shared/domain/ledger/entry.ts';
import { pointsOf } from '../../shared/domain/ledger/ledger.ts';
import { donatedWith } from '../../shared/domain/orders/donation.ts';
import type { Background } from './background.ts';
import { reviewSentences } from './review-sentences.ts';
import { type Viewing, type Wording, wording } from './viewing.ts';

/**
 * An entry in words, to be read out: what caused it, which rules gave what, into or out of which
 * months the points went, and what became of them since.
 */
export function sentencesOf(entry: Entry, background: Background, viewing: Viewing): string[] {
  const named = wording(viewing);
  const { explain } = named.words;
  return [
    ...causeOf(entry, background, viewing),
    ...monthsOf(entry, named),
    ...sinceThen(entry, background, viewing),
    explain.decidedBy(entry.program),
  ];
}

/** What happened, and what each rule made of it. */
function causeOf(entry: Entry, { order }: Background, viewing: Viewing): string[] {
  const named = wording(viewing);
  const { explain } = named.words;
  const day = named.day(entry.occurredAt);
  switch (entry.kind) {
    case 'earned':
      return [
        explain.order(
          entry.order.orderNumber,
          named.amount(entry.order.earningBaseMinor, entry.order.currency),
          day,
        ),
        ...earningSentences(entry, viewing),
      ];
    case 'clawed-back': {
      const { owed, forgiven } = entry.settled;
      return [
        clawbackSentence(entry, order?.entry, viewing),
        ...(owed > 0 ? [explain.owed(owed)] : []),
        ...(forgiven > 0 ? [explain.forgiven(forgiven)] : []),
      ];
    }
    case 'redeemed': {
      const { purpose, points } = entry;
      if (purpose.for === 'checkout') {
        const amount = named.amount(purpose.amountMinor, purpose.currency);
        return [explain.redeemedAtCheckout(points, amount, day)];
      }
      const { cash } = purpose;
      const beside = cash === undefined ? undefined : named.amount(cash.amountMinor, cash.currency);
      return [explain.redeemedForReward(points, named.reward(purpose.reward), beside, day)];
    }
    case 'restored':
      return [explain.restored(entry, day)];
    case 'expired':
      return [explain.expired(entry.points, named.expiryDay(entry.month))];
    case 'adjusted':
      return [explain.adjusted(entry.points, entry.by, entry.reason, day)];
    case 'awarded': {
      const { points, cause, lapsed, withheld } = entry;
      const { contribution } = entry.figures;
      return [
        explain.awarded(points, named.cause(cause), day),
        ...(contribution > 0 ? [explain.contributed(contribution)] : []),
        ...(withheld === undefined
          ? []
          : [explain.withheld(withheld.points, withheld.contribution)]),
        ...(lapsed > 0 ? [explain.lapsed(lapsed)] : []),
      ];
    }
    case 'reviewed':
      return reviewSentences(entry, viewing);
    case 'imported': {
      const bought = entry.purchases.after - entry.purchases.before;
      const spend = named.amount(entry.spendMinor, viewing.program.baseCurrency);
      const { before, after } = entry.tier;
      return [
        explain.imported(pointsOf(entry), bought, spend, day),
        ...(after === null || after === before ? [] : [explain.importedTier(named.tier(after))]),
      ];
    }
    case 'merged': {
      const { member, purchases } = entry.absorbed;
      return [explain.merged(member, pointsOf(entry), purchases, day)];
    }
    case 'absorbed':
      return [explain.absorbed(entry.into, day)];
    case 'unmerged':
      return [explain.unmerged(entry.released.member, day)];
    case 'released':
      return [explain.released(entry.from, day)];
  }
}

/** What each rule made of an order. */
function earningSentences(entry: EarnedEntry, viewing: Viewing): string[] {
  const named = wording(viewing);
  const { explain } = named.words;
  return [
    ...(entry.nothingEarned === undefined ? [] : [explain.nothingEarned(entry.nothingEarned)]),
    ...entry.shares.map((share) => shareSentence(share, entry, viewing)),
    ...entry.rewardedBy.map((campaign) => explain.campaignRewards(named.campaign(campaign))),
    ...entry.exhausted.map((campaign) => explain.campaignExhausted(named.campaign(campaign))),
    ...donationSentences(entry, viewing),
    ...(entry.lapsed > 0 ? [explain.lapsed(entry.lapsed)] : []),
  ];
}

function donationSentences(entry: EarnedEntry, viewing: Viewing): string[] {
  const { program } = viewing;
  const donated = donatedWith(entry);
  if (donated === 0) return [];
  const named = wording(viewing);
  const amount = named.amount(donated, program.baseCurrency);
  const { donation } = program;
  const reward = donation === undefined ? undefined : named.reward(donation.reward);
  return [named.words.explain.donated(amount, reward)];
}

/** An order that has not been placed, in the words of one that has. */
export function quoteSentences(entry: EarnedEntry, viewing: Viewing): string[] {
  const named = wording(viewing);
  const { currency, earningBaseMinor } = entry.order;
  return [
    named.words.explain.quote(
      named.amount(earningBaseMinor, currency),
      named.day(entry.occurredAt),
    ),
    ...earningSentences(entry, viewing),
    ...monthsOf(entry, named),
    named.words.explain.decidedBy(entry.program),
  ];
}

/** Which months the points came into, or went out of. */
function monthsOf(entry: Entry, { words, day, expiryDay }: Wording): string[] {
  const { explain } = words;
  const paid = entry.debt < 0 && entry.kind !== 'clawed-back' ? 0 - entry.debt : 0;
  return [
    ...(paid > 0 ? [explain.paidDebt(paid)] : []),
    ...entry.held
      .filter(({ points }) => points > 0)
      .map(({ points, availableAt }) => explain.availableFrom(points, day(availableAt))),
    ...(entry.kind === 'expired' ? [] : [...entry.movements, ...entry.held]).map(
      ({ points, expires }) =>
        points > 0
          ? explain.expires(points, expiryDay(expires))
          : explain.cameFrom(0 - points, expiryDay(expires)),
    ),
  ];
}

/** What happened to it later. */
function sinceThen(
  entry: Entry,
  { order, restored, fate }: Background,
  viewing: Viewing,
): string[] {
  const named = wording(viewing);
  const { explain } = named.words;
  return [
    ...(entry.kind === 'earned' ? (order?.clawbacks ?? []) : []).map((clawback) =>
      clawbackSentence(clawback, order?.entry, viewing),
    ),
    ...(restored === undefined
      ? []
      : [explain.calledOff(restored, named.day(restored.occurredAt))]),
    ...(fate === undefined ? [] : [explain.fate(fate)]),
    ...(fate?.upTo === undefined ? [] : [explain.fateUpTo(fate.upTo)]),
  ];
}

export function shareSentence(given: Share, { order }: EarnedEntry, viewing: Viewing): string {
  const named = wording(viewing);
  const { explain } = named.words;
  const [kind, id = ''] = given.rule.split(':');
  const times = named.times(given.multiplierBps);
  if (kind === 'tier') return explain.shareOfTier(given.points, named.tier(id));
  const multiplier = times === '1' ? undefined : times;
  if (kind === 'campaign') {
    return multiplier === undefined
      ? explain.shareOfCampaignPoints(given.points, named.campaign(id))
      : explain.shareOfCampaign(given.points, named.campaign(id), multiplier);
  }
  const rule = viewing.program.earning.find((candidate) => candidate.id === given.rule);
  switch (rule?.kind) {
    case 'per-product':
      return explain.shareOfProducts(given.points);
    case 'first-purchase':
      return explain.shareOfFirstPurchase(given.points);
    case 'milestone':
      return explain.shareOfMilestone(given.points, rule.name[viewing.language] ?? rule.id);
    case 'per-amount':
    case undefined: {
      if (rule?.of !== undefined) return explain.shareOfSelected(given.points, multiplier);
      const amount = named.amount(order.earningBaseMinor, order.currency);
      return explain.shareOfOrder(given.points, amount, multiplier);
    }
  }
}

export function clawbackSentence(
  clawback: ClawedBackEntry,
  order: EarnedEntry | undefined,
  viewing: Viewing,
): string {
  const { explain } = wording(viewing).words;
  const number = order?.order.orderNumber ?? clawback.orderId;
  return explain.clawback(Math.abs(pointsOf(clawback)), clawback.reason, number);
}
