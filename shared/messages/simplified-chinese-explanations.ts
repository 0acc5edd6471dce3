import { friendsOf, type NamedCause } from './award-cause.ts';
import { type CameBack, type Explanations, partsOf, type Told } from './explanations.ts';
import { number, points } from './simplified-chinese-counts.ts';
import { simplifiedChineseReviews } from './simplified-chinese-reviews.ts';

const ofThem: Readonly<Record<Told, string>> = {
  spent: '已使用',
  takenBack: '已扣回',
  adjusted: '人工扣除',
  expired: '已过期',
  moved: '已转入其他会员账户',
  pending: '尚未可用',
  left: '剩余',
};

const back = ({ points: came, lapsed }: CameBack): string =>
  lapsed === 0
    ? `退还 ${points(came)}`
    : `退还 ${points(came)}，另有 ${points(lapsed)}已过期，不再退还`;

/** What an award was for, before a colon or a comma. */
export function causeInChinese({ kind, name }: NamedCause): string {
  switch (kind) {
    case 'activity':
    case 'reward':
      return name;
    case 'code':
      return `积分码${name}`;
    case 'draw':
      return `抽奖${name}`;
    case 'referral':
      return referralInChinese(name);
    case 'profit-share':
      return '推荐分成';
    case 'win-back':
      return '欢迎回归';
    case 'hold-out':
      return '对照组，无优惠';
    case 'call':
      return '专人回访';
    case 'occasion':
      return occasionInChinese(name);
    case 'joining':
      return '加入会员';
  }
}

function occasionInChinese(name: string): string {
  const [kind = '', which = ''] = name.split(':');
  if (kind === 'birthday') return '生日';
  if (kind === 'anniversary') return `入会 ${which} 周年`;
  return kind === 'tier-year' ? '等级年度礼遇' : '等级每月礼遇';
}

function referralInChinese(name: string): string {
  const friends = friendsOf(name);
  if (friends !== undefined) return `累计推荐 ${friends} 位好友`;
  return name === 'came' ? '使用好友推荐码' : '推荐好友';
}

export const simplifiedChineseExplanations: Explanations = {
  quote: (amount, day) => `${day}下单，可积分商品金额 ${amount}。`,
  order: (orderNumber, amount, day) => `${day}的订单 ${orderNumber}，可积分商品金额 ${amount}。`,
  shareOfOrder: (given, amount, multiplier) =>
    multiplier === undefined
      ? `商品金额 ${amount}，获得 ${points(given)}。`
      : `商品金额 ${amount}，按当时等级 ${multiplier} 倍计，获得 ${points(given)}。`,
  shareOfSelected: (given, multiplier) =>
    multiplier === undefined
      ? `指定商品金额，获得 ${points(given)}。`
      : `指定商品金额，按当时等级 ${multiplier} 倍计，获得 ${points(given)}。`,
  shareOfProducts: (given) => `购买指定商品，获得 ${points(given)}。`,
  shareOfFirstPurchase: (given) => `首次购买，获得 ${points(given)}。`,
  shareOfMilestone: (given, milestone) => `完成${milestone}，获得 ${points(given)}。`,
  shareOfCampaignPoints: (given, campaign) => `${campaign}活动赠送 ${points(given)}。`,
  campaignRewards: (campaign) => `本订单获得${campaign}活动的奖励。`,
  shareOfCampaign: (given, campaign, multiplier) =>
    `${campaign}活动共 ${multiplier} 倍，另获 ${points(given)}。`,
  donated: (amount, donation) =>
    donation === undefined
      ? `品牌为此订单捐赠 ${amount}。`
      : `品牌为此订单捐赠 ${amount}：${donation}。`,
  shareOfTier: (given, tier) => `达到${tier}等级，获得 ${points(given)}。`,
  nothingEarned: (reason) =>
    ({
      'currency-not-listed': '未获得积分：本计划未列出该货币。',
      'nothing-to-earn-on': '未获得积分：订单中没有可积分的商品。',
      'too-soon': '未获得积分：与上一订单间隔过短，不计为购买。',
      'daily-limit': '本订单未获得积分：已达到每日订单积分上限。',
    })[reason],
  campaignExhausted: (campaign) => `${campaign}活动预算已用完，本订单未获活动积分。`,
  clawback: (taken, reason, orderNumber) =>
    ({
      refund: `因订单 ${orderNumber} 退款，扣回 ${points(taken)}。`,
      'refund-reversed': `订单 ${orderNumber} 的退款已撤销，退还 ${points(taken)}。`,
      cancellation: `因订单 ${orderNumber} 取消，扣回 ${points(taken)}。`,
    })[reason],
  owed: (missing) => `其中 ${points(missing)}已不在账户中，将由以后获得的积分抵扣。`,
  forgiven: (missing) => `其中 ${points(missing)}已不在账户中，无需补回。`,
  paidDebt: (paid) => `其中 ${points(paid)}用于抵扣此前退款所欠积分。`,
  lapsed: (late) => `其中 ${points(late)}到账前已过期。`,
  availableFrom: (held, day) => `${points(held)}自${day}起可用。`,
  expires: (given, day) => `${points(given)}将于${day}过期。`,
  cameFrom: (taken, day) => `${points(taken)}取自${day}过期的积分。`,
  redeemedAtCheckout: (spent, amount, day) => `${day}使用 ${points(spent)}在结账时抵扣 ${amount}。`,
  redeemedForReward: (spent, reward, cash, day) =>
    `${day}使用 ${points(spent)}${cash === undefined ? '' : `并另付 ${cash} `}兑换${reward}。`,
  calledOff: (came, day) => `该兑换已于${day}取消：${back(came)}。`,
  restored: (came, day) => `${day}取消兑换：${back(came)}。`,
  expired: (gone, day) => `${points(gone)}已于${day}过期。`,
  adjusted: (moved, by, reason, day) =>
    moved >= 0
      ? `${day}由 ${by} 人工增加 ${points(moved)}：${reason}。`
      : `${day}由 ${by} 人工扣除 ${points(-moved)}：${reason}。`,
  awarded: (given, cause, day) =>
    given === 0
      ? `${day}已记录：${causeInChinese(cause)}，无积分。`
      : `${day}${causeInChinese(cause)}，获得 ${points(given)}。`,
  contributed: (contribution) => `另获 ${number.format(contribution)} 贡献值。`,
  withheld: (withheldPoints, contribution) => {
    const parts = [
      ...(withheldPoints > 0 ? [points(withheldPoints)] : []),
      ...(contribution > 0 ? [`${number.format(contribution)} 贡献值`] : []),
    ];
    return `已达互动上限，另有 ${parts.join('和 ')}未发放。`;
  },
  imported: (brought, bought, spend, day) =>
    `${day}自其他系统转入：${points(brought)}，购买 ${number.format(bought)} 次，消费 ${spend}。`,
  importedTier: (tier) => `保留原有等级：${tier}。`,
  merged: (member, brought, bought, day) =>
    `${day}会员 ${member} 并入本账户，带来 ${points(brought)}和 ${number.format(bought)} 次购买。`,
  absorbed: (into, day) => `${day}本会员并入 ${into}，全部记录随之转入。`,
  unmerged: (member, day) => `${day}撤销与会员 ${member} 的合并，随其转入的内容已转出。`,
  released: (from, day) => `${day}撤销并入 ${from} 的合并，本会员恢复独立，并取回原有内容。`,
  reviews: simplifiedChineseReviews,
  fate: (fate) =>
    `这些积分目前：${partsOf(fate)
      .map((part) => `${ofThem[part.of]} ${number.format(part.points)}`)
      .join('、')}。`,
  fateUpTo: (entries) => `历史记录较长，未计入第 ${number.format(entries)} 条之后的变动。`,
  decidedBy: (program) => `依据规则 ${program} 计算。`,
};
