import type * as z from 'zod/mini';
import { programSchema } from './program.ts';
import { knownKeys, nearestKey } from './unknown-key.ts';

type Issue = z.core.$ZodIssue;

/** What the schema finds wrong with a document: each fault as a sentence that begins with its path. */
export function shapeFaults(issue: Issue, document: unknown): string[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, document);
  if (issue.code === 'invalid_union') {
    const nearest = nearestOption(issue.errors);
    if (nearest !== undefined) {
      return nearest.flatMap((inner) =>
        shapeFaults({ ...inner, path: [...issue.path, ...inner.path] }, document),
      );
    }
  }
  return [`${issue.path.join('.') || 'program'}: ${issue.message}`];
}

/**
 * Of the forms that something may take the one that was meant: one whose keys it has, or at least
 * one whose type it has. What is missing of it need not be said where a key was merely misspelt.
 */
function nearestOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const alike = options.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  const [nearest] = alike.toSorted((a, b) => a.length - b.length);
  const misspelt = nearest?.filter(({ code }) => code === 'unrecognized_keys') ?? [];
  return misspelt.length > 0 ? misspelt : nearest;
}

function unknownKeys(
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  document: unknown,
): string[] {
  const known = knownKeys(programSchema, issue.path, document);
  return issue.keys.map((key) => {
    const meant = nearestKey(key, known);
    const advice =
      meant === undefined ? `known are ${known.join(', ')}` : `did you mean "${meant}"?`;
    return `${[...issue.path, key].join('.')}: there is no such key; ${advice}`;
  });
}
