import { closest, distance } from 'fastest-levenshtein';
import type * as z from 'zod/mini';
import { optionFor } from './places.ts';

type Schema = z.core.$ZodType;

/** The keys that a schema knows at a place in a document. */
export function knownKeys(
  schema: Schema,
  path: readonly PropertyKey[],
  document: unknown,
): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const [key, ...rest] = path;
  switch (def.type) {
    case 'optional':
    case 'default':
      return knownKeys(def.innerType, path, document);
    case 'union': {
      const meant = 'discriminator' in def ? optionFor(schema, document) : undefined;
      const options = meant === undefined ? def.options : [meant];
      return [...new Set(options.flatMap((option) => knownKeys(option, path, document)))];
    }
    case 'array':
      return key === undefined ? [] : knownKeys(def.element, rest, at(document, key));
    case 'record':
      return key === undefined ? [] : knownKeys(def.valueType, rest, at(document, key));
    case 'object': {
      if (key === undefined) return Object.keys(def.shape);
      const child = def.shape[String(key)];
      return child === undefined ? [] : knownKeys(child, rest, at(document, key));
    }
    default:
      return [];
  }
}

function at(document: unknown, key: PropertyKey): unknown {
  return (document as Record<PropertyKey, unknown> | null | undefined)?.[key];
}

/** The known key that was probably meant; undefined where none is near. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(key, [...known]);
  return distance(key, nearest) <= Math.max(2, key.length / 3) ? nearest : undefined;
}
