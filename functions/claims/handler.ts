import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { type Answering, answerAll } from '../../shared/lambda/api-route.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';
import { provedClaims, unprovedClaims } from './claims.ts';
import type { routes } from './contract.ts';
import { enrolments } from './enrolments.ts';

export interface ClaimsDependencies {
  readonly table: Table;
  readonly keys: DataKeys;
  readonly program: Program;
  /** Makes the hashes by which orders are found and proved. */
  readonly memberKey: () => Promise<string>;
}

/** How orders that are nobody's become a member's: by proof, by an operator, or on joining. */
export function claims(dependencies: ClaimsDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'POST /v1/members/{member}/claims': provedClaims(dependencies),
    'POST /v1/members/{member}/claims/unproved': unprovedClaims(dependencies),
    'POST /v1/members/{member}/enrolments': enrolments(dependencies),
  };
  return httpFunction(answerAll(answers));
}
