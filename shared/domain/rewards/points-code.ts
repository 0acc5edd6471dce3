import type { PointsCode, Program } from '../../program/program.ts';
import { award } from '../ledger/award.ts';
import { type CapAttempts, cap } from '../ledger/cap.ts';
import { type Decision, refuse } from '../ledger/decision.ts';
import type { AwardedEntry } from '../ledger/entry.ts';
import type { MemberState } from '../ledger/member.ts';
import type { Occasion } from '../orders/order.ts';
import { localDay } from '../time/time.ts';

/** The code of the program that somebody entered, in whatever case and with whatever around it. */
export function codeEntered(program: Program, entered: string): PointsCode | undefined {
  const code = entered.trim().toUpperCase();
  return program.codes.find((candidate) => candidate.code === code);
}

/** Business key of what a code brings a member: once each. */
export function codeAward(member: string, { id }: PointsCode): string {
  return `code#${member}#${id}`;
}

/** Gives the points of a code, on its days and as long as it has uses. */
export function redeemCode(
  member: MemberState,
  { code, request }: { readonly code: PointsCode; readonly request: string },
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  const { id, from, until, points, validity, uses } = code;
  const day = localDay(occasion.occurredAt, program.timeZone);
  if (day < from || day > until) return refuse({ reason: 'code-not-valid', from, until });
  const asked = {
    award: codeAward(member.member, code),
    request,
    cause: { kind: 'code', id } as const,
    points,
    validity,
    limits:
      uses === undefined
        ? []
        : [
            {
              of: cap(`code:${id}`, uses),
              take: 1,
              otherwise: { reason: 'code-used-up' } as const,
            },
          ],
  };
  return award(member, asked, occasion, program, attempts);
}
