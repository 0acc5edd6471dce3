import { type Answering, answerAll } from '../../shared/lambda/api-route.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { provedClaims, unprovedClaims } from './claims.ts';
import type { routes } from './contract.ts';
import type { ClaimsDependencies } from './dependencies.ts';
import { enrolments } from './enrolments.ts';

/** How orders that are nobody's become a member's: by proof, by an operator, or on joining. */
export function claims(dependencies: ClaimsDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'POST /v1/members/{member}/claims': provedClaims(dependencies),
    'POST /v1/members/{member}/claims/unproved': unprovedClaims(dependencies),
    'POST /v1/members/{member}/enrolments': enrolments(dependencies),
  };
  return httpFunction(answerAll(answers));
}
