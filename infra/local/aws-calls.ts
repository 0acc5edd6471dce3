import type { AwsCall } from './aws-call.ts';
import { eventCalls } from './aws-calls/events.ts';
import { executionCalls } from './aws-calls/executions.ts';
import { keyCalls } from './aws-calls/keys.ts';
import { mailCalls } from './aws-calls/mail.ts';
import { queueCalls } from './aws-calls/queues.ts';
import { secretCalls } from './aws-calls/secrets.ts';
import { textMessageCalls } from './aws-calls/text-messages.ts';
import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Keys } from './keys.ts';
import type { Outbox } from './outbox.ts';
import type { Queues } from './queues.ts';
import type { Secrets } from './secrets.ts';
import type { StateMachines } from './state-machines.ts';

/** What the calls act on. */
export interface AwsServices {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly queues: Queues;
  readonly machines: StateMachines;
  readonly secrets: Secrets;
  readonly keys: Keys;
  readonly outbox: Outbox;
}

/** The AWS calls that functions make, by the target that their clients name. */
export function awsCalls(services: AwsServices): ReadonlyMap<string, AwsCall> {
  return new Map([
    ...eventCalls(services),
    ...queueCalls(services),
    ...executionCalls(services),
    ...secretCalls(services),
    ...keyCalls(services),
    ...mailCalls(services),
    ...textMessageCalls(services),
  ]);
}
