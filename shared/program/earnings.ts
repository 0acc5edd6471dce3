import type { Activity, Program, ProgramRules, Validity } from './program.ts';

/** What a typical member has of points, as far as a document alone says it. */
type Rules = ProgramRules | Program;

/** Points of a month's orders by a typical member, before any multiplier; undefined without costs. */
export function pointsOfTypicalMonth(program: Rules): number | undefined {
  const { costs, currencies, baseCurrency } = program;
  const currency = currencies[baseCurrency];
  if (costs === undefined || currency === undefined) return undefined;
  return (costs.typicalMonthMinor * rateBpsOf(program)) / (currency.perPointMinor * 10_000);
}

/** Of the currency's rate, what every order earns whatever its products and its size. */
export function rateBpsOf({ earning }: Rules): number {
  return earning.reduce(
    (sum, rule) =>
      rule.kind === 'per-amount' && rule.of === undefined && rule.minimumMinor === undefined
        ? sum + rule.rateBps
        : sum,
    0,
  );
}

/**
 * The most points that activities bring in a month of 31 days, every limit used to the full;
 * `Infinity` where nothing limits them.
 *
 * @param beside whether those count too that a person approves beside the limits of all.
 */
export function mostActivityPoints({ activities, activityLimits }: Rules, beside: boolean): number {
  const { pointsADay = Infinity, pointsAMonth = Infinity } = activityLimits;
  const most = (limited: boolean) =>
    activities
      .filter((activity) => activity.points > 0 && activity.limited === limited)
      .reduce((sum, activity) => sum + activity.points * timesAMonth(activity), 0);
  return Math.min(most(true), 31 * pointsADay, pointsAMonth) + (beside ? most(false) : 0);
}

/** How often an activity can count in a month of 31 days, which touches six weeks. */
export function timesAMonth({ limits }: Activity): number {
  const { aDay = Infinity, aWeek = Infinity, aMonth = Infinity, inLifetime = Infinity } = limits;
  return Math.min(31 * aDay, 6 * aWeek, aMonth, inLifetime);
}

/** The most contribution points that can be had in a month. */
export function mostContribution({ activities, activityLimits }: Rules, on: 'own' | 'x'): number {
  const all = activities
    .filter((activity) => activity.on === on && activity.contribution > 0)
    .reduce((sum, activity) => sum + activity.contribution * timesAMonth(activity), 0);
  return Math.min(all, activityLimits.contributionAMonth ?? Infinity);
}

/** How long the points of orders live, by the rule that keeps them longest, in months. */
export function longestLifeMonths({ earning }: Rules): number {
  return Math.max(
    0,
    ...earning.map(({ kind, validity }) => (kind === 'per-amount' ? monthsOf(validity) : 0)),
  );
}

/** A validity in months of 30 days. */
export function monthsOf(validity: Validity): number {
  return 'months' in validity ? validity.months : validity.days / 30;
}
