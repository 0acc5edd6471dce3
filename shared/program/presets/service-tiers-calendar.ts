import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

/** How to use what was bought, something useful each fortnight, an offer a week, members' stories. */
export const serviceCalendar: NonNullable<ProgramDocument['calendar']> = {
  offersAWeek: 1,
  entries: [
    {
      id: 'first-steps',
      when: 'after-payment',
      days: 3,
      about: 'education',
      contents: [
        {
          subject: both('Getting the most out of it', '如何用好您的新品'),
          body: both(
            'Your order is on its way or with you. Our guides show how to set it up, care for it and make it last. A question? Support answers.',
            '您的订单已送达或即将送达。使用指南介绍安装、保养与延长寿命的方法。如有疑问，欢迎联系客服。',
          ),
        },
      ],
    },
    {
      id: 'worth-knowing',
      when: 'every-days',
      days: 14,
      from: '2026-01-07',
      about: 'value',
      contents: [
        {
          subject: both('Five minutes of care', '五分钟保养'),
          body: both(
            'A little care each month spares most repairs. Here is what to look at, and in which order.',
            '每月花一点时间保养，可以避免大部分维修。请按以下顺序检查。',
          ),
        },
        {
          subject: both('Questions that others asked', '常见问题'),
          body: both(
            'The questions of the last weeks, and what our support answered.',
            '最近几周的常见问题与客服解答。',
          ),
        },
      ],
    },
    {
      id: 'offer-of-the-week',
      when: 'recurring',
      on: { every: 'week', weekday: 'thursday' },
      about: 'offer',
      contents: [
        {
          subject: both('This week for members', '本周会员专享'),
          body: both(
            'What members can have this week, and until when. Your tier’s discount comes off at checkout.',
            '本周会员专享商品与截止时间。结账时自动享受您的等级折扣。',
          ),
        },
      ],
    },
    {
      id: 'members-stories',
      when: 'recurring',
      on: { every: 'month', day: 15 },
      about: 'stories',
      contents: [
        {
          subject: both('How members use it', '会员故事'),
          body: both(
            'Photos and stories that members shared on our site this month, with their consent.',
            '本月会员在官网分享的照片与故事（均已征得本人同意）。',
          ),
        },
      ],
    },
  ],
};

/** Questions and answers for all once a month, and an evening for Gold. */
export const serviceEvents: NonNullable<ProgramDocument['events']> = [
  {
    id: 'ask-us-anything',
    name: both('Ask us anything', '有问必答'),
    on: { every: 'month-week', week: 1, weekday: 'wednesday' },
    at: '19:00',
    where: both('Live on our site', '官网直播'),
  },
  {
    id: 'members-evening',
    name: both('Members’ evening', '会员之夜'),
    on: { every: 'month-week', week: 'last', weekday: 'friday' },
    at: '19:30',
    where: both('In our showroom, and live on our site', '线下展厅与官网直播'),
    for: { fromTier: 'gold' },
  },
];
