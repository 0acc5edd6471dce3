/** A page of a list whose pages are numbered from 1. */
export interface NumberedPage<Item> {
  readonly items: readonly Item[];
  readonly pages: number;
}

/**
 * Lists that are asked for by numbers. Where a page comes twice, those behind it come one number
 * later until the first is asked for again: so whoever reads on misses nothing.
 *
 * @param repeats whether to give the page before in place of the one of this number, or the first
 *   one twice, for those who read from the last page to the first
 */
export function numberedPages(repeats: (number: number) => boolean = () => false) {
  let behind = 0;
  return <Item>(list: readonly Item[], number: number, size: number): NumberedPage<Item> => {
    if (number === 1) behind = 0;
    if (repeats(number)) behind += 1;
    const from = Math.max(0, number - 1 - behind) * size;
    return {
      items: list.slice(from, from + size),
      pages: Math.ceil(list.length / size) + behind,
    };
  };
}
