import { isSame, type Subscription } from '../../shared/domain/time/subscription.ts';
import type { KeptSubscription } from '../../shared/table/people/subscription-item.ts';
import { lastWord } from '../../shared/table/people/subscriptions.ts';
import type { SubscriptionAnswer } from './subscription-contract.ts';

export function viewSubscription({
  shop,
  subscriptionId,
  subscription,
}: KeptSubscription): SubscriptionAnswer {
  const { status, title, productId, plan, price, every, autoRenews, manageUrl } = subscription;
  const { before, startedAt, periodEndsAt } = subscription;
  const nextRenewal = viewNextRenewal(subscription);
  return {
    shop,
    id: subscriptionId,
    status,
    ...(title !== undefined && { title }),
    ...(productId !== undefined && { productId }),
    ...(plan !== undefined && { plan }),
    ...(price !== undefined && { price }),
    ...(before !== undefined && {
      priceBefore: { ...before.price, until: instantOf(before.until) },
    }),
    ...(every !== undefined && { every }),
    ...(startedAt !== undefined && { startedAt: instantOf(startedAt) }),
    ...(periodEndsAt !== undefined && { periodEndsAt: instantOf(periodEndsAt) }),
    autoRenews,
    ...(manageUrl !== undefined && { manageUrl }),
    ...(nextRenewal !== undefined && { nextRenewal }),
    changedAt: instantOf(lastWord(subscription)),
  };
}

/** Of one that does not renew, what had been said of its next renewal does not count. */
function viewNextRenewal({ autoRenews, ahead, lastAhead }: Subscription) {
  if (!autoRenews || ahead === undefined) return undefined;
  const { price, renewsAt } = ahead;
  const isAnother = lastAhead !== undefined && !isSame(lastAhead, price);
  return { at: instantOf(renewsAt), price, ...(isAnother && { priceBefore: lastAhead }) };
}

function instantOf(at: number): string {
  return new Date(at).toISOString();
}
