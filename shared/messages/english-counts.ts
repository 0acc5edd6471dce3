export const number = new Intl.NumberFormat('en');
export const list = new Intl.ListFormat('en');

/** A number of things: `1 point`, `1,200 points`. */
export function counted(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

export function points(count: number): string {
  return counted(count, 'point', 'points');
}
