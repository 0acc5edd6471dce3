import * as z from 'zod/mini';
import { condition, paths } from './condition.ts';
import { selection } from './earning.ts';
import { amounts, limit } from './money.ts';
import { validity } from './period.ts';
import { programSchema } from './program.ts';
import { audience } from './segment.ts';
import { benefitId, categoryId, drawId, rewardId, segmentId, text, tierId } from './text.ts';

/** What stands in many places is described once, under its name. */
const names = z.registry<{ id: string; description: string }>();
const described: readonly [z.ZodMiniType, string, string][] = [
  [text, 'text', 'A text in each of the program’s languages, by BCP 47 tag'],
  [amounts, 'amounts', 'An amount in each currency in which it can be paid, in minor units'],
  [limit, 'limit', 'A limited number of something, in slices that share the writes'],
  [validity, 'validity', 'How long points live; they end at the month edge after it'],
  [selection, 'selection', 'Products of an order: by id, or by categories'],
  [audience, 'audience', 'Who may have something: everybody where nothing is said'],
  [condition, 'condition', 'Something that must hold of a member, net of refunds'],
  [paths, 'paths', 'Paths of conditions that all hold; one path is enough'],
  [tierId, 'tier', 'Id of a tier of this program'],
  [rewardId, 'reward', 'Id of a reward of this program'],
  [segmentId, 'segment', 'Id of a segment of this program'],
  [drawId, 'draw', 'Id of a draw of this program'],
  [categoryId, 'category', 'A category of products that this program lists'],
  [benefitId, 'benefit', 'Id of a row of this program’s benefits table'],
];
for (const [schema, id, description] of described) names.add(schema, { id, description });

/**
 * The JSON Schema (draft 2020-12) of programs that are written as JSON, made from the very schema
 * that checks them. Editors take it from `"$schema"`, complete names by it and underline faults.
 */
export function programJsonSchema(): object {
  const { $schema, properties, ...rest } = z.toJSONSchema(programSchema, {
    target: 'draft-2020-12',
    io: 'input',
    metadata: names,
  });
  return {
    $schema,
    title: 'A program of Perch',
    ...rest,
    properties: { $schema: { type: 'string' }, ...properties },
  };
}

/** The same as it stands in `program.schema.json`. */
export function programJsonSchemaText(): string {
  return `${JSON.stringify(programJsonSchema(), null, 2)}\n`;
}
