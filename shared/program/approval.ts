import * as z from 'zod/mini';
import { amounts } from './money.ts';

/** What is given only once a person has said yes. */
export const approval = z.strictObject({
  /**
   * Coupons that can take off more than this, all uses of the owner and of friends together. One
   * for a share of an order has no amount, takes off only of what is paid, and never waits; nor
   * does one that a member redeems points for.
   */
  couponsAboveMinor: amounts,
});

export type Approval = z.infer<typeof approval>;
