import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Log, logWith } from './log.ts';

/**
 * The stack of every function that a state machine calls: the task's input is checked against its
 * schema, the result goes back to the machine, and a fault is thrown for the machine to retry.
 */
export function taskFunction<Input extends { correlationId: string }, Result>(
  schema: z.ZodMiniType<Input>,
  handle: (input: Input, log: Log) => Promise<Result>,
) {
  return middy<unknown, Result, Error, Context>().handler(async (event: unknown) => {
    const input = z.parse(schema, event);
    const log = logWith({ correlationId: input.correlationId });
    try {
      return await handle(input, log);
    } catch (fault) {
      log.error('task failed', fault instanceof Error ? fault : new Error(String(fault)));
      throw fault;
    }
  });
}
