import { ledgerFacts } from './ledger-facts.ts';
import { rewardsGranted, tierReached } from './promotion-events.ts';
import { shopEvents } from './shop-events.ts';

/** Every event that crosses the bus, in the order in which an order causes them. */
export const catalogue = [...shopEvents, ...ledgerFacts, tierReached, rewardsGranted] as const;
