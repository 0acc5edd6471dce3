import * as z from 'zod/mini';
import { awardKinds } from '../domain/ledger/entry.ts';
import { correlationId, identifier, instant, memberId } from './fields.ts';

/** What an award is for. */
export const cause = z.object({ kind: z.enum(awardKinds), id: z.string() });

/** What a promotion is told: the input of the `tier-promotion` state machine. */
export const promotion = z.object({
  /** Id of the ledger fact that brings the rewards. */
  fact: identifier,
  member: memberId,
  /** The tier that was reached; null where the rewards come with something else. */
  tier: z.nullable(z.string()),
  rewards: z.array(z.string()),
  /** What the rewards are given for; null where that is an order. */
  cause: z.nullable(cause),
  occurredAt: instant,
  receivedAt: instant,
  correlationId,
});

export type Promotion = z.infer<typeof promotion>;
