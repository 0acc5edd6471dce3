import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

const year = { months: 12 };

/** Whom the service treats differently; what is served to each of them is the brand's to plan. */
export const serviceSegments: NonNullable<ProgramDocument['segments']> = [
  {
    id: 'brand-advocate',
    name: both('Brand advocate', '品牌拥护者'),
    all: [
      { is: 'at-least', condition: { measure: 'purchases', window: year, atLeast: 3 } },
      { is: 'at-least', condition: { measure: 'interactions', window: year, atLeast: 12 } },
    ],
    tag: true,
  },
  {
    id: 'active-repurchaser',
    name: both('Active repeat buyer', '活跃复购者'),
    all: [
      { is: 'not-in', segment: 'brand-advocate' },
      { is: 'at-least', condition: { measure: 'purchases', window: year, atLeast: 2 } },
      { is: 'ordered-within', days: 90 },
    ],
    tag: true,
  },
  {
    id: 'potential-repurchaser',
    name: both('Potential repeat buyer', '潜在复购者'),
    all: [
      { is: 'not-in', segment: 'brand-advocate' },
      { is: 'not-in', segment: 'active-repurchaser' },
      { is: 'at-least', condition: { measure: 'purchases', window: 'lifetime', atLeast: 1 } },
    ],
    tag: true,
  },
  {
    id: 'high-spender',
    name: both('High spender', '高消费会员'),
    all: [{ is: 'at-least', condition: { measure: 'spend', window: year, atLeast: 100_000 } }],
  },
];
