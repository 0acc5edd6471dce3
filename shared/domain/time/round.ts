import type { Program } from '../../program/program.ts';
import type { AwardLimit, AwardRequest } from '../ledger/award.ts';
import type { AwardCause } from '../ledger/entry.ts';
import { type MemberState, presentAt } from '../ledger/member.ts';
import { nameOfMonth } from '../rewards/draw-month.ts';
import { costOf } from '../rewards/reward.ts';
import type { ReviewRequest } from '../tiers/reviewing.ts';
import { belongingOf, someone } from '../tiers/segment.ts';
import { rankOf } from '../tiers/tier.ts';
import { dueCare, dueWinBack, type Lapsing, type Span } from './churn.ts';
import { type DueRewards, dueAnniversary, dueOfTier } from './occasion-day.ts';
import { DAY, type Instant, localDay, monthAt } from './time.ts';

/** What a day brings a member, as what is to be entered for it, and its name in the tally. */
export type DayErrand =
  | {
      readonly name: string;
      readonly award: AwardRequest;
      /** A person is to call because of it. */
      readonly toCall?: { readonly lostAt: Instant };
      /** It is the first offer of a lapse, or the lack of it, by which return is measured. */
      readonly lapse?: { readonly lostAt: Instant; readonly heldOut: boolean };
    }
  | { readonly name: string; readonly review: ReviewRequest };

/**
 * A round looks back over two days: one that did not come by is made up for by the next, and what
 * the one before did is known by its key.
 */
const LOOKS_BACK = 2 * DAY;

/** What is due for a member on a day besides reviews and expiry: one thing after the other. */
export function dueInRound(
  member: MemberState,
  program: Program,
  at: Instant,
): readonly DayErrand[] {
  const { lent } = member;
  return [
    ...(lent !== null && lent.until <= at
      ? [{ name: 'returned', review: { of: 'loan-end' } } as const]
      : []),
    ...winningBack(member, program, at),
    ...ownDays(member, program, at),
  ];
}

function winningBack(member: MemberState, program: Program, at: Instant): readonly DayErrand[] {
  const { churn } = program;
  if (churn === undefined) return [];
  const span: Span = { after: at - LOOKS_BACK, upTo: at };
  const lapsing: Lapsing = member;
  const errands: DayErrand[] = [];

  const offer = dueWinBack(lapsing, churn, span);
  if (offer !== undefined) {
    const { lostAt, heldOut, rewards } = offer;
    const id = `${offer.offer}`;
    const cost = rewards.reduce((sum, reward) => sum + costOf(reward, program), 0);
    errands.push({
      name: heldOut ? 'heldOut' : 'wonBack',
      award: {
        ...awarded({ kind: heldOut ? 'hold-out' : 'win-back', id }, `${member.member}#${lostAt}`),
        rewards,
        limits: budgetOf(churn.costAMonthMinor, cost, program, at),
      },
      ...(offer.offer === firstOffer(churn) ? { lapse: { lostAt, heldOut } } : {}),
    });
  }

  const highValue = churn.highValue;
  if (highValue === undefined) return errands;
  const present = presentAt(member, at, program.timeZone);
  const lends = highValue.lend?.tier ?? null;
  const isHighValue = () => belongingOf(someone(present), program)(highValue.segment);
  const care = dueCare(
    lapsing,
    {
      get isHighValue() {
        return isHighValue();
      },
      isHigher: rankOf(program, lends) > rankOf(program, member.tier),
    },
    churn,
    span,
  );
  if (care?.lend) {
    const { lend: lent, lostAt } = care;
    errands.push({ name: 'lent', review: { of: 'loan', lent, lostAt } });
  }
  if (care?.call === true) {
    const key = `${member.member}#${care.lostAt}`;
    errands.push({
      name: 'toCall',
      award: awarded({ kind: 'call', id: 'win-back' }, key),
      toCall: { lostAt: care.lostAt },
    });
  }
  return errands;
}

/** The place of the offer that a lapse begins with. */
function firstOffer({ offers }: NonNullable<Program['churn']>): number {
  const soonest = Math.min(...offers.map(({ afterDays }) => afterDays));
  return offers.findIndex(({ afterDays }) => afterDays === soonest);
}

/** What days of a member's own bring: of joining, and of the tier. */
function ownDays(member: MemberState, program: Program, at: Instant): readonly DayErrand[] {
  const { timeZone } = program;
  if (member.tier === null) return [];
  const since = localDay(member.tierSince, timeZone);
  const joined = member.joinedAt === 0 ? undefined : localDay(member.joinedAt, timeZone);
  const days = [localDay(at - DAY, timeZone), localDay(at, timeZone)];
  const due = [...new Set(days)].flatMap((day): readonly (DueRewards | undefined)[] => [
    ...dueOfTier({ tier: member.tier, since }, day, program),
    joined === undefined ? undefined : dueAnniversary(joined, day, program),
  ]);
  return due.flatMap((one) =>
    one === undefined ? [] : [{ name: 'remembered', award: occasionAward(member.member, one) }],
  );
}

/** What a day of a member's own brings, as an award: once for each member and occasion. */
export function occasionAward(member: string, { occasion, rewards }: DueRewards): AwardRequest {
  return { ...awarded({ kind: 'occasion', id: occasion }, member), rewards };
}

function awarded(cause: AwardCause, of: string): AwardRequest {
  const award = `${cause.kind}#${of}#${cause.id}`;
  return { award, request: award, cause, points: 0, validity: { days: 1 } };
}

/** What win-back may cost in a month, of which an offer takes what its rewards cost. */
function budgetOf(
  most: number | undefined,
  cost: number,
  { timeZone }: Program,
  at: Instant,
): readonly AwardLimit[] {
  if (most === undefined || cost === 0) return [];
  const id = `win-back#${nameOfMonth(monthAt(at, timeZone))}`;
  const of = { id, units: most, slices: 1 };
  return [{ of, take: cost, otherwise: { reason: 'out-of-stock' } }];
}
