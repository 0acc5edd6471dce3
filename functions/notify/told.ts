import type { EventOf } from '../../shared/events/event-type.ts';
import {
  pointsAdjusted,
  pointsAwarded,
  pointsClawedBack,
  pointsEarned,
  pointsExpired,
  pointsRedeemed,
  pointsRestored,
  tierReviewed,
} from '../../shared/events/ledger-facts.ts';
import { rewardsGranted, tierReached } from '../../shared/events/promotion-events.ts';
import { contentDue, pointsExpiring, renewalDue } from '../../shared/events/time-events.ts';

/** What members are told of. */
export const told = [
  pointsEarned,
  pointsClawedBack,
  pointsRedeemed,
  pointsRestored,
  pointsAdjusted,
  pointsAwarded,
  pointsExpired,
  pointsExpiring,
  tierReached,
  tierReviewed,
  rewardsGranted,
  renewalDue,
  contentDue,
] as const;

export type Told = EventOf<(typeof told)[number]>;
