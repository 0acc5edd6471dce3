import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

const all = ['recency' as const, 'frequency' as const, 'monetary' as const];
const sum = (atLeast: number) => ({ measure: 'score' as const, of: all, atLeast });
const frequency = (atLeast: number) => ({
  measure: 'score' as const,
  of: ['frequency' as const],
  atLeast,
});
const monetary = (atLeast: number) => ({
  measure: 'score' as const,
  of: ['monetary' as const],
  atLeast,
});

const everybody = {
  'member-day': both('The 8th of each month', '每月 8 日'),
  birthday: both('Pack, birthday support, skip the queue', '礼包、生日客服、免排队'),
};

/** Four tiers by the three scores. */
export const rfmTiers: ProgramDocument['tiers'] = [
  {
    id: 'normal',
    name: both('Normal', '普通会员'),
    reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
    multiplierBps: 10_000,
    discountBps: 200,
    rewards: [],
    benefits: everybody,
  },
  {
    id: 'silver',
    name: both('Silver', '银卡会员'),
    reach: [[sum(8), frequency(2)]],
    multiplierBps: 12_000,
    discountBps: 500,
    rewards: ['free-returns', 'dedicated-support', 'silver-group'],
    monthlyRewards: ['event-place'],
    benefits: {
      ...everybody,
      events: both('One a month', '每月 1 场'),
      service: both('Free returns, dedicated support', '免费退换货、专属客服'),
      group: both('Silver group', '银卡社群'),
    },
  },
  {
    id: 'gold',
    name: both('Gold', '金卡会员'),
    reach: [[sum(11), frequency(3), monetary(4)]],
    multiplierBps: 15_000,
    discountBps: 1_000,
    rewards: ['first-trial', 'offline-place', 'gold-group'],
    monthlyRewards: ['event-place', 'second-event-place'],
    benefits: {
      ...everybody,
      events: both('Two a month, offline too', '每月 2 场，含线下活动'),
      service: both('Free returns, dedicated support', '免费退换货、专属客服'),
      group: both('Gold group', '金卡社群'),
      products: both('First to try new products', '新品优先试用'),
    },
  },
  {
    id: 'diamond',
    name: both('Diamond', '钻石会员'),
    reach: [[sum(14), monetary(5)]],
    multiplierBps: 20_000,
    discountBps: 1_200,
    rewards: ['customisation', 'limited-editions', 'star-meeting', 'diamond-group'],
    monthlyRewards: ['event-place', 'second-event-place', 'third-event-place'],
    yearlyRewards: ['health-check'],
    benefits: {
      ...everybody,
      'member-day': both('In the 12% already', '已含于 88 折'),
      events: both('Three a month, offline too', '每月 3 场，含线下活动'),
      service: both(
        'Free returns, dedicated support, customisation',
        '免费退换货、专属客服、私人定制',
      ),
      group: both('Diamond group: priority consulting, beta', '钻石社群：优先咨询、内测资格'),
      products: both(
        'First to try, limited editions, tickets to meet the star',
        '新品优先试用、限量商品、明星见面会门票',
      ),
      health: both('A health check each year', '每年一次健康体检'),
    },
  },
];

/** Rows of the benefits table. */
export const rfmBenefits: NonNullable<ProgramDocument['benefits']> = [
  { id: 'member-day', name: both('Member day', '会员日') },
  { id: 'birthday', name: both('Birthday', '生日礼遇') },
  { id: 'events', name: both('Events', '活动') },
  { id: 'service', name: both('Service', '服务') },
  { id: 'group', name: both('Group', '社群') },
  { id: 'products', name: both('Products', '产品') },
  { id: 'health', name: both('Health', '健康') },
];
