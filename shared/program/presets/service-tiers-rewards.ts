import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

/** Answers, access and care: what the service tiers bring. */
export const serviceRewards: ProgramDocument['rewards'] = [
  {
    id: 'support-in-a-day',
    kind: 'entitlement',
    name: both('Support answers within 24 hours', '客服 24 小时内回复'),
    answerMinutes: 24 * 60,
  },
  {
    id: 'support-in-hours',
    kind: 'entitlement',
    name: both('Support answers within 4 hours', '客服 4 小时内回复'),
    answerMinutes: 4 * 60,
  },
  {
    id: 'support-in-minutes',
    kind: 'entitlement',
    name: both('Support answers within 30 minutes', '客服 30 分钟内回复'),
    answerMinutes: 30,
  },
  { id: 'service-panel', kind: 'entitlement', name: both('Service panel', '服务面板') },
  { id: 'beta-features', kind: 'entitlement', name: both('Beta features', '测试版功能') },
  {
    id: 'early-access',
    kind: 'entitlement',
    name: both('Early access to new products', '新品优先购'),
  },
  { id: 'priority-repair', kind: 'entitlement', name: both('Priority repair', '优先维修') },
  {
    id: 'accessory-upgrade',
    kind: 'item',
    name: both('Free accessory upgrade', '免费配件升级'),
    gives: 'each-time',
    costMinor: 800,
    validFor: { days: 365 },
  },
  { id: 'member-events', kind: 'entitlement', name: both('Member events', '会员活动') },
  { id: 'souvenir', kind: 'item', name: both('Souvenir', '纪念品'), costMinor: 1_200 },
  {
    id: 'club-access',
    kind: 'entitlement',
    name: both('Early trials and live tutorials', '新品抢先试用与直播教程'),
  },
];
