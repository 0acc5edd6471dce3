import { number, points } from './simplified-chinese-counts.ts';
import type { Rescue, Telling } from './telling.ts';

const what = (channel: 'email' | 'sms', all: boolean): string =>
  `${all ? '任何' : '营销'}${channel === 'email' ? '邮件' : '短信'}`;

export const simplifiedChineseTelling: Telling = {
  titles: {
    points: '您的积分',
    'points-expiring': '积分即将过期',
    'points-expired': '积分已过期',
    rewards: '为您准备的礼遇',
    'win-back': '好久不见',
    birthday: '生日快乐',
    anniversary: '感谢一路相伴',
    'tier-benefits': '您的等级礼遇',
    'tier-reached': '您已升级',
    'tier-notice': '如何保留您的等级',
    'tier-changed': '您的等级已变更',
    'tier-lent': '限时体验等级',
    renewal: '您的订阅',
    content: '会员专属',
    event: '活动邀请',
    status: '您的积分与等级',
  },
  pointsExpiring: (count, day) => `您有 ${points(count)}将于${day}过期。`,
  pointsExpired: (count) => `您有 ${points(count)}已过期。`,
  rewardsFor: (occasion, rewards) => `${openings[occasion]}${rewards.join('、')}。`,
  keep: ({ from, to }, rescue) => {
    const since = rescue.from === undefined ? '' : `自${rescue.from}起、`;
    const otherwise = to === undefined ? '否则届时将失去该等级。' : `否则届时将降为${to}等级。`;
    return `${since}在${rescue.before}之前${parts(rescue).join('、')}，即可保留${from}等级；${otherwise}`;
  },
  event: ({ name, day, at, where }) => `${name}：${day} ${at}，${where}。`,
  status: (count, tier) =>
    tier === undefined ? `您有 ${points(count)}。` : `您有 ${points(count)}，当前为${tier}。`,
  renewal: ({ title, day, renewsItself, price, priceBefore }) => {
    const what = title === undefined ? '您的订阅' : `您的订阅“${title}”`;
    const before = priceBefore === undefined ? '' : `此前价格为 ${priceBefore}。`;
    const now = price === undefined ? '' : `，价格为 ${price}`;
    return renewsItself
      ? `${what}将于${day}自动续订${now}。${before}`
      : `${what}将于${day}到期，您可以续订${now}。${before}`;
  },
  mail: {
    asMember: (brand) => `本邮件与您的${brand ?? ''}会员身份有关。`,
    asAgreed: (brand) => `您收到本邮件，是因为您同意接收${brand ?? '我们'}的邮件。`,
    endPromotions: '不再接收此类邮件',
    endAll: '不再接收任何邮件',
    open: '打开',
  },
  stopTexts: '回复TD退订',
  ending: {
    title: '消息设置',
    asks: (channel, all) => `是否不再向您发送${what(channel, all)}？`,
    yes: '不再发送',
    done: (channel, all) => `我们将不再向您发送${what(channel, all)}。`,
    unknown: '此链接无效。',
  },
};

const openings = {
  'win-back': '好久不见，甚是想念。即日起您可享受：',
  birthday: '生日快乐！即日起您可享受：',
  anniversary: '又一年，感谢相伴。即日起您可享受：',
  'tier-benefits': '您的等级为您带来：',
} as const;

function parts({ orders, spend, points: more, contribution, interactions }: Rescue): string[] {
  const placed = `下单 ${number.format(orders)} 次`;
  const bought =
    spend === undefined
      ? orders > 0
        ? [placed]
        : []
      : [orders > 0 ? `${placed}${orders === 1 ? '并' : '并累计'}消费 ${spend}` : `消费 ${spend}`];
  return [
    ...bought,
    ...(more > 0 ? [`获得 ${points(more)}`] : []),
    ...(contribution > 0 ? [`获得 ${number.format(contribution)} 贡献值`] : []),
    ...(interactions > 0 ? [`互动 ${number.format(interactions)} 次`] : []),
  ];
}
