import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Log, logWith } from './log.ts';

/**
 * The stack of every function that a state machine calls: the task's input is checked against its
 * schema, the result goes back to the machine, and a fault is thrown for the machine to retry.
 *
 * @param handle is told with `msLeft` how long it may still take, in milliseconds
 */
export function taskFunction<Input extends object, Result>(
  schema: z.ZodMiniType<Input>,
  handle: (input: Input, log: Log, msLeft: () => number) => Promise<Result>,
) {
  return middy<unknown, Result, Error, Context>().handler(async (event: unknown, context) => {
    const input = z.parse(schema, event);
    const correlationId = 'correlationId' in input ? String(input.correlationId) : undefined;
    const log = logWith({ correlationId });
    try {
      return await handle(input, log, () => context.getRemainingTimeInMillis());
    } catch (fault) {
      log.error('task failed', fault instanceof Error ? fault : new Error(String(fault)));
      throw fault;
    }
  });
}
