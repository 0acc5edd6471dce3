import { counted, list, points } from './english-counts.ts';
import type { Rescue, Telling } from './telling.ts';

const of = (brand: string | undefined): string => (brand === undefined ? '' : ` of ${brand}`);

const what = (channel: 'email' | 'sms', all: boolean): string =>
  `${all ? '' : 'promotional '}${channel === 'email' ? 'e-mails' : 'text messages'}`;

export const englishTelling: Telling = {
  titles: {
    points: 'Your points',
    'points-expiring': 'Points that will expire',
    'points-expired': 'Points have expired',
    rewards: 'Something for you',
    'win-back': 'We have missed you',
    birthday: 'Happy birthday',
    anniversary: 'Thank you for staying',
    'tier-benefits': 'What your tier brings',
    'tier-reached': 'You have reached a new tier',
    'tier-notice': 'How to keep your tier',
    'tier-changed': 'Your tier has changed',
    'tier-lent': 'A tier on loan',
    renewal: 'Your subscription',
    content: 'For members',
    event: 'You are invited',
    status: 'Your points and your tier',
  },
  pointsExpiring: (count, day) => `${points(count)} will expire on ${day}.`,
  pointsExpired: (count) => `${points(count)} have expired.`,
  rewardsFor: (occasion, rewards) => `${openings[occasion]} ${list.format(rewards)}.`,
  keep: ({ from, to }, rescue) => {
    const since = rescue.from === undefined ? '' : `, from ${rescue.from} on and`;
    const otherwise =
      to === undefined ? 'Otherwise it is lost then.' : `Otherwise you will be ${to} from then on.`;
    return `To keep ${from}, this is enough${since} before ${rescue.before}: ${list.format(parts(rescue))}. ${otherwise}`;
  },
  event: ({ name, day, at, where }) => `${name}: ${day}, ${at}. ${where}.`,
  status: (count, tier) =>
    tier === undefined
      ? `You have ${points(count)}.`
      : `You have ${points(count)} and are ${tier}.`,
  renewal: ({ title = 'Your subscription', day, renewsItself, price, priceBefore }) => {
    const now = price === undefined ? '' : ` for ${price}`;
    const before = priceBefore === undefined ? '' : ` Before, it was ${priceBefore}.`;
    return renewsItself
      ? `${title} renews by itself on ${day}${now}.${before}`
      : `${title} ends on ${day}. You can renew it${now}.${before}`;
  },
  mail: {
    asMember: (brand) => `This is about your membership${of(brand)}.`,
    asAgreed: (brand) =>
      `You get this because you agreed to e-mails${brand === undefined ? '' : ` from ${brand}`}.`,
    endPromotions: 'No more e-mails like this',
    endAll: 'No more e-mails at all',
    open: 'Open',
  },
  stopTexts: 'Reply STOP to end.',
  ending: {
    title: 'What we send you',
    asks: (channel, all) => `Shall we send you no more ${what(channel, all)}?`,
    yes: 'Send me no more',
    done: (channel, all) => `You will get no more ${what(channel, all)} from us.`,
    unknown: 'This link does not lead anywhere.',
  },
};

const openings = {
  'win-back': 'We have missed you. Yours from today:',
  birthday: 'Happy birthday! Yours from today:',
  anniversary: 'Another year with us: thank you. Yours from today:',
  'tier-benefits': 'Your tier brings you:',
} as const;

function parts({ orders, spend, points: more, contribution, interactions }: Rescue): string[] {
  const placed = orders === 1 ? 'one order' : `${orders} orders`;
  const inAll = orders === 1 ? '' : ' in all';
  const bought =
    spend === undefined
      ? orders > 0
        ? [placed]
        : []
      : [orders > 0 ? `${placed} of ${spend}${inAll}` : `goods for ${spend}`];
  return [
    ...bought,
    ...(more > 0 ? [points(more)] : []),
    ...(contribution > 0
      ? [counted(contribution, 'contribution point', 'contribution points')]
      : []),
    ...(interactions > 0 ? [counted(interactions, 'interaction', 'interactions')] : []),
  ];
}
