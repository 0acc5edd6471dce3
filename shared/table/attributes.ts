import type { Attribute } from './table.ts';

/** Attributes by their names; of an item, its key among them. */
export type Attributes = { readonly [name: string]: Attribute };

/** Reads an item's attributes by the type they must have: an item of ours has them, or is broken. */
export function attributesOf(item: Attributes): AttributeReader {
  return new AttributeReader(item);
}

class AttributeReader {
  readonly #item: Attributes;

  constructor(item: Attributes) {
    this.#item = item;
  }

  has(name: string): boolean {
    return this.#item[name] !== undefined;
  }

  text(name: string): string {
    const value = this.#item[name];
    if (typeof value !== 'string') throw this.#broken(name, 'text');
    return value;
  }

  number(name: string): number {
    const value = this.#item[name];
    if (typeof value !== 'number') throw this.#broken(name, 'number');
    return value;
  }

  bytes(name: string): Uint8Array {
    const value = this.#item[name];
    if (!(value instanceof Uint8Array)) throw this.#broken(name, 'bytes');
    return value;
  }

  list(name: string): readonly Attribute[] {
    const value = this.#item[name];
    if (!Array.isArray(value)) throw this.#broken(name, 'list');
    return value;
  }

  numbers(name: string): number[] {
    return this.list(name).map((value) => {
      if (typeof value !== 'number') throw this.#broken(name, 'list of numbers');
      return value;
    });
  }

  texts(name: string): string[] {
    return this.list(name).map((value) => {
      if (typeof value !== 'string') throw this.#broken(name, 'list of texts');
      return value;
    });
  }

  #broken(name: string, wanted: string): Error {
    const { PK, SK } = this.#item;
    return new Error(`${String(PK)} / ${String(SK)}: attribute ${name} is no ${wanted}`);
  }
}

/** Splits a positional list into its rows. */
export function rows(values: readonly number[], width: number): number[][] {
  const split: number[][] = [];
  for (let from = 0; from < values.length; from += width) {
    split.push(values.slice(from, from + width));
  }
  return split;
}
