import { ledgerFacts } from './ledger-facts.ts';
import { rewardsGranted, tierReached } from './promotion-events.ts';
import { shopEvents } from './shop-events.ts';
import { contentDue, pointsExpiring, renewalDue } from './time-events.ts';

/** What passes and the agenda say: nothing happened yet, but members are to be told. */
const timeEvents = [pointsExpiring, renewalDue, contentDue] as const;

/** Every event that crosses the bus, in the order in which an order causes them. */
export const catalogue = [
  ...shopEvents,
  ...ledgerFacts,
  tierReached,
  rewardsGranted,
  ...timeEvents,
] as const;
