import { placesOf } from '../places.ts';
import { type ProgramRules, programSchema } from '../program.ts';
import { audience } from '../segment.ts';

/** Segments and audiences to which nobody can belong. */
export function faultyAudiences(program: ProgramRules): string[] {
  const rankOf = (id: string | undefined) => program.tiers.findIndex((tier) => tier.id === id);
  const isEmpty = (from?: string, upTo?: string) =>
    from !== undefined && upTo !== undefined && rankOf(from) > rankOf(upTo);
  const audiences = placesOf(audience, programSchema, program).flatMap(({ path, value }) =>
    isEmpty(value.fromTier, value.upToTier)
      ? [`${path}.upToTier: "${value.upToTier}" is below "${value.fromTier}"; turn them round`]
      : [],
  );
  const segments = program.segments.flatMap(({ all }, s) =>
    all.flatMap((predicate, p) => {
      const where = `segments.${s}.all.${p}`;
      if (predicate.is === 'tier') {
        return isEmpty(predicate.from, predicate.upTo)
          ? [`${where}.upTo: "${predicate.upTo}" is below "${predicate.from}"; turn them round`]
          : [];
      }
      if (predicate.is !== 'in' && predicate.is !== 'not-in') return [];
      return program.segments.findIndex(({ id }) => id === predicate.segment) >= s
        ? [`${where}.segment: "${predicate.segment}" must stand before the segment that uses it`]
        : [];
    }),
  );
  return [...audiences, ...segments];
}
