import type { Occasion } from '../domain/orders/order.ts';
import type { Instant } from '../domain/time/time.ts';

/** When and by what something happens that a pass does: its scheduled time is all the time it knows. */
export function passOccasion(pass: string, at: Instant): Occasion {
  return {
    occurredAt: at,
    receivedAt: at,
    correlationId: `${pass}:${new Date(at).toISOString().slice(0, 16)}`,
  };
}
