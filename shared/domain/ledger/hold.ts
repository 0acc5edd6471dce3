import type { Instant, Month } from '../time/time.ts';
import type { Lot } from './lots.ts';

/** Points that are pending: a member sees them, and can spend them from an instant on. */
export interface Hold {
  readonly availableAt: Instant;
  readonly expires: Month;
  readonly points: number;
}

/** A member's pending points, the first to become available first; none empty. */
export type Holds = readonly Hold[];

/** All points that are pending. */
export function pending(holds: Holds): number {
  return holds.reduce((sum, hold) => sum + hold.points, 0);
}

/** What has become available by an instant, as lots, and what is pending still. */
export function mature(holds: Holds, now: Instant): { matured: readonly Lot[]; left: Holds } {
  return {
    matured: holds.filter((hold) => hold.availableAt <= now),
    left: holds.filter((hold) => hold.availableAt > now),
  };
}

/** The holds after these movements; negative points leave. */
export function moveHolds(holds: Holds, movements: Holds): Holds {
  if (movements.length === 0) return holds;
  const moved: Hold[] = [...holds];
  for (const change of movements) {
    const same = moved.findIndex(
      (hold) => hold.availableAt === change.availableAt && hold.expires === change.expires,
    );
    const known = moved[same];
    if (known === undefined) moved.push(change);
    else moved[same] = { ...known, points: known.points + change.points };
  }
  return moved
    .filter((hold) => hold.points !== 0)
    .sort((a, b) => a.availableAt - b.availableAt || a.expires - b.expires);
}

/** Takes pending points, from one hold first and then from those that expire soonest. */
export function takeHeld(
  holds: Holds,
  wanted: number,
  preferred?: { readonly availableAt: Instant; readonly expires: Month },
): { movements: Holds; missing: number } {
  const isPreferred = (hold: Hold): boolean =>
    hold.availableAt === preferred?.availableAt && hold.expires === preferred.expires;
  const inOrder = [
    ...holds.filter(isPreferred),
    ...holds.filter((hold) => !isPreferred(hold)).sort((a, b) => a.expires - b.expires),
  ];
  const movements: Hold[] = [];
  let missing = wanted;
  for (const hold of inOrder) {
    const points = Math.min(hold.points, missing);
    if (points > 0) movements.push({ ...hold, points: -points });
    missing -= points;
  }
  return { movements, missing };
}
