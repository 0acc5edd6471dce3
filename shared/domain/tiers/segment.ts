import type { Audience, Predicate, Program, Segment } from '../../program/program.ts';
import type { Present } from '../ledger/member.ts';
import { DAY } from '../time/time.ts';
import { distance, rankOf, type Standing, standingOf } from './tier.ts';

/** Of whom segments and audiences are asked: how a member stands, and in which tier. */
export interface Someone {
  readonly standing: Standing;
  readonly tier: string | null;
}

/** A member as segments see them now. */
export function someone(present: Present): Someone {
  return { standing: standingOf(present), tier: present.state.tier };
}

/** Tells of any segment, by its id, whether somebody is in it. */
export type Belonging = (segment: string) => boolean;

/** What segments somebody is in. Each is looked at when it is asked for, and once. */
export function belongingOf(who: Someone, program: Program): Belonging {
  const places = placesOf(program);
  const known = new Map<string, boolean>();
  const isIn = (id: string, before: number): boolean => {
    const place = places.get(id);
    // A segment knows those before it alone, so that none can come to itself.
    if (place === undefined || place >= before) return false;
    let belongs = known.get(id);
    if (belongs === undefined) {
      const segment = program.segments[place];
      const earlier: Belonging = (other) => isIn(other, place);
      belongs = segment?.all.every((one) => holds(one, who, program, earlier)) ?? false;
      known.set(id, belongs);
    }
    return belongs;
  };
  return (id) => isIn(id, program.segments.length);
}

/** Where each segment stands, by its id. */
function placesOf({ segments }: Program): ReadonlyMap<string, number> {
  let places = remembered.get(segments);
  if (places === undefined) {
    places = new Map(segments.map(({ id }, place) => [id, place]));
    remembered.set(segments, places);
  }
  return places;
}

const remembered = new WeakMap<Program['segments'], ReadonlyMap<string, number>>();

/** The tags that somebody carries: segments that are shown on the member. */
export function tagsOf(who: Someone, program: Program): readonly Segment[] {
  const belongs = belongingOf(who, program);
  return program.segments.filter(({ id, tag }) => tag && belongs(id));
}

function holds(predicate: Predicate, who: Someone, program: Program, belongs: Belonging): boolean {
  const { standing, tier } = who;
  switch (predicate.is) {
    case 'tier':
      return tier !== null && isBetween(program, tier, predicate.from, predicate.upTo);
    case 'at-least':
      return distance(predicate.condition, standing, program.scores).missing === 0;
    case 'less-than':
      return distance(predicate.condition, standing, program.scores).missing > 0;
    case 'ordered-within':
      return hasOrderedWithin(predicate.days, standing);
    case 'not-ordered-for':
      return !hasOrderedWithin(predicate.days, standing);
    case 'in':
      return belongs(predicate.segment);
    case 'not-in':
      return !belongs(predicate.segment);
  }
}

function hasOrderedWithin(days: number, { lastOrderAt, now }: Standing): boolean {
  return lastOrderAt > 0 && now - lastOrderAt <= days * DAY;
}

/** Whether something is for somebody. Who is in no tier yet stands below the lowest. */
export function isFor(
  { fromTier, upToTier, segments }: Audience,
  tier: string | null,
  belongs: Belonging,
  program: Program,
): boolean {
  return (
    isBetween(program, tier, fromTier, upToTier) &&
    (segments === undefined || segments.some((segment) => belongs(segment)))
  );
}

function isBetween(
  program: Program,
  tier: string | null,
  from: string | undefined,
  upTo: string | undefined,
): boolean {
  const rank = rankOf(program, tier);
  return (
    (from === undefined || rank >= rankOf(program, from)) &&
    (upTo === undefined || rank <= rankOf(program, upTo))
  );
}
