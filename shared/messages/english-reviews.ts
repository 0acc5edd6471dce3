import { list, wanted } from './english-counts.ts';
import type { Descent, ReviewExplanations } from './review-explanations.ts';

const goes = ({ from, to }: Descent): string =>
  to === undefined ? `${from} is lost` : `${from} becomes ${to}`;

const went = ({ from, to }: Descent): string =>
  to === undefined ? `${from} was lost` : `You moved from ${from} to ${to}`;

export const englishReviews: ReviewExplanations = {
  notice: (descent, missing, day) =>
    missing === undefined
      ? `${goes(descent)} on ${day}.`
      : `${goes(descent)} on ${day}, unless there is this before: ${list.format(missing.map(wanted))}.`,
  threat: (threat) =>
    ({
      paths: 'What keeps the tier is not all there any more.',
      falling: 'Orders have become fewer month by month.',
      refunds: 'Refunds took away what had reached the tier.',
    })[threat],
  demoted: (descent, why, day) =>
    ({
      paths: `${went(descent)} on ${day} because what keeps ${descent.from} was not all there.`,
      falling: `${went(descent)} on ${day} because orders became fewer month by month.`,
    })[why],
  withdrawn: (descent, day) =>
    `${went(descent)} on ${day} because refunds took away what had reached ${descent.from}.`,
  lent: (tier, until) =>
    `${tier} is yours until ${until}; from then on the tier that you earned counts.`,
  returned: (tier, day) =>
    `${tier} was lent and ended on ${day}: the tier that you earned counts again.`,
};
