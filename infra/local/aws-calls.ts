import * as z from 'zod';
import type { Bus } from './bus.ts';
import type { Journal } from './journal.ts';
import { md5 } from './md5.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import type { Secrets } from './secrets.ts';
import type { StateMachines } from './state-machines.ts';

/** An error in the form that AWS's JSON protocols have for it. */
export class AwsError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** One call: the request's JSON in, the answer's out. @throws {AwsError} as AWS would answer. */
export type AwsCall = (input: unknown) => unknown;

/** What the calls act on. */
export interface AwsServices {
  readonly journal: Journal;
  readonly bus: Bus;
  readonly queues: Queues;
  readonly machines: StateMachines;
  readonly secrets: Secrets;
}

/** Services count a message's size in bytes; this is the least that any of them takes. */
const MAX_MESSAGE_BYTES = 262_144;

const putEvents = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string().min(1),
        DetailType: z.string().min(1),
        Detail: z.string(),
        EventBusName: z.string().default('default'),
        Resources: z.array(z.string()).default([]),
        /** Epoch seconds. */
        Time: z.optional(z.number()),
      }),
    )
    .min(1)
    .max(10),
});

const sendMessage = z.strictObject({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1),
  DelaySeconds: z.optional(z.int().min(0).max(900)),
});

const sendMessageBatch = z.strictObject({
  QueueUrl: z.string(),
  Entries: z
    .array(sendMessage.omit({ QueueUrl: true }).extend({ Id: z.string() }))
    .min(1)
    .max(10),
});

const startExecution = z.object({
  stateMachineArn: z.string(),
  name: z.string().default(() => crypto.randomUUID()),
  input: z.string().default('{}'),
});

const getSecretValue = z.object({ SecretId: z.string() });

/** The AWS calls that functions make, by the target that their clients name. */
export function awsCalls(services: AwsServices): ReadonlyMap<string, AwsCall> {
  const { journal, bus, queues, machines, secrets } = services;

  function queueAt(url: string): Queue {
    const queue = queues.byUrl(url);
    if (queue !== undefined) return queue;
    const type = 'com.amazonaws.sqs#QueueDoesNotExist';
    throw new AwsError(type, 'The specified queue does not exist.');
  }

  const send = (queue: Queue, body: string, delay: number | undefined) => {
    limit(body, 'InvalidParameterValue');
    return { MessageId: queue.send(body, delay).messageId, MD5OfMessageBody: md5(body) };
  };

  return new Map<string, AwsCall>([
    [
      'AWSEvents.PutEvents',
      (input) => {
        const { Entries } = read(putEvents, input);
        limit(Entries.map((entry) => entry.Detail).join(''), 'ValidationException');
        const unknown = Entries.find((entry) => !bus.has(entry.EventBusName));
        if (unknown !== undefined) {
          const message = `Event bus ${unknown.EventBusName} does not exist.`;
          throw new AwsError('ResourceNotFoundException', message);
        }
        const results = journal.transaction(() =>
          Entries.map((entry) => {
            const detail = jsonObject(entry.Detail);
            if (detail === undefined) {
              return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
            }
            const [EventId] = bus.put([
              {
                bus: entry.EventBusName,
                source: entry.Source,
                detailType: entry.DetailType,
                detail,
                resources: entry.Resources,
                ...(entry.Time !== undefined && { time: entry.Time * 1_000 }),
              },
            ]);
            return { EventId };
          }),
        );
        const failed = results.filter((result) => 'ErrorCode' in result);
        return { FailedEntryCount: failed.length, Entries: results };
      },
    ],
    [
      'AmazonSQS.SendMessage',
      (input) => {
        const { QueueUrl, MessageBody, DelaySeconds } = read(sendMessage, input);
        return send(queueAt(QueueUrl), MessageBody, DelaySeconds);
      },
    ],
    [
      'AmazonSQS.SendMessageBatch',
      (input) => {
        const { QueueUrl, Entries } = read(sendMessageBatch, input);
        const queue = queueAt(QueueUrl);
        const Successful = journal.transaction(() =>
          Entries.map((entry) => ({
            Id: entry.Id,
            ...send(queue, entry.MessageBody, entry.DelaySeconds),
          })),
        );
        return { Successful, Failed: [] };
      },
    ],
    [
      'AWSStepFunctions.StartExecution',
      (input) => {
        const { stateMachineArn, name, input: text } = read(startExecution, input);
        const machine = machines.byArn(stateMachineArn);
        if (machine === undefined) {
          throw new AwsError('StateMachineDoesNotExist', `${stateMachineArn} does not exist`);
        }
        if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
          throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
        }
        limit(text, 'InvalidExecutionInput');
        if (!isJson(text)) throw new AwsError('InvalidExecutionInput', 'Input is no JSON');
        const started = machine.start(name, text);
        if (!started.ok) {
          throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${name}'`);
        }
        return { executionArn: started.arn, startDate: started.startedAt / 1_000 };
      },
    ],
    [
      'secretsmanager.GetSecretValue',
      (input) => {
        const secret = secrets.find(read(getSecretValue, input).SecretId);
        if (secret === undefined) {
          const message = "Secrets Manager can't find the specified secret.";
          throw new AwsError('ResourceNotFoundException', message);
        }
        return {
          ARN: secret.arn,
          Name: secret.name,
          SecretString: secret.value,
          VersionId: '00000000-0000-0000-0000-000000000000',
          VersionStages: ['AWSCURRENT'],
        };
      },
    ],
  ]);
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError('ValidationException', z.prettifyError(parsed.error));
}

function limit(text: string, type: string): void {
  if (Buffer.byteLength(text) <= MAX_MESSAGE_BYTES) return;
  throw new AwsError(type, `longer than ${MAX_MESSAGE_BYTES} bytes`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonObject(text: string): unknown {
  if (!isJson(text)) return undefined;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
