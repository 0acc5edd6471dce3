import type { AttributeValue } from 'aws-lambda';
import type { Attribute, Item } from './table.ts';

/**
 * Reads an item from the image of a stream record. Lambda hands images over as JSON, so bytes come
 * as base64 text, which the SDK's own reader does not expect.
 */
export function readImage(image: Record<string, AttributeValue>): Item {
  return readMap(image) as Item;
}

function readMap(map: Record<string, AttributeValue>): Record<string, Attribute> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, read(value)]));
}

function read(value: AttributeValue): Attribute {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.B !== undefined) return new Uint8Array(Buffer.from(value.B, 'base64'));
  if (value.L !== undefined) return value.L.map(read);
  if (value.M !== undefined) return readMap(value.M);
  throw new Error(`an attribute of a type that no item has: ${Object.keys(value).join()}`);
}
