export const number = new Intl.NumberFormat('zh-CN');

export function points(count: number): string {
  return `${number.format(count)} 积分`;
}
