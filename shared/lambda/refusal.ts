import type { Refusal, RefusalReason } from '../domain/ledger/decision.ts';
import { type HttpAnswer, problem } from './http.ts';

type Of<Reason extends RefusalReason['reason']> = Extract<RefusalReason, { reason: Reason }>;

/** How a refusal of the ledger is answered: what exists not with 404, all others with 409. */
const answers: {
  readonly [Reason in RefusalReason['reason']]: (
    refusal: Of<Reason>,
  ) => readonly [404 | 409, string];
} = {
  'unknown-member': () => [404, 'There is no such member.'],
  'not-joined': () => [409, 'The customer has not joined: record their consent first.'],
  'unknown-reward': () => [404, 'The catalogue has no such reward.'],
  'insufficient-points': ({ short }) => [409, `The balance is ${short} points short.`],
  'out-of-stock': () => [409, 'The reward is out of stock.'],
  'not-for-member': ({ why }) => [409, notFor[why]],
  'limit-reached': ({ times, in: period }) => [
    409,
    `The member has had it ${times === 1 ? 'once' : `${times} times`} ${within[period]}, which is the most.`,
  ],
  'reward-used': () => [409, 'The reward has been used: the redemption cannot be called off.'],
  'currency-not-listed': () => [409, 'The program does not say what this is in that currency.'],
  'more-than-allowed': ({ most }) => [409, `At the most ${most} points are allowed here.`],
  'daily-limit-reached': () => [409, 'What may be adjusted in one day would be exceeded.'],
  'unknown-tier': () => [409, 'The program has no such tier.'],
  'nothing-expired': () => [409, 'There is nothing that has expired.'],
  'nothing-to-review': () => [409, 'The tier stays as it is.'],
  'coupon-voided': () => [409, 'The coupon was taken back with the redemption that gave it.'],
  'coupon-ended': () => [409, 'The coupon has ended.'],
  'coupon-used-up': () => [409, 'The coupon has been used as often as it may be.'],
  'coupon-used-by-friend': () => [409, 'This friend has used the coupon before.'],
  'coupon-waiting': () => [409, 'The coupon waits for the shop’s yes.'],
  'coupon-turned-down': () => [409, 'The shop has turned the coupon down.'],
  'activity-limit': ({ times, in: period }) => [
    409,
    `It counts ${times === 1 ? 'once' : `${times} times`} ${counting[period]}, and has.`,
  ],
  'not-approved-by-x': () => [409, 'X has not approved that anything is given for this.'],
  'decided-before': ({ approved }) => [
    409,
    `It was ${approved ? 'approved' : 'turned down'} before, and stays so.`,
  ],
  'code-not-valid': ({ from, until }) => [409, `The code is valid from ${from} to ${until}.`],
  'code-used-up': () => [409, 'The code has been used as often as it may be.'],
  'code-used-before': () => [409, 'The member has used the code before.'],
  'no-referral': ({ why }) => [409, noReferral[why]],
  'cannot-merge': ({ why }) => [409, unmergeable[why]],
  'cannot-unmerge': ({ why }) =>
    why === 'not-merged' ? [404, unmerged[why]] : [409, unmerged[why]],
};

const notFor: Readonly<Record<Of<'not-for-member'>['why'], string>> = {
  tier: 'The reward is not for the member’s tier.',
  segment: 'The reward is for other members.',
};

const within: Readonly<Record<Of<'limit-reached'>['in'], string>> = {
  month: 'this month',
  year: 'this year',
  lifetime: 'before',
};

const counting: Readonly<Record<Of<'activity-limit'>['in'], string>> = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  subject: 'for one subject',
  lifetime: 'in a lifetime',
};

const noReferral: Readonly<Record<Of<'no-referral'>['why'], string>> = {
  'came-before': 'The friend had bought before.',
  'settled-before': 'It was settled before.',
  'too-many-friends': 'As many friends count already as may.',
  'same-member': 'Both are one member.',
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
