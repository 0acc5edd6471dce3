import * as z from 'zod/mini';

type Schema = z.core.$ZodType;

/** A place in a document, and what stands there. */
export interface Place<Value> {
  /** As `tiers.1.rewards.0`. */
  readonly path: string;
  readonly value: Value;
}

/**
 * Every place of a document whose schema is this very one, in the document's order: all texts, say,
 * or all ids of rewards. So a check of them forgets no place that the schema gains later.
 */
export function placesOf<Wanted extends Schema>(
  wanted: Wanted,
  schema: Schema,
  value: unknown,
): Place<z.output<Wanted>>[] {
  return [...walk(schema, value, '', wanted)].map((place) => ({
    path: place.path,
    value: place.value as z.output<Wanted>,
  }));
}

function* walk(
  schema: Schema,
  value: unknown,
  path: string,
  wanted: Schema,
): Generator<Place<unknown>> {
  if (value === undefined || !holds(schema, wanted)) return;
  if (schema === wanted) {
    yield { path, value };
    return;
  }
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const below = path === '' ? '' : `${path}.`;
  switch (def.type) {
    case 'optional':
    case 'default':
      yield* walk(def.innerType, value, path, wanted);
      return;
    case 'union': {
      const option = optionFor(schema, value);
      if (option !== undefined) yield* walk(option, value, path, wanted);
      return;
    }
    case 'array':
      for (const [i, item] of (value as unknown[]).entries()) {
        yield* walk(def.element, item, `${below}${i}`, wanted);
      }
      return;
    case 'record':
      for (const [key, item] of Object.entries(value as Record<string, unknown>)) {
        yield* walk(def.keyType, key, `${below}${key}`, wanted);
        yield* walk(def.valueType, item, `${below}${key}`, wanted);
      }
      return;
    case 'object':
      for (const [key, child] of Object.entries(def.shape)) {
        yield* walk(child, (value as Record<string, unknown>)[key], `${below}${key}`, wanted);
      }
  }
}

/** Whether the schema stands anywhere in another: where it does not, there is nothing to look at. */
function holds(schema: Schema, wanted: Schema): boolean {
  const known = held.get(schema) ?? new Map<Schema, boolean>();
  held.set(schema, known);
  let found = known.get(wanted);
  if (found === undefined) {
    found = schema === wanted || partsOf(schema).some((part) => holds(part, wanted));
    known.set(wanted, found);
  }
  return found;
}

const held = new WeakMap<Schema, Map<Schema, boolean>>();

function partsOf(schema: Schema): readonly Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
      return [def.innerType];
    case 'union':
      return def.options;
    case 'array':
      return [def.element];
    case 'record':
      return [def.keyType, def.valueType];
    case 'object':
      return Object.values(def.shape);
    default:
      return [];
  }
}

/** Of a union the option that a value is meant to be: by its discriminator, or by what fits. */
export function optionFor(union: Schema, value: unknown): Schema | undefined {
  const { def } = (union as z.core.$ZodTypes)._zod;
  if (def.type !== 'union') return undefined;
  const by = 'discriminator' in def ? String(def.discriminator) : undefined;
  if (by === undefined) return def.options.find((option) => z.safeParse(option, value).success);
  const kind = isObject(value) ? value[by] : undefined;
  return def.options.find((option) => option._zod.propValues?.[by]?.has(kind as z.util.Primitive));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
