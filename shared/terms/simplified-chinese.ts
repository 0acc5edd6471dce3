import type { Validity } from '../program/program.ts';
import type { LeaderboardMeasure, StatusChannel, TermsWords } from './words.ts';

const life = (validity: Validity) =>
  'months' in validity ? `${validity.months} 个月` : `${validity.days} 天`;

const scoreNames = { recency: '最近消费', frequency: '消费频次', monetary: '消费金额' } as const;

const measured: Readonly<Record<LeaderboardMeasure, string>> = {
  points: '订单积分',
  spend: '消费金额',
  purchases: '购买次数',
  contribution: '贡献值',
};

const channelNames: Readonly<Record<StatusChannel, string>> = {
  'in-app': '站内消息',
  email: '电子邮件',
  'direct-message': '私信（仅限您先联系我们并选择接收时）',
};

export const simplifiedChineseTerms: TermsWords = {
  title: '会员计划规则',
  version: (version) => `版本 ${version}。之后的版本不会改变此前已获得的权益。`,
  tiers: '会员等级',
  benefits: '各等级权益',
  scores: '评分',
  keeping: '等级的保持与变动',
  points: '积分',
  activities: '购物之外的积分与荣誉',
  catalogue: '积分兑换',
  campaigns: '活动',
  draws: '抽奖',
  coupons: '优惠券',
  joining: '加入方式',
  hearing: '我们会发送的消息',
  onX: '关于 X 平台上的行为',
  none: '–',
  between: '',
  tier: (name, reached) => `**${name}**：${reached}。`,
  all: (conditions) => conditions.join('，且'),
  any: (paths) => paths.join('；或'),
  condition: (condition, amount) => {
    switch (condition.measure) {
      case 'purchases':
        return `${simplifiedChineseTerms.within(condition.window)}购买 ${condition.atLeast} 次`;
      case 'spend':
        return `${simplifiedChineseTerms.within(condition.window)}消费满 ${amount}`;
      case 'points':
        return `${simplifiedChineseTerms.within(condition.window)}通过订单获得 ${condition.atLeast} 积分`;
      case 'contribution':
        return `${simplifiedChineseTerms.within(condition.window)}获得 ${condition.atLeast} 贡献值`;
      case 'interactions':
        return `${simplifiedChineseTerms.within(condition.window)}互动 ${condition.atLeast} 次`;
      case 'score':
        return `${condition.of.map((of) => scoreNames[of]).join('、')}评分合计达到 ${condition.atLeast}`;
    }
  },
  within: (window) =>
    window === 'lifetime'
      ? '累计'
      : window === 'calendar-year'
        ? '本自然年内'
        : `本月及之前 ${window.months} 个月内`,
  times: (multiplier) => `积分 ${multiplier} 倍。`,
  off: (percent) => `结账优惠 ${percent}%。`,
  pointsOnReaching: (given, validity) =>
    `首次达到时一次性赠送 ${given} 积分，有效期 ${life(validity)}。`,
  brings: (rewards) => `可享：${rewards.join('、')}。`,
  lasts: life,
  scoreRow: {
    recencyDays: '距上次下单天数',
    purchases: '十二个月内订单数',
    spendMinor: '十二个月内消费金额',
  },
  atMost: (value) => `不超过 ${value}`,
  promoted: () => '满足条件的订单完成时立即升级。已退款的部分不计入。',
  keeps: (tier, how) => `${tier}的保级条件：${how}。`,
  neverLost: () => '等级不会因时间推移而失去。',
  demoted: (noticeDays, graceMonths) =>
    `等级每月评估一次。不再满足条件时，我们会提前 ${noticeDays} 天告知如何保持等级，每次最多下降一级${graceMonths === 0 ? '' : `，且至少保留 ${graceMonths} 个月`}。`,
  falling: (months, tier) =>
    `${tier}及以上：连续 ${months} 个月订单数均少于前一个月（或减少后不再下单），也会下降一级；当某个月的订单数多于前一个月时即恢复。`,
  withdrawn: () => '因退款而不再满足条件的等级，将在下一次评估时收回。',
  earns: (amount) =>
    `每消费 ${amount} 商品金额获得 1 积分（扣除优惠后，不含税费与运费），每笔订单向下取整。`,
  worth: (amount) => `结账时 1 积分抵 ${amount}。`,
  mostOfOrder: (percent) => `每笔订单最多 ${percent}% 可用积分支付。`,
  expires: (months) => `积分有效期为 ${months}，于期满当月的月底失效；先到期的积分先使用。`,
  pending: (days) => `积分自下单 ${days} 天后可用。`,
  firstPurchase: (given) => `首次购买赠送 ${given} 积分。`,
  milestone: (name, given) => `${name}：一次性赠送 ${given} 积分。`,
  multiplied: () => '订单的积分倍数以下单前的等级为准；活动倍数更高时，以活动为准。',
  refunded: (debt) =>
    `退款时扣回相应积分${debt ? '；已使用的部分从之后获得的积分中扣除' : '；已使用的部分不再追回'}。`,
  activity: (name, given, contribution) =>
    `${name}：${[
      ...(given > 0 ? [`${given} 积分`] : []),
      ...(contribution > 0 ? [`${contribution} 贡献值`] : []),
      ...(given === 0 && contribution === 0 ? ['计为一次互动'] : []),
    ].join('，')}。`,
  limits: (aDay, aMonth) =>
    `以上合计最多${[
      ...(aDay === undefined ? [] : [`每天 ${aDay} 积分`]),
      ...(aMonth === undefined ? [] : [`每月 ${aMonth} 积分`]),
    ].join('、')}。`,
  referral: (member, friend, days, aYear) =>
    `邀请好友购买：好友首单满 ${days} 天后，您获得 ${member} 积分，好友获得 ${friend} 积分；每年最多计 ${aYear} 位好友。`,
  offer: (name, price, cash) => `${name}：${price} 积分${cash === undefined ? '' : ` + ${cash}`}`,
  fromTier: (tier) => `${tier}及以上`,
  campaign: (name, from, until) => `${name}：${from} 至 ${until}`,
  couponsWait: (amount) =>
    `可抵扣总额超过 ${amount} 的优惠券须经我们确认后生效，有效期自确认时起算；以积分兑换的优惠券立即生效。`,
  joinsWithOrder: () =>
    '自首笔订单起您即为会员。在您另行同意之前，我们仅保存积分与等级所需的信息。',
  joinsByConsent: (days) => `您同意后即成为会员，此前 ${days} 天内的订单计入。`,
  consent: (version, text) => `您可选择同意的内容（版本 ${version}）：“${text}”`,
  claims: (days) => `未登录的订单可在 ${days} 天内凭订单号补登。`,
  leaderboard: (by, window, places) =>
    `排行榜按${simplifiedChineseTerms.within(window)}${measured[by]}显示前 ${places} 名：仅限同意公开的会员，并以其选择的名称显示。`,
  statusNote: (day, channels) =>
    `您可随时在会员页面查看积分与等级。我们还会在每月 ${day} 日通过${channels.map((channel) => channelNames[channel]).join('、')}告知。`,
  promotions: (aDay) => `每天最多收到 ${aDay} 条推荐或优惠，关闭后不再发送。`,
  offers: (aWeek) => `内容日历中的优惠每周最多 ${aWeek} 条。`,
  slider: (degree) =>
    `您可在 0 到 3 之间选择消息参考您订单的程度；未调整前为 ${degree}，0 表示完全不参考。`,
  minimumAge: (age) => `须年满 ${age} 周岁。`,
  prize: (name, winners, chanceBps) =>
    winners === undefined ? `${name}：中奖率 ${(chanceBps ?? 0) / 100}%` : `${name}：${winners} 名`,
  xNothing: () => '在 X 上的任何行为（发帖、转发、点赞、关注等）均不会带来积分、奖励或抽奖机会。',
  xApproved: (approval) => `经 X 书面批准（${approval}），部分 X 上的行为可获得积分。`,
};
