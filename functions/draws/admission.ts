import { type MemberState, presentAt } from '../../shared/domain/ledger/member.ts';
import { belongingOf, isFor, someone } from '../../shared/domain/tiers/segment.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import { type HttpAnswer, problem } from '../../shared/lambda/http.ts';
import type { Draw, Program } from '../../shared/program/program.ts';

/** Why somebody may not take part now; undefined for who may. */
export type NotAdmitted = 'too-young' | 'not-eligible';

/**
 * Whether a draw is for somebody: a member as they stand now, or, without one, a person who has
 * bought nothing and so is in no tier and no segment.
 */
export function notAdmitted(
  { for: audience, minimumAge }: Draw,
  {
    state,
    ofAge,
    at,
  }: {
    readonly state: MemberState | undefined;
    readonly ofAge: boolean | undefined;
    readonly at: Instant;
  },
  program: Program,
): NotAdmitted | undefined {
  if (minimumAge > 0 && ofAge !== true) return 'too-young';
  if (state === undefined) {
    return isFor(audience, null, () => false, program) ? undefined : 'not-eligible';
  }
  const who = someone(presentAt(state, at, program.timeZone));
  return isFor(audience, who.tier, belongingOf(who, program), program) ? undefined : 'not-eligible';
}

export function refuseAdmission(reason: NotAdmitted, { minimumAge }: Draw): HttpAnswer {
  return conflict(
    reason,
    reason === 'too-young'
      ? `Whoever takes part is ${minimumAge} or older; say with "ofAge": true that this is so.`
      : 'The draw is for other members.',
  );
}

/** A refusal with the reason as a member of its own, for programs. */
export function conflict(reason: string, detail: string): HttpAnswer {
  return problem(409, 'Conflict', detail, { reason });
}
