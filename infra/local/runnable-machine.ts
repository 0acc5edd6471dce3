import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import {
  branchesOf,
  isDistributed,
  type Machine,
  processorOf,
  readMachine,
  type State,
  taskKindOf,
  toleratesFailures,
} from './machine-definition.ts';
import type { TaskHandlers } from './machine-tasks.ts';

/** A state machine that the interpreter can run. */
export interface RunnableMachine {
  /** Whether a state is there for the interpreter only, and in no definition. */
  readonly isStandIn: (state: string) => boolean;
  /** Begins a run. Children that it starts are put into `aborts` for as long as they run. */
  run(input: JsonValue, begun: Begun): ReturnType<StateMachine['run']>;
}

export interface Begun {
  readonly execution?: { readonly Id: string; readonly Name: string };
  readonly aborts: Set<() => void>;
}

export type JsonValue = Parameters<StateMachine['run']>[0];

/** Pauses between the attempts of a task: order and count are the machine's, the wait is not. */
const RETRY_PAUSE_MS = 50;

/** The interpreter ends a task after a minute unless told otherwise; this is the most it can wait. */
const LONGEST_TASK_SECONDS = 2_147_483;

/**
 * Makes a machine ready for the interpreter.
 *
 * Each item of a Distributed Map runs a machine of its own, and one task in the Map stands for that:
 * what becomes of a child is the Map's business, and how it went about it is not.
 */
export function makeRunnable(machine: Machine, tasks: TaskHandlers): RunnableMachine {
  const handlers: Record<string, (input: JsonValue) => Promise<JsonValue>> = {};
  const children: Record<string, { child: RunnableMachine; tolerates: boolean }> = {};
  const retried: string[] = [];

  function prepareState(name: string, each: State): State {
    if ('Retry' in each) retried.push(name);
    if (each.Type === 'Task') {
      handlers[name] = tasks[taskKindOf(each)];
      const hasTimeout = 'TimeoutSeconds' in each || 'TimeoutSecondsPath' in each;
      return hasTimeout ? each : { ...each, TimeoutSeconds: LONGEST_TASK_SECONDS };
    }
    if (each.Type === 'Parallel') return { ...each, Branches: branchesOf(each).map(preparePart) };
    if (each.Type !== 'Map') return each;
    const { Iterator: _, ...map } = each;
    if (!isDistributed(each)) return { ...map, ItemProcessor: preparePart(processorOf(each)) };
    const standIn = `${name} (child)`;
    children[standIn] = {
      child: makeRunnable(readMachine(processorOf(each)), tasks),
      tolerates: toleratesFailures(each),
    };
    const task = { Type: 'Task', TimeoutSeconds: LONGEST_TASK_SECONDS, End: true };
    return { ...map, ItemProcessor: { StartAt: standIn, States: { [standIn]: task } } };
  }

  const prepareStates = (part: Machine): Machine['States'] =>
    Object.fromEntries(
      Object.entries(part.States).map(([name, each]) => [name, prepareState(name, each)]),
    );
  const preparePart = (part: unknown): Machine => {
    const read = readMachine(part);
    return { ...read, States: prepareStates(read) };
  };

  // The interpreter's own type is the language in full; what a definition may hold has been read.
  const definition = preparePart(machine) as StateMachineDefinition;
  const interpreter = new StateMachine(definition, { validationOptions: { noValidate: true } });
  return {
    isStandIn: (state) => Object.hasOwn(children, state),
    run: (input, { execution, aborts }) => {
      const standIns = Object.entries(children).map(([state, { child, tolerates }]) => [
        state,
        (item: JsonValue) => runChild(child, item, { tolerates, aborts }),
      ]);
      return interpreter.run(input, {
        overrides: {
          taskResourceLocalHandlers: { ...handlers, ...Object.fromEntries(standIns) },
          retryIntervalOverrides: Object.fromEntries(
            retried.map((state) => [state, RETRY_PAUSE_MS]),
          ),
        },
        ...(execution && { context: { Execution: execution } }),
      });
    },
  };
}

async function runChild(
  child: RunnableMachine,
  item: JsonValue,
  { tolerates, aborts }: { tolerates: boolean; aborts: Set<() => void> },
): Promise<JsonValue> {
  const { result, abort } = child.run(item, { aborts });
  aborts.add(abort);
  try {
    return await result;
  } catch (fault) {
    if (tolerates) return null;
    const { cause } = fault instanceof Error ? fault : { cause: undefined };
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(fault);
    throw Object.assign(new Error(`a child failed: ${why}`), {
      name: 'States.ExceedToleratedFailureThreshold',
    });
  } finally {
    aborts.delete(abort);
  }
}
