import * as z from 'zod';
import { type AwsCalls, AwsError, isJson, limitSize, readInput } from '../aws-call.ts';
import type { Bus } from '../bus.ts';
import type { Journal } from '../journal.ts';

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

/** EventBridge. */
export function eventCalls({ journal, bus }: { journal: Journal; bus: Bus }): AwsCalls {
  return [
    [
      'AWSEvents.PutEvents',
      (input) => {
        const { Entries } = readInput(putEvents, input);
        limitSize(Entries.map((entry) => entry.Detail).join(''), 'ValidationException');
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
  ];
}

function jsonObject(text: string): unknown {
  if (!isJson(text)) return undefined;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
