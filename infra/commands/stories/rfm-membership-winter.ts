import type { Step } from './story.ts';

const gold = (points: number, balance: number) => ({ points, balance, tier: 'gold' });
const diamond = (points: number, balance: number) => ({ points, balance, tier: 'diamond' });
const checksIn = { does: 'acts', activity: 'check-in' } as const;
const browses = { does: 'acts', activity: 'browse' } as const;
const photo = (subject: string) =>
  ({ does: 'acts', activity: 'photo-or-review', subject, approved: true }) as const;

/** Member day, the tasks of a month up to their limit, what others approve, and a friend. */
export const november: readonly Step[] = [
  {
    who: 'Lin',
    deed: { does: 'gives' },
    brings: { ...gold(0, 400), says: 200 },
    shows: 'Two orders in November: the brand has given 2.00.',
  },
  { who: 'Wei', deed: { does: 'asks', total: '100.00' }, brings: { ...normal(0, 70), says: 200 } },
  { who: 'Lin', deed: { does: 'asks', total: '100.00' }, brings: { ...gold(0, 400), says: 1_000 } },
  {
    who: 'Lin',
    on: { every: 'month', day: 8 },
    deed: { does: 'asks', total: '100.00' },
    brings: { ...gold(0, 400), says: 1_200 },
    shows: 'Member day: 2% on top of Gold’s 10%.',
  },
  { who: 'Wei', deed: { does: 'asks', total: '100.00' }, brings: { ...normal(0, 70), says: 400 } },
  { who: 'Lin', deed: checksIn, brings: gold(5, 405) },
  { who: 'Lin', deed: browses, brings: gold(5, 410) },
  {
    who: 'Lin',
    deed: { does: 'acts', activity: 'share' },
    brings: gold(0, 410),
    shows: 'Tasks bring 10 points a day at most.',
  },
  ...[410, 420, 430, 440, 450].flatMap((had): Step[] => [
    { who: 'Lin', after: 'P1D', deed: checksIn, brings: gold(5, had + 5) },
    { who: 'Lin', deed: browses, brings: gold(5, had + 10) },
  ]),
  {
    who: 'Lin',
    after: 'P1D',
    deed: checksIn,
    brings: gold(0, 460),
    shows: 'And 60 a month.',
  },
  { who: 'Lin', deed: photo('serum'), brings: gold(100, 560) },
  { who: 'Lin', deed: photo('cream'), brings: gold(100, 660) },
  {
    who: 'Lin',
    deed: photo('mask'),
    brings: { ...gold(0, 660), refused: 'It counts 2 times a month, and has.' },
    shows: 'Approved photos stand beside the tasks: 100 each, two a month.',
  },
  {
    who: 'Wei',
    deed: { does: 'acts', activity: 'community-post', approved: true },
    brings: { ...normal(0, 70), rewards: ['limited-product-right'] },
  },
  {
    who: 'Hao',
    deed: { does: 'buys', total: '100.00', codeOf: 'Lin' },
    brings: normal(60, 60),
  },
  {
    who: 'Lin',
    after: 'P14D',
    deed: { does: 'brings', friend: 'Hao' },
    brings: { ...gold(20, 680), rewards: ['limited-product-right'] },
    shows: 'A friend who bought: 20 points, and the right to a limited product.',
  },
];

/** 10,000.00 spent, with orders as often as that. */
export const toDiamond: readonly Step[] = [
  {
    who: 'Lin',
    deed: { does: 'buys', total: '3000.00' },
    brings: gold(650, 1_330),
    shows: 'Gold earns x1.5, and 5,000.00 in all bring 200 once.',
  },
  {
    who: 'Lin',
    after: 'P1D',
    deed: { does: 'buys', total: '4700.00' },
    brings: {
      ...diamond(705, 2_035),
      rewards: ['customisation', 'diamond-group', 'limited-editions', 'star-meeting'],
    },
    shows: 'Six orders and 10,000.00: 5 + 4 + 5.',
  },
  {
    who: 'Lin',
    deed: { does: 'redeems', reward: 'coupon-50' },
    brings: { ...diamond(-1_000, 1_035), rewards: ['coupon-50'] },
  },
  { who: 'Lin', deed: { does: 'uses', coupon: 'coupon-50' }, brings: diamond(0, 1_035) },
  {
    who: 'Lin',
    deed: { does: 'buys', total: '100.00' },
    brings: diamond(20, 1_055),
    shows: 'Diamond earns twice.',
  },
  {
    who: 'Lin',
    on: { every: 'month', day: 8 },
    deed: { does: 'asks', total: '100.00' },
    brings: { ...diamond(0, 1_055), says: 1_200 },
    shows: 'Member day adds nothing to Diamond’s 12%.',
  },
];

/** The pack once, and the draw that it enters. */
export const christmas: readonly Step[] = [
  {
    who: 'Lin',
    on: { every: 'year', from: '12-20', until: '12-26' },
    deed: { does: 'buys', total: '50.00' },
    brings: {
      ...diamond(10, 1_065),
      rewards: ['christmas-coupon', 'christmas-draw-entry', 'christmas-pack'],
    },
  },
  {
    who: 'Lin',
    deed: { does: 'buys', total: '50.00' },
    brings: diamond(10, 1_075),
    shows: 'The pack is given once.',
  },
  {
    who: 'Lin',
    after: 'P20D',
    deed: { does: 'takes part', draw: 'christmas-draw' },
    brings: diamond(0, 1_075),
    shows: 'The gifts were drawn when the month was over; drawing them again changes nothing.',
  },
];

function normal(points: number, balance: number) {
  return { points, balance, tier: 'normal' };
}
