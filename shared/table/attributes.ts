import type { Attribute } from './table.ts';

/** Attributes by their names; of an item, its key among them. */
export type Attributes = { readonly [name: string]: Attribute };

/** Attributes that are still being written. */
export type Draft = { [name: string]: Attribute };

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

  numbers(name: string): readonly number[] {
    const values = this.list(name);
    if (!isListOf(values, isNumber)) throw this.#broken(name, 'list of numbers');
    return values;
  }

  texts(name: string): readonly string[] {
    const values = this.list(name);
    if (!isListOf(values, isText)) throw this.#broken(name, 'list of texts');
    return values;
  }

  #broken(name: string, wanted: string): Error {
    const { PK, SK } = this.#item;
    return new Error(`${String(PK)} / ${String(SK)}: attribute ${name} is no ${wanted}`);
  }
}

function isListOf<Kind extends Attribute>(
  values: readonly Attribute[],
  isOne: (value: Attribute) => value is Kind,
): values is readonly Kind[] {
  // Not `every`, which is slow on what is frozen.
  for (let at = 0; at < values.length; at++) if (!isOne(values[at] as Attribute)) return false;
  return true;
}

function isNumber(value: Attribute): value is number {
  return typeof value === 'number';
}

function isText(value: Attribute): value is string {
  return typeof value === 'string';
}
