import * as z from 'zod';
import type { Bus } from './bus.ts';
import type { Functions } from './functions.ts';
import type { TaskKind } from './machine-definition.ts';
import { md5 } from './md5.ts';
import type { Queues } from './queues.ts';

/** What a state machine's task gives and gets, as JSON. */
type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What each kind of task does on this machine. */
export type TaskHandlers = Readonly<Record<TaskKind, (input: Json) => Promise<Json>>>;

/** An error that a machine's `Retry` and `Catch` know by its name. */
class TaskError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

const invokeInput = z.object({ FunctionName: z.string(), Payload: z.optional(z.unknown()) });
const putEventsInput = z.object({
  Entries: z.array(
    z.object({
      Detail: z.unknown(),
      DetailType: z.string(),
      EventBusName: z.string(),
      Source: z.string(),
    }),
  ),
});
const sendMessageInput = z.object({ QueueUrl: z.string(), MessageBody: z.unknown() });

/** The integrations that machines may use, done by this host. */
export function taskHandlers({
  functions,
  bus,
  queues,
}: {
  functions: Functions;
  bus: Bus;
  queues: Queues;
}): TaskHandlers {
  return {
    'lambda:invoke': async (input) => {
      const { FunctionName, Payload } = invokeInput.parse(input);
      const outcome = await functions.find(FunctionName).invoke(Payload ?? {});
      if (!outcome.ok) {
        const { errorType, errorMessage } = outcome;
        throw new TaskError(errorType, JSON.stringify({ errorType, errorMessage }));
      }
      return {
        ExecutedVersion: '$LATEST',
        Payload: JSON.parse(outcome.payload) as Json,
        StatusCode: 200,
      };
    },
    'events:putEvents': async (input) => {
      const { Entries } = putEventsInput.parse(input);
      const ids = bus.put(
        Entries.map((entry) => ({
          bus: entry.EventBusName,
          source: entry.Source,
          detailType: entry.DetailType,
          detail: entry.Detail,
        })),
      );
      return { FailedEntryCount: 0, Entries: ids.map((EventId) => ({ EventId })) };
    },
    'sqs:sendMessage': async (input) => {
      const { QueueUrl, MessageBody } = sendMessageInput.parse(input);
      const queue = queues.byUrl(QueueUrl);
      if (queue === undefined) throw new TaskError('SQS.QueueDoesNotExistException', QueueUrl);
      const body = typeof MessageBody === 'string' ? MessageBody : JSON.stringify(MessageBody);
      const { messageId } = queue.send(body);
      return { MessageId: messageId, MD5OfMessageBody: md5(body) };
    },
  };
}
