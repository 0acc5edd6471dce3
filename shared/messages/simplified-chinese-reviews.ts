import type { Descent, ReviewExplanations } from './review-explanations.ts';
import { wanted } from './simplified-chinese-counts.ts';

const change = ({ from, to }: Descent): string =>
  to === undefined ? `失去${from}等级` : `由${from}等级降为${to}等级`;

export const simplifiedChineseReviews: ReviewExplanations = {
  notice: (descent, missing, day) =>
    missing === undefined
      ? `您将于${day}${change(descent)}。`
      : `您将于${day}${change(descent)}；如在此之前${missing.map(wanted).join('、')}，即可保留。`,
  threat: (threat) =>
    ({
      paths: '目前未满足保留该等级的条件。',
      falling: '购买次数逐月减少。',
      refunds: '退款后已不满足该等级的条件。',
    })[threat],
  demoted: (descent, why, day) =>
    ({
      paths: `因未满足保留${descent.from}等级的条件，您于${day}${change(descent)}。`,
      falling: `因购买次数逐月减少，您于${day}${change(descent)}。`,
    })[why],
  withdrawn: (descent, day) =>
    `因退款后不再满足${descent.from}等级的条件，您于${day}${change(descent)}。`,
  lent: (tier, until) => `您可享受${tier}等级至${until}，此后恢复您自己的等级。`,
  returned: (tier, day) => `借给您的${tier}等级已于${day}结束，现恢复您自己的等级。`,
};
