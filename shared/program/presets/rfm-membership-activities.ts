import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

const daily = { points: 5, validity: { months: 24 }, interaction: true, visit: true };

/**
 * What members of the RFM membership do besides buying. The daily ones bring little, and together
 * no more than a typical month's orders do; what people make is looked at by a person first.
 */
export const rfmActivities: NonNullable<ProgramDocument['activities']> = [
  { id: 'check-in', name: both('Checking in', '每日签到'), ...daily, limits: { aDay: 1 } },
  { id: 'browse', name: both('Looking through goods', '浏览商品'), ...daily, limits: { aDay: 1 } },
  {
    id: 'share',
    name: both('Sharing on our own channels', '在自有渠道分享'),
    ...daily,
    limits: { aDay: 1 },
  },
  {
    id: 'photo-or-review',
    name: both('A photo or review that we chose', '优质晒单或评价'),
    points: 100,
    validity: { months: 24 },
    contribution: 10,
    interaction: true,
    visit: true,
    approval: 'operator',
    limited: false,
    limits: { aMonth: 2, perSubject: 1 },
  },
  {
    id: 'community-post',
    name: both('A post in the community', '社群发帖'),
    contribution: 10,
    interaction: true,
    visit: true,
    approval: 'operator',
    limits: { aMonth: 3 },
    rewards: ['limited-product-right'],
  },
];
