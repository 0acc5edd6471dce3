import type { Occasion } from '../domain/orders/order.ts';
import type { HttpRequest } from './http.ts';

/** What a caller asks for happens when it is asked for. */
export function occasionOf({ receivedAt, correlationId }: HttpRequest): Occasion {
  return { occurredAt: receivedAt, receivedAt, correlationId };
}
