import type { Attribute, Item } from './table.ts';

/** Reads an item's attributes by the type they must have: an item of ours has them, or is broken. */
export function attributesOf(item: Item) {
  const broken = (name: string, wanted: string): Error =>
    new Error(`${item.PK} / ${item.SK}: attribute ${name} is no ${wanted}`);
  return {
    text(name: string): string {
      const value = item[name];
      if (typeof value !== 'string') throw broken(name, 'text');
      return value;
    },
    number(name: string): number {
      const value = item[name];
      if (typeof value !== 'number') throw broken(name, 'number');
      return value;
    },
    bytes(name: string): Uint8Array {
      const value = item[name];
      if (!(value instanceof Uint8Array)) throw broken(name, 'bytes');
      return value;
    },
    numbers(name: string): number[] {
      return list(name).map((value) => {
        if (typeof value !== 'number') throw broken(name, 'list of numbers');
        return value;
      });
    },
    texts(name: string): string[] {
      return list(name).map((value) => {
        if (typeof value !== 'string') throw broken(name, 'list of texts');
        return value;
      });
    },
    list,
    has: (name: string): boolean => item[name] !== undefined,
  };

  function list(name: string): readonly Attribute[] {
    const value = item[name];
    if (!Array.isArray(value)) throw broken(name, 'list');
    return value;
  }
}

/** Splits a positional list into its rows. */
export function rows(values: readonly number[], width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  );
}
