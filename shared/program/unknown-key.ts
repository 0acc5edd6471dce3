import { closest, distance } from 'fastest-levenshtein';
import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/** The keys that a schema knows at a place in a document. */
export function knownKeys(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
      return knownKeys(def.innerType, path);
    case 'union':
      return def.options.flatMap((option) => knownKeys(option, path));
    case 'array':
      return knownKeys(def.element, path.slice(1));
    case 'record':
      return knownKeys(def.valueType, path.slice(1));
    case 'object': {
      const [key, ...rest] = path;
      if (key === undefined) return Object.keys(def.shape);
      const child = def.shape[String(key)];
      return child === undefined ? [] : knownKeys(child, rest);
    }
    default:
      return [];
  }
}

/** The known key that was probably meant; undefined where none is near. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(key, [...known]);
  return distance(key, nearest) <= Math.max(2, key.length / 3) ? nearest : undefined;
}
