import { type Answering, answerAll } from '../../shared/lambda/api-route.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { adjustments } from './adjustments.ts';
import type { routes } from './contract.ts';
import { type ImportsDependencies, imports } from './imports.ts';
import { merges, mergesUndone } from './merges.ts';

/** What operators do: adjust by hand, make two members one, bring members from elsewhere. */
export function operations(dependencies: ImportsDependencies) {
  const { table, program } = dependencies;
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'POST /v1/members/{member}/adjustments': adjustments(table, program),
    'POST /v1/members/{member}/merges': merges(table, program),
    'DELETE /v1/members/{member}/merges/{absorbed}': mergesUndone(table, program),
    'POST /v1/imports': imports(dependencies),
  };
  return httpFunction(answerAll(answers));
}
