import { createHash } from 'node:crypto';
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readEvent } from '../../shared/events/event-type.ts';
import { memberMerged, pointsAwarded, pointsEarned } from '../../shared/events/ledger-facts.ts';
import type { Promotion } from '../../shared/events/promotion.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';

/** Starts the promotion of this name; false when it was started before. */
export type Start = (name: string, promotion: Promotion) => Promise<boolean>;

/** Starts one promotion for each fact that brings rewards to grant, with a tier or without. */
export function startPromotion(start: Start) {
  return queueFunction(async ({ body, log }) => {
    const { detail } = readEvent([pointsEarned, pointsAwarded, memberMerged], body);
    const { id: fact, member, rewards, occurredAt, receivedAt, correlationId } = detail;
    if (rewards === undefined) return;
    const tier = detail.tierChange === 'up' ? detail.tier.after : null;
    const cause = 'cause' in detail ? detail.cause : null;
    const stamps = { occurredAt, receivedAt, correlationId };
    const promotion = { fact, member, tier, rewards, cause, ...stamps };
    const started = await start(executionName(fact), promotion);
    log.info(started ? 'promotion started' : 'promotion started before', { fact, tier });
  });
}

/** Starts executions of a state machine, which knows a name that it has seen for 90 days. */
export function startExecution(client: SFNClient, stateMachineArn: string): Start {
  return async (name, promotion) => {
    try {
      const input = JSON.stringify(promotion);
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      return true;
    } catch (fault) {
      if (fault instanceof ExecutionAlreadyExists) return false;
      throw fault;
    }
  };
}

/** A fact's id holds characters that names may not, so the execution is named by its hash. */
function executionName(fact: string): string {
  return createHash('sha256').update(fact).digest('hex');
}
