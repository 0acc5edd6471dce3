import { friendsOf, type NamedCause } from './award-cause.ts';
import { counted, list, number, points } from './english-counts.ts';
import { englishReviews } from './english-reviews.ts';
import { type CameBack, type Explanations, partsOf, type Told } from './explanations.ts';

const were = (count: number): string => (count === 1 ? 'was' : 'were');
const purchases = (count: number): string => counted(count, 'purchase', 'purchases');

const ofThem: Readonly<Record<Told, (count: string) => string>> = {
  spent: (count) => `${count} spent`,
  takenBack: (count) => `${count} taken back`,
  adjusted: (count) => `${count} taken by hand`,
  expired: (count) => `${count} expired`,
  moved: (count) => `${count} gone to another member’s ledger`,
  pending: (count) => `${count} not to be spent yet`,
  left: (count) => `${count} left`,
};

const back = ({ points: came, lapsed }: CameBack): string =>
  lapsed === 0
    ? `${points(came)} came back`
    : `${points(came)} came back, ${number.format(lapsed)} had expired`;

/** What an award was for, as a sentence goes on after "for". */
export function causeInEnglish({ kind, name }: NamedCause): string {
  switch (kind) {
    case 'activity':
    case 'reward':
      return name;
    case 'code':
      return `the code ${name}`;
    case 'draw':
      return `the draw ${name}`;
    case 'referral':
      return referralInEnglish(name);
    case 'profit-share':
      return 'your share of what your code brought';
    case 'win-back':
      return 'coming back';
    case 'hold-out':
      return 'nothing: this member is among those who get no offer, to compare with';
    case 'call':
      return 'a call from us';
    case 'occasion':
      return occasionInEnglish(name);
    case 'joining':
      return 'becoming a member';
  }
}

function occasionInEnglish(name: string): string {
  const [kind = '', which = ''] = name.split(':');
  if (kind === 'birthday') return 'your birthday';
  if (kind === 'anniversary') return `${counted(Number(which), 'year', 'years')} with us`;
  return kind === 'tier-year' ? 'another year in your tier' : 'another month in your tier';
}

function referralInEnglish(name: string): string {
  const friends = friendsOf(name);
  if (friends !== undefined)
    return `${number.format(friends)} ${friends === 1 ? 'friend' : 'friends'} who bought`;
  return name === 'came' ? 'buying with a friend’s code' : 'a friend who bought';
}

export const englishExplanations: Explanations = {
  quote: (amount, day) => `An order on ${day} with ${amount} of goods that earn.`,
  order: (orderNumber, amount, day) =>
    `Order ${orderNumber} of ${day} held ${amount} of goods that earn.`,
  shareOfOrder: (given, amount, multiplier) =>
    multiplier === undefined
      ? `${points(given)} for ${amount} of goods.`
      : `${points(given)} for ${amount} of goods, times ${multiplier} for the tier held then.`,
  shareOfSelected: (given, multiplier) =>
    multiplier === undefined
      ? `${points(given)} for what certain products cost.`
      : `${points(given)} for what certain products cost, times ${multiplier} for the tier held then.`,
  shareOfProducts: (given) => `${points(given)} for certain products.`,
  shareOfFirstPurchase: (given) => `${points(given)} for the first purchase.`,
  shareOfMilestone: (given, milestone) => `${points(given)} for ${milestone}.`,
  shareOfCampaignPoints: (given, campaign) => `${points(given)} from ${campaign}.`,
  campaignRewards: (campaign) => `${campaign} brings its rewards with this order.`,
  shareOfCampaign: (given, campaign, multiplier) =>
    `${points(given)} more from ${campaign}, which makes it times ${multiplier}.`,
  donated: (amount, donation) =>
    donation === undefined
      ? `With this order the brand gives ${amount} away.`
      : `With this order the brand gives ${amount} away: ${donation}.`,
  shareOfTier: (given, tier) => `${points(given)} for reaching ${tier}.`,
  nothingEarned: (reason) =>
    ({
      'currency-not-listed': 'Nothing was earned: the program does not list the currency.',
      'nothing-to-earn-on': 'Nothing was earned: the order held nothing that earns.',
      'too-soon':
        'Nothing was earned: it came too soon after the order before it to be a purchase.',
      'daily-limit': 'Nothing was earned on it: the orders of a day may not earn more.',
    })[reason],
  campaignExhausted: (campaign) => `${campaign} had no budget left for this order.`,
  clawback: (taken, reason, orderNumber) =>
    ({
      refund: `${points(taken)} taken back for the refund of order ${orderNumber}.`,
      'refund-reversed': `${points(taken)} given back, for a refund of order ${orderNumber} was undone.`,
      cancellation: `${points(taken)} taken back for the cancellation of order ${orderNumber}.`,
    })[reason],
  owed: (missing) => `${points(missing)} of them ${were(missing)} gone, and the next earnings pay.`,
  forgiven: (missing) => `${points(missing)} of them ${were(missing)} gone, and nobody has to pay.`,
  paidDebt: (paid) => `${points(paid)} of them paid what was owed for earlier refunds.`,
  lapsed: (late) => `${points(late)} of them had expired before they came.`,
  availableFrom: (held, day) => `${points(held)} can be spent from ${day} on.`,
  expires: (given, day) => `${points(given)} expire${given === 1 ? 's' : ''} on ${day}.`,
  cameFrom: (taken, day) => `${points(taken)} came from those that expire on ${day}.`,
  redeemedAtCheckout: (spent, amount, day) =>
    `${points(spent)} ${were(spent)} redeemed on ${day} for ${amount} off at checkout.`,
  redeemedForReward: (spent, reward, cash, day) =>
    `${points(spent)} ${were(spent)} redeemed on ${day} for ${reward}${cash === undefined ? '' : `, with ${cash} paid beside`}.`,
  calledOff: (came, day) => `It was called off on ${day}: ${back(came)}.`,
  restored: (came, day) => `A redemption was called off on ${day}: ${back(came)}.`,
  expired: (gone, day) => `${points(gone)} expired on ${day}.`,
  adjusted: (moved, by, reason, day) =>
    moved >= 0
      ? `${points(moved)} ${were(moved)} given by hand on ${day} by ${by}: ${reason}.`
      : `${points(-moved)} ${were(-moved)} taken by hand on ${day} by ${by}: ${reason}.`,
  awarded: (given, cause, day) =>
    given === 0
      ? `Recorded on ${day}, without points: ${causeInEnglish(cause)}.`
      : `${points(given)} for ${causeInEnglish(cause)} on ${day}.`,
  contributed: (contribution) =>
    `${counted(contribution, 'contribution point', 'contribution points')} came with it.`,
  withheld: (withheldPoints, contribution) => {
    const parts = [
      ...(withheldPoints > 0 ? [points(withheldPoints)] : []),
      ...(contribution > 0
        ? [counted(contribution, 'contribution point', 'contribution points')]
        : []),
    ];
    return `${list.format(parts)} more did not fit into what activities may bring.`;
  },
  imported: (brought, bought, spend, day) =>
    `Came from another system on ${day} with ${points(brought)}, ${purchases(bought)} and ${spend} of spend.`,
  importedTier: (tier) => `The tier that was held there is kept: ${tier}.`,
  merged: (member, brought, bought, day) =>
    `Member ${member} went into this one on ${day}, with ${points(brought)} and ${purchases(bought)}.`,
  absorbed: (into, day) => `This member went into ${into} on ${day}, with everything.`,
  unmerged: (member, day) =>
    `The merge of member ${member} was undone on ${day}: what came with it went with it.`,
  released: (from, day) =>
    `The merge into ${from} was undone on ${day}: this is a member again, with what it had.`,
  reviews: englishReviews,
  fate: (fate) => {
    const parts = partsOf(fate).map((part) => ofThem[part.of](number.format(part.points)));
    return `Of these points by now: ${list.format(parts)}.`;
  },
  fateUpTo: (entries) =>
    `The history is long: what happened after entry ${number.format(entries)} is not counted in.`,
  decidedBy: (program) => `The rules of ${program} decided this.`,
};
