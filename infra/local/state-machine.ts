import { ExecutionAbortedError, ExecutionTimeoutError } from 'aws-local-stepfunctions';
import type { Clock } from './clock.ts';
import type { Execution, ExecutionEnd, ExecutionLog } from './executions.ts';
import { readDefinition } from './machine-definition.ts';
import type { TaskHandlers } from './machine-tasks.ts';
import { type JsonValue, makeRunnable } from './runnable-machine.ts';

/** How `start` went. */
export type Started =
  | { readonly ok: true; readonly arn: string; readonly startedAt: number }
  | { readonly ok: false; readonly reason: 'execution-already-exists' };

/** A Step Functions state machine. */
export interface LocalStateMachine {
  readonly arn: string;
  /**
   * Starts a run; it is on disk when this returns. The same name with the same input answers the
   * run under way; a name that was used otherwise is refused.
   *
   * @param input JSON.
   */
  start(name: string, input: string): Started;
  /** Runs again, from their beginning, the executions that the journal holds as unfinished. */
  resume(): void;
  /** Executions that run or wait to run. */
  running(): number;
  /** Leaves the executions under way to the next start of the host. */
  stop(): Promise<void>;
}

export interface StateMachineSpec {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly log: ExecutionLog;
  readonly clock: Clock;
  readonly tasks: TaskHandlers;
  /** Called whenever an execution has ended. */
  readonly onEnd: () => void;
}

/** How many executions run at once; the others wait, for all share two cores. */
const AT_ONCE = 50;

/** How much of an execution's path is kept. */
const LONGEST_PATH = 1_000;

/** @throws naming the state that this host cannot run. */
export function openStateMachine(spec: StateMachineSpec): LocalStateMachine {
  const machine = makeRunnable(readDefinition(spec.definition), spec.tasks);
  const waiting: Execution[] = [];
  const running = new Map<Promise<void>, () => void>();
  let isStopped = false;

  const arnOf = (name: string) => `${spec.arn.replace(':stateMachine:', ':execution:')}:${name}`;

  function dispatch(): void {
    while (!isStopped && running.size < AT_ONCE) {
      const execution = waiting.shift();
      if (execution === undefined) return;
      run(execution);
    }
  }

  function run(execution: Execution): void {
    const aborts = new Set<() => void>();
    const { result, eventLogs, abort } = machine.run(JSON.parse(execution.input) as JsonValue, {
      execution: { Id: arnOf(execution.name), Name: execution.name },
      aborts,
    });
    aborts.add(abort);
    const abortAll = () => {
      for (const each of aborts) each();
    };
    const path: string[] = [];
    const record = async () => {
      for await (const event of eventLogs) {
        if (event.type !== 'StateEntered' || machine.isStandIn(event.state.name)) continue;
        if (path.length < LONGEST_PATH) path.push(event.state.name);
      }
    };
    const ended = Promise.all([result.then(succeeded, failed), record()]).then(([end]) => {
      running.delete(ended);
      // Children of a Map that has failed run on until the execution ends, as on AWS.
      abortAll();
      if (end !== undefined) spec.log.end(execution, end, path, spec.clock.now());
      spec.onEnd();
      dispatch();
    });
    running.set(ended, abortAll);
  }

  return {
    arn: spec.arn,
    start: (name, input) => {
      const known = spec.log.find(spec.name, name);
      if (known !== undefined) {
        const isSame = known.runs && known.input === input;
        return isSame
          ? { ok: true, arn: arnOf(name), startedAt: known.startedAt }
          : { ok: false, reason: 'execution-already-exists' };
      }
      const execution = { machine: spec.name, name, input, startedAt: spec.clock.now() };
      spec.log.insert(execution);
      waiting.push(execution);
      // Not within the call that starts it: whoever asked is answered first.
      setImmediate(dispatch);
      return { ok: true, arn: arnOf(name), startedAt: execution.startedAt };
    },
    resume: () => {
      waiting.push(...spec.log.unfinished(spec.name));
      dispatch();
    },
    running: () => running.size + waiting.length,
    stop: async () => {
      isStopped = true;
      for (const abort of running.values()) abort();
      await Promise.all(running.keys());
    },
  };
}

function succeeded(output: unknown): ExecutionEnd {
  return { status: 'SUCCEEDED', output: JSON.stringify(output) ?? 'null' };
}

/** An execution that was aborted has not ended: the host stops, and will run it again. */
function failed(fault: unknown): ExecutionEnd | undefined {
  if (fault instanceof ExecutionAbortedError) return undefined;
  if (fault instanceof ExecutionTimeoutError) {
    return { status: 'TIMED_OUT', error: 'States.Timeout', cause: fault.message };
  }
  const cause = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
  return cause instanceof Error
    ? { status: 'FAILED', error: cause.name, cause: cause.message }
    : { status: 'FAILED', error: 'States.Runtime', cause: String(cause) };
}
