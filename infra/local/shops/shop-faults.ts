import * as z from 'zod';

/** How a fake shop fails, and for how many requests. */
export const shopFault = z.strictObject({
  answer: z.union([
    /** Refused for asking too often. */
    z.literal(429),
    z.literal(500),
    /** A page for people under status 200, as from something that stands before the shop. */
    z.literal('nonsense'),
    /** The connection stays open and nothing comes. */
    z.literal('nothing'),
    /** A page of a list comes again before the next one; nothing on the list is left out. */
    z.literal('same-page-twice'),
  ]),
  times: z.int().min(1).max(1_000).default(1),
  /** The seconds to wait, which each platform says in its own way with a 429. */
  retryAfter: z.number().min(0).max(3_600).default(1),
});

export type ShopFault = z.infer<typeof shopFault>;

/** The faults that a fake shop has ahead of it; they end with the process. */
export interface ShopFaults {
  /** Has the shop fail, after all the failing that it was told to do before. */
  add(fault: ShopFault): void;
  /** The fault that a request meets, which is spent with that. */
  meet(): Pick<ShopFault, 'answer' | 'retryAfter'> | undefined;
  /** Whether a page comes twice now, which is spent with that. */
  repeatPage(): boolean;
}

export function openShopFaults(): ShopFaults {
  const ahead: Pick<ShopFault, 'answer' | 'retryAfter'>[] = [];
  let repeats = 0;
  return {
    add: ({ answer, times, retryAfter }) => {
      if (answer === 'same-page-twice') repeats += times;
      else for (let i = 0; i < times; i += 1) ahead.push({ answer, retryAfter });
    },
    meet: () => ahead.shift(),
    repeatPage: () => {
      if (repeats === 0) return false;
      repeats -= 1;
      return true;
    },
  };
}
