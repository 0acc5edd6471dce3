/**
 * How long a shop asks to be left alone, in milliseconds; undefined where it does not say. No clock
 * is read: a date is taken against the one of the answer itself.
 */
export function retryDelay(headers: Headers): number | undefined {
  return retryAfter(headers) ?? rateLimitReset(headers);
}

/** `Retry-After`: seconds, which Shopify writes as `2.0`, or a date. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** BigCommerce says in milliseconds when its quota is full again. */
function rateLimitReset(headers: Headers): number | undefined {
  const value = headers.get('x-rate-limit-time-reset-ms');
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
