import type { Refusal, RefusalReason } from '../domain/decision.ts';
import { type HttpAnswer, problem } from './http.ts';

type Of<Reason extends RefusalReason['reason']> = Extract<RefusalReason, { reason: Reason }>;

/** How a refusal of the ledger is answered: what exists not with 404, all others with 409. */
const answers: {
  readonly [Reason in RefusalReason['reason']]: (
    refusal: Of<Reason>,
  ) => readonly [404 | 409, string];
} = {
  'unknown-member': () => [404, 'There is no such member.'],
  'unknown-reward': () => [404, 'The catalogue has no such reward.'],
  'insufficient-points': ({ short }) => [409, `The balance is ${short} points short.`],
  'out-of-stock': () => [409, 'The reward is out of stock.'],
  'reward-used': () => [409, 'The reward has been used: the redemption cannot be called off.'],
  'currency-not-listed': () => [409, 'The program does not say what this is in that currency.'],
  'more-than-allowed': ({ most }) => [409, `One adjustment may give or take ${most} points.`],
  'daily-limit-reached': () => [409, 'What may be adjusted in one day would be exceeded.'],
  'unknown-tier': () => [409, 'The program has no such tier.'],
  'nothing-expired': () => [409, 'There is nothing that has expired.'],
  'cannot-merge': ({ why }) => [409, unmergeable[why]],
  'cannot-unmerge': ({ why }) =>
    why === 'not-merged' ? [404, unmerged[why]] : [409, unmerged[why]],
};

const unmergeable: Readonly<Record<Of<'cannot-merge'>['why'], string>> = {
  'same-member': 'They are one member already.',
  'merged-already': 'One of them went into another member before.',
  'too-many': 'A member can take in four others, and no more.',
};

const unmerged: Readonly<Record<Of<'cannot-unmerge'>['why'], string>> = {
  'not-merged': 'There is no such merge.',
  'spent-since': 'Points were spent, taken or expired since: nobody could say whose they were.',
};

/** The status and the sentence with which a refusal is answered. */
export function sentenceOf<Reason extends RefusalReason['reason']>(
  refusal: Of<Reason>,
): readonly [404 | 409, string] {
  const answer: (refusal: Of<Reason>) => readonly [404 | 409, string] =
    answers[refusal.reason as Reason];
  return answer(refusal);
}

/** A refusal as a problem, with all that it says as members of their own. */
export function refused({ ok: _, ...refusal }: Refusal): HttpAnswer {
  const [status, detail] = sentenceOf(refusal);
  return problem(status, status === 404 ? 'Not Found' : 'Conflict', detail, refusal);
}
