/** Points of activities on one day, and in its month up to then. */
export interface ActivityDay {
  /** As `2026-11-01`, in the program's zone. */
  readonly day: string;
  readonly points: number;
  readonly pointsOfMonth: number;
}

/**
 * The day on which what happened on another one counts: a report that comes late counts on the
 * latest day that is known, for of days before it nothing is kept.
 */
export function countingDay(known: ActivityDay | null, day: string): string {
  return known !== null && known.day > day ? known.day : day;
}

/** What has counted on a day, which none that is known follows. */
export function countedOn(known: ActivityDay | null, day: string): Omit<ActivityDay, 'day'> {
  return {
    points: known?.day === day ? known.points : 0,
    pointsOfMonth: known !== null && isSameMonth(known.day, day) ? known.pointsOfMonth : 0,
  };
}

/** Adds what counts on a day to what is known. */
export function addActivity(known: ActivityDay | null, { day, points }: CountedOn): ActivityDay {
  const latest = countingDay(known, day);
  const before = countedOn(known, latest);
  return {
    day: latest,
    points: before.points + points,
    pointsOfMonth: before.pointsOfMonth + points,
  };
}

/** Of two members who become one: what both did on the later day, and in its month. */
export function together(one: ActivityDay | null, other: ActivityDay | null): ActivityDay | null {
  if (one === null || other === null) return one ?? other;
  const day = countingDay(one, other.day);
  const [here, there] = [countedOn(one, day), countedOn(other, day)];
  return {
    day,
    points: here.points + there.points,
    pointsOfMonth: here.pointsOfMonth + there.pointsOfMonth,
  };
}

/** What is left of it when one of them is a member again; null where that is nothing. */
export function without(both: ActivityDay | null, gone: ActivityDay | null): ActivityDay | null {
  if (both === null || gone === null) return both;
  const went = countedOn(gone, both.day);
  const pointsOfMonth = both.pointsOfMonth - went.pointsOfMonth;
  return pointsOfMonth === 0
    ? null
    : { day: both.day, points: both.points - went.points, pointsOfMonth };
}

function isSameMonth(one: string, other: string): boolean {
  return one.slice(0, 7) === other.slice(0, 7);
}

/** The day on which points of an activity count, against what activities may bring. */
export interface CountedOn {
  /** As `2026-11-01`, in the program's zone. */
  readonly day: string;
  readonly points: number;
}
