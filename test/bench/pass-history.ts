import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateGraph } from 'aws-cdk-lib/aws-stepfunctions';
import { sweepOver } from '../../infra/workflows/sweep.ts';

/** A machine's definition, or that of the part of a Map. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

interface StateDefinition {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Retry?: readonly { readonly MaxAttempts: number }[];
  readonly ItemProcessor?: Definition & { readonly ProcessorConfig: { readonly Mode: string } };
}

/** What an execution, or all that belong to a pass, come to. */
export interface Run {
  /** What Step Functions bills. */
  readonly transitions: number;
  /** Of the longest history among them, if every task is tried as often as it can be. */
  readonly longestHistory: number;
}

/** The most events that the history of one execution takes. */
export const MOST_EVENTS = 25_000;

/** What entering and leaving a state of a kind writes into the history; a task is also set off. */
const EVENTS: Readonly<Record<string, number>> = {
  Task: 5,
  Choice: 2,
  Pass: 2,
  Succeed: 2,
  // Entered, started, the run of a distributed one begun and ended, succeeded, left.
  Map: 6,
};

/** That the execution began and ended. */
const OF_EXECUTION = 2;

/** A failed attempt, and what sets off the next one. */
const OF_RETRY = 3;

/** The definition of the machine that passes share, out of the very code that deploys it. */
export function passDefinition(): Definition {
  const stack = new Stack(new App());
  const arn = (service: string, name: string) =>
    `arn:aws:${service}:eu-central-1:000000000000:${name}`;
  const chain = sweepOver(stack, {
    sweep: LambdaFunction.fromFunctionArn(stack, 'Sweep', arn('lambda', 'function:sweep')),
    leftOut: Queue.fromQueueArn(stack, 'LeftOut', arn('sqs', 'left-out')),
  });
  return stack.resolve(new StateGraph(chain.startState, 'a pass').toGraphJson()) as Definition;
}

/** A pass on a day on which something can be due, or on one where nothing is and none is begun. */
export function passRun(
  definition: Definition,
  of: { readonly due: boolean; readonly parts: number; readonly tasksAPart: number },
): Run {
  return walk(definition, of.due ? 0 : 1, of);
}

/** @param turns how often a choice goes on before it is done: tasks of a part that follow the first */
function walk(
  definition: Definition,
  turns: number,
  of: { readonly parts: number; readonly tasksAPart: number },
): Run {
  let transitions = 0;
  let history = OF_EXECUTION;
  let longest = 0;
  let left = turns;
  let name: string | undefined = definition.StartAt;
  while (name !== undefined) {
    const state: StateDefinition | undefined = definition.States[name];
    if (state === undefined) throw new Error(`there is no state ${name}`);
    const retries = Math.max(0, ...(state.Retry ?? []).map(({ MaxAttempts }) => MaxAttempts));
    transitions += 1;
    history += (EVENTS[state.Type] ?? unknown(state.Type)) + retries * OF_RETRY;
    if (state.ItemProcessor !== undefined) {
      const part = walk(state.ItemProcessor, of.tasksAPart - 1, of);
      // A child's start counts as a transition of its own.
      transitions += of.parts * (part.transitions + 1);
      const isApart = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
      if (isApart) longest = Math.max(longest, part.longestHistory);
      else history += of.parts * part.longestHistory;
    }
    if (state.Type !== 'Choice') name = state.Next;
    else if (left > 0) [left, name] = [left - 1, state.Default];
    else name = state.Choices?.[0]?.Next;
  }
  return { transitions, longestHistory: Math.max(longest, history) };
}

function unknown(type: string): never {
  throw new Error(`how many events a ${type} writes is not known`);
}
