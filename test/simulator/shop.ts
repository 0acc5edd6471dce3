import {
  orderCancelled,
  orderPaid,
  orderRefunded,
  orderRefundReversed,
} from '../../shared/events/order-events.ts';
import { envelope } from '../support/invoke.ts';
import { memberOf, SHOP, type ShopDeed } from './deed.ts';

/** A shop's deed as the event that a queue delivers. */
export function eventOf(deed: ShopDeed): object {
  const { orderId } = deed;
  const told = {
    shop: SHOP,
    orderId,
    occurredAt: new Date(deed.occurredAt).toISOString(),
    receivedAt: new Date(deed.receivedAt).toISOString(),
    correlationId: 'a-trace',
  };
  if (deed.does === 'order') {
    const { member, currency, totalMinor, shippingMinor, earningBaseMinor } = deed;
    return envelope(orderPaid, {
      ...told,
      orderNumber: orderId,
      ...(member === undefined ? {} : { member: memberOf(member) }),
      currency,
      totalMinor,
      shippingMinor,
      earningBaseMinor,
      discountCodes: [],
      lines: [],
    });
  }
  const { refundId, amountMinor, shippingMinor, waits } = deed;
  const event =
    deed.does === 'cancel'
      ? envelope(orderCancelled, told)
      : deed.does === 'refund'
        ? envelope(orderRefunded, {
            ...told,
            refundId,
            currency: 'EUR',
            amountMinor,
            shippingMinor,
          })
        : envelope(orderRefundReversed, { ...told, refundId });
  return waits === 0 ? event : { ...event, waits };
}
