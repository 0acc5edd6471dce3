import { placesOf } from '../places.ts';
import { type ProgramRules, programSchema } from '../program.ts';
import { benefitId, categoryId, drawId, rewardId, segmentId, tierId } from '../text.ts';

/** Ids that are there twice, or that are named and not there. */
export function faultyIds(program: ProgramRules): string[] {
  return [...repeatedIds(program), ...repeatedCodes(program), ...unknownIds(program)];
}

function repeatedIds(program: ProgramRules): string[] {
  const { tiers, rewards, earning, campaigns, activities, codes, segments, draws, clubs } = program;
  const lists = { tiers, rewards, earning, campaigns, activities, codes, segments, draws, clubs };
  const plans = { events: program.events, 'calendar.entries': program.calendar?.entries ?? [] };
  const all = { ...lists, ...plans, benefits: program.benefits };
  return Object.entries(all).flatMap(([where, things]) =>
    repeated(things.map(({ id }) => id)).map(
      ([i, id]) => `${where}.${i}.id: "${id}" is used twice; give each its own id`,
    ),
  );
}

function repeatedCodes({ codes }: ProgramRules): string[] {
  return repeated(codes.map(({ code }) => code)).map(
    ([i, code]) => `codes.${i}.code: "${code}" is used twice; a member who enters it means one`,
  );
}

function repeated(ids: readonly string[]): [number, string][] {
  return [...ids.entries()].filter(([i, id]) => ids.indexOf(id) < i);
}

function unknownIds(program: ProgramRules): string[] {
  const known: [typeof tierId, string, readonly string[]][] = [
    [tierId, 'tiers', program.tiers.map(({ id }) => id)],
    [rewardId, 'rewards', program.rewards.map(({ id }) => id)],
    [segmentId, 'segments', program.segments.map(({ id }) => id)],
    [drawId, 'draws', program.draws.map(({ id }) => id)],
    [categoryId, 'categories', Object.keys(program.categories)],
    [benefitId, 'benefits', program.benefits.map(({ id }) => id)],
  ];
  return known.flatMap(([schema, what, ids]) =>
    placesOf(schema, programSchema, program)
      .filter(({ value }) => !ids.includes(value))
      .map(({ path, value }) => `${path}: "${value}" is not among the ${what}; add it there`),
  );
}
