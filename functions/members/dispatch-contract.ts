import * as z from 'zod/mini';
import { instant, memberId } from '../../shared/events/fields.ts';

const dispatch = z.object({
  fact: z.string(),
  topic: z.string(),
  channel: z.enum(['in-app', 'email', 'sms', 'x']),
  /** `sending` where nobody knows whether it went. */
  state: z.enum(['held', 'sending', 'sent', 'dropped']),
  /** Of one that was dropped. */
  why: z.optional(z.string()),
  /** Of one that is held, when it is decided on again. */
  until: z.optional(instant),
  title: z.string(),
  receivedAt: instant,
  /** When that was decided. */
  decidedAt: instant,
});

const dispatchesAnswer = z.object({
  dispatches: z.array(dispatch),
  next: z.optional(z.string()),
});

export type DispatchesAnswer = z.infer<typeof dispatchesAnswer>;

/** What an operator asks where a member says that nothing came, or too much. */
export const dispatchRoutes = {
  'GET /v1/members/{member}/dispatches': {
    summary:
      'What became of a member’s messages outside the inbox, the newest first: sent, held, or not sent and why; `from` is `next` of the page before.',
    scope: 'operate',
    path: z.object({ member: memberId }),
    query: z.object({
      lang: z.optional(z.string().check(z.maxLength(35))),
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
      from: z.optional(z.string().check(z.maxLength(300))),
    }),
    answer: dispatchesAnswer,
  },
} as const;
