import { customerRequests, customerTold } from './customer-events.ts';
import { orderEvents, orderTouched } from './order-events.ts';
import { subscriptionEvents, subscriptionTouched } from './subscription-events.ts';

/** What names something whose shop has to be asked about it. */
export const touched = [orderTouched, subscriptionTouched] as const;

/** Everything that a shop can tell Perch. */
export const shopEvents = [
  ...orderEvents,
  ...subscriptionEvents,
  ...touched,
  customerTold,
  ...customerRequests,
] as const;
