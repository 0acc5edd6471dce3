/** How much of what a platform allows is used. */
export interface RateLimit {
  /** Counts a request; one that is too many does not count. */
  spend(): Usage;
  /** The headers in which the platform tells of it. */
  headers(usage: Usage): Readonly<Record<string, string>>;
}

export interface Usage {
  readonly allowed: boolean;
  readonly used: number;
  /** Milliseconds until a request is allowed again, or until the window ends. */
  readonly resetMs: number;
}

type Counter = () => Usage;

/**
 * A bucket that holds so many requests, and out of which some leak in every second. Its time is the
 * host's: who asks once an hour asks no more often where hours pass in a moment.
 */
export function leakyBucket(size: number, leaksPerSecond: number, now: () => number): Counter {
  let level = 0;
  let at = now();
  return () => {
    const elapsed = now() - at;
    at += elapsed;
    level = Math.max(0, level - (elapsed / 1_000) * leaksPerSecond);
    const allowed = level + 1 <= size;
    if (allowed) level += 1;
    return { allowed, used: Math.ceil(level), resetMs: Math.ceil(1_000 / leaksPerSecond) };
  };
}

/** A window of time in which so many requests are allowed. */
export function fixedWindow(quota: number, windowMs: number, now: () => number): Counter {
  let used = 0;
  let since = now();
  return () => {
    const at = now();
    if (at - since >= windowMs) {
      used = 0;
      since = at;
    }
    const allowed = used < quota;
    if (allowed) used += 1;
    return { allowed, used, resetMs: Math.ceil(since + windowMs - at) };
  };
}
