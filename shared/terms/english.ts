import { counted, list, points } from '../messages/english-counts.ts';
import type { Validity } from '../program/program.ts';
import type { LeaderboardMeasure, StatusChannel, TermsWords } from './words.ts';

const life = (validity: Validity) =>
  'months' in validity
    ? counted(validity.months, 'month', 'months')
    : counted(validity.days, 'day', 'days');

const scoreNames = { recency: 'recency', frequency: 'frequency', monetary: 'spend' } as const;

const measured: Readonly<Record<LeaderboardMeasure, string>> = {
  points: 'points earned on orders',
  spend: 'spend',
  purchases: 'purchases',
  contribution: 'contribution points',
};

const channelNames: Readonly<Record<StatusChannel, string>> = {
  'in-app': 'in your inbox',
  email: 'by e-mail',
  'direct-message': 'by direct message, if you wrote to us first and asked for it',
};

export const englishTerms: TermsWords = {
  title: 'The rules of our members’ programme',
  version: (version) =>
    `Version ${version}. A later version changes nothing that was earned before.`,
  tiers: 'Tiers',
  benefits: 'What each tier has',
  scores: 'Scores',
  keeping: 'Keeping a tier',
  points: 'Points',
  activities: 'Points and recognition besides orders',
  catalogue: 'What points buy',
  campaigns: 'Campaigns',
  draws: 'Draws',
  coupons: 'Coupons',
  joining: 'Joining',
  hearing: 'What you hear from us',
  onX: 'Actions on X',
  none: '–',
  between: ' ',
  tier: (name, reached) => `**${name}**: ${reached}.`,
  all: (conditions) => list.format(conditions),
  any: (paths) => paths.join('; or '),
  condition: (condition, amount) => {
    switch (condition.measure) {
      case 'purchases':
        return `${counted(condition.atLeast, 'purchase', 'purchases')} ${englishTerms.within(condition.window)}`;
      case 'spend':
        return `${amount} of goods ${englishTerms.within(condition.window)}`;
      case 'points':
        return `${points(condition.atLeast)} earned on orders ${englishTerms.within(condition.window)}`;
      case 'contribution':
        return `${counted(condition.atLeast, 'contribution point', 'contribution points')} ${englishTerms.within(condition.window)}`;
      case 'interactions':
        return `${counted(condition.atLeast, 'interaction', 'interactions')} ${englishTerms.within(condition.window)}`;
      case 'score':
        return `scores of ${condition.atLeast} in all for ${list.format(condition.of.map((of) => scoreNames[of]))}`;
    }
  },
  within: (window) =>
    window === 'lifetime'
      ? 'ever'
      : window === 'calendar-year'
        ? 'in the calendar year'
        : `in this month and the ${window.months} before it`,
  times: (multiplier) => `Points x${multiplier}.`,
  off: (percent) => `${percent}% off at checkout.`,
  pointsOnReaching: (given, validity) =>
    `${points(given)} once on reaching it, good for ${life(validity)}.`,
  brings: (rewards) => `Brings ${list.format(rewards)}.`,
  lasts: life,
  scoreRow: {
    recencyDays: 'Days since the last order',
    purchases: 'Orders in twelve months',
    spendMinor: 'Spend in twelve months',
  },
  atMost: (value) => `${value} or fewer`,
  promoted: () =>
    'A tier is reached with the very order that fulfils it. What is refunded does not count.',
  keeps: (tier, how) => `${tier} is kept with ${how}.`,
  neverLost: () => 'No tier is lost by waiting.',
  demoted: (noticeDays, graceMonths) =>
    `Tiers are reviewed each month. Whoever no longer fulfils a tier is told ${noticeDays} days before what would keep it, and moves down one tier at the most${graceMonths === 0 ? '' : `, ${counted(graceMonths, 'month', 'months')} later at the earliest`}.`,
  falling: (months, tier) =>
    `From ${tier} on, ${counted(months, 'month', 'months')} in a row with fewer orders than the month before, or with none after fewer, cost a tier too; a month with more orders than the one before ends that.`,
  withdrawn: () =>
    'A tier that is no longer fulfilled because orders were refunded is withdrawn at the next review.',
  earns: (amount) =>
    `1 point for each ${amount} of goods, after discounts, without tax and shipping; rounded down for each order.`,
  worth: (amount) => `1 point is worth ${amount} at checkout.`,
  mostOfOrder: (percent) => `Up to ${percent}% of an order can be paid with points.`,
  expires: (months) =>
    `Points live ${months}, and then to the end of that month; what ends soonest is spent first.`,
  pending: (days) => `Points can be spent ${counted(days, 'day', 'days')} after the order.`,
  firstPurchase: (given) => `${points(given)} with the first order.`,
  milestone: (name, given) => `${points(given)} once for: ${name}.`,
  multiplied: () =>
    'The multiplier of an order is that of the tier held before it, or that of a campaign where it is larger.',
  refunded: (debt) =>
    `A refund takes back the points of what is refunded${debt ? '; points spent already are taken from the next ones' : '; points spent already are not asked back'}.`,
  activity: (name, given, contribution) => {
    const brought = [
      ...(given > 0 ? [points(given)] : []),
      ...(contribution > 0
        ? [counted(contribution, 'contribution point', 'contribution points')]
        : []),
    ];
    return `${name}: ${brought.length === 0 ? 'counts as taking part' : list.format(brought)}.`;
  },
  limits: (aDay, aMonth) =>
    `All of these together bring at most ${list.format([...(aDay === undefined ? [] : [`${points(aDay)} a day`]), ...(aMonth === undefined ? [] : [`${points(aMonth)} a month`])])}.`,
  referral: (member, friend, days, aYear) =>
    `For a friend who orders: ${points(member)} for you and ${points(friend)} for the friend, once the friend’s first order is ${counted(days, 'day', 'days')} old; ${counted(aYear, 'friend', 'friends')} a year count.`,
  offer: (name, price, cash) =>
    `${name}: ${points(price)}${cash === undefined ? '' : ` and ${cash}`}`,
  fromTier: (tier) => `from ${tier} on`,
  campaign: (name, from, until) => `${name}: ${from} to ${until}`,
  couponsWait: (amount) =>
    `A coupon that can take off more than ${amount} in all is good once we have confirmed it, and for its full time from then on; one that you redeem points for is good at once.`,
  joinsWithOrder: () =>
    'You are a member from your first order on. Until you agree to more, we keep what your points and tier need and nothing else.',
  joinsByConsent: (days) =>
    `You become a member when you agree. Orders of the ${counted(days, 'day', 'days')} before it count.`,
  consent: (version, text) => `What you can agree to (version ${version}): “${text}”`,
  claims: (days) =>
    `An order without an account can be claimed by its number for ${counted(days, 'day', 'days')}.`,
  leaderboard: (by, window, places) =>
    `A list shows the first ${places} by ${measured[by]} ${englishTerms.within(window)}: only those who agreed, under the name that they chose.`,
  statusNote: (day, channels) =>
    `Your page says your points and tier at any time. On day ${day} of each month we also tell you ${list.format(channels.map((channel) => channelNames[channel]))}.`,
  promotions: (aDay) =>
    `You get at most ${counted(aDay, 'recommendation or offer', 'recommendations and offers')} a day, and none once you have switched them off.`,
  offers: (aWeek) =>
    `Of our calendar, you get at most ${counted(aWeek, 'offer', 'offers')} a week.`,
  slider: (degree) =>
    `You choose, from 0 to 3, how far what we send goes by your orders; it stands at ${degree} until you move it, and 0 is not at all.`,
  minimumAge: (age) => `Open to people of ${age} and older.`,
  prize: (name, winners, chanceBps) =>
    winners === undefined
      ? `${name}: ${(chanceBps ?? 0) / 100}% of entries win it`
      : `${name}: ${counted(winners, 'winner', 'winners')}`,
  xNothing: () =>
    'Nothing that is done on X, no post, repost, like or follow, brings points, rewards or chances.',
  xApproved: (approval) =>
    `Some actions on X bring points, as X has approved in writing: ${approval}.`,
};
