import type { Missing } from './missing.ts';

export const number = new Intl.NumberFormat('zh-CN');

export function points(count: number): string {
  return `${number.format(count)} 积分`;
}

/** What a condition of a tier still wants. */
export function wanted({ measure, missing, amount }: Missing): string {
  switch (measure) {
    case 'purchases':
      return `购买 ${number.format(missing)} 次`;
    case 'spend':
      return `消费 ${amount}`;
    case 'points':
      return `获得 ${number.format(missing)} 积分`;
    case 'contribution':
      return `获得 ${number.format(missing)} 贡献值`;
    case 'interactions':
      return `互动 ${number.format(missing)} 次`;
    case 'score':
      return `将总评分提高 ${missing} 分`;
  }
}
