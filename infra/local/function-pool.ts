import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import {
  type FunctionWorker,
  type Outcome,
  startWorker,
  type WorkerSpec,
} from './function-worker.ts';

/** A Lambda function: calls wait their turn for one of a few workers. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** Calls the function with an event. A function error is an outcome, not a throw. */
  invoke(event: unknown): Promise<Outcome>;
  /** Calls that run or wait. */
  busy(): number;
  /** How many calls can run at once. */
  readonly concurrency: number;
  /** Starts a first worker, so that the first call need not wait for one; settles when it is up. */
  warm(): Promise<void>;
  /** Ends all workers. Calls that still wait are never answered: what they are for stays undone. */
  stop(): Promise<void>;
}

export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  readonly bundle: string;
  /** The export of the bundle that is called. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly concurrency: number;
  /** The file that receives what the function says, and its errors. */
  readonly logFile: string;
  /** Called whenever a call has ended. */
  readonly onEnd: () => void;
}

interface Call {
  readonly event: string;
  readonly end: (outcome: Outcome) => void;
}

/** How long a call waits before another worker is started for it: as long as that would take. */
const GROW_AFTER_MS = 100;

/** Opens a function. Workers start when calls wait for one, and stay. */
export function openFunction(spec: FunctionSpec): LocalFunction {
  const workers = new Set<FunctionWorker>();
  const starting = new Set<FunctionWorker>();
  const idle: FunctionWorker[] = [];
  const waiting: Call[] = [];
  let running = 0;
  let isStopped = false;
  let whenUp = () => {};
  let growth: NodeJS.Timeout | undefined;

  const workerSpec: WorkerSpec = spec;
  const context = {
    functionName: spec.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: spec.arn,
    memoryLimitInMB: String(spec.memoryMb),
    logGroupName: `/aws/lambda/${spec.name}`,
    logStreamName: 'local',
  };

  function addWorker(): void {
    const added = startWorker(workerSpec, {
      onReady: (worker) => {
        starting.delete(worker);
        idle.push(worker);
        whenUp();
        dispatch();
      },
      onGone: (worker, fault) => {
        workers.delete(worker);
        starting.delete(worker);
        const at = idle.indexOf(worker);
        if (at >= 0) idle.splice(at, 1);
        // A bundle that does not load fails one call for each attempt, so that attempts end.
        if (fault !== undefined) waiting.shift()?.end(fault);
        whenUp();
        dispatch();
      },
    });
    workers.add(added);
    starting.add(added);
  }

  function dispatch(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const worker = idle.shift();
      const call = waiting.shift();
      if (worker !== undefined && call !== undefined) void run(worker, call);
    }
    if (isStopped) return;
    if (workers.size === 0 && waiting.length > 0) addWorker();
    else growLater();
  }

  function logFault(fault: Outcome): void {
    appendFileSync(spec.logFile, `${JSON.stringify({ function: spec.name, ...fault })}\n`);
  }

  /** Starts a further worker if calls still wait in a while: most queues are gone before that. */
  function growLater(): void {
    const [first] = waiting;
    if (first === undefined || starting.size > 0 || workers.size >= spec.concurrency) return;
    growth ??= setTimeout(() => {
      growth = undefined;
      if (isStopped || workers.size >= spec.concurrency) return;
      if (waiting.includes(first)) addWorker();
      else growLater();
    }, GROW_AFTER_MS);
  }

  async function run(worker: FunctionWorker, call: Call): Promise<void> {
    running += 1;
    const outcome = await worker.invoke({
      event: call.event,
      requestId: randomUUID(),
      deadline: Date.now() + spec.timeoutMs,
      context,
    });
    running -= 1;
    if (workers.has(worker)) idle.push(worker);
    if (!outcome.ok) logFault(outcome);
    call.end(outcome);
    spec.onEnd();
    dispatch();
  }

  return {
    name: spec.name,
    arn: spec.arn,
    concurrency: spec.concurrency,
    warm: async () => {
      if (isStopped || workers.size > 0) return;
      await new Promise<void>((up) => {
        whenUp = up;
        addWorker();
      });
    },
    busy: () => running + waiting.length,
    invoke: (event) =>
      new Promise((end) => {
        if (isStopped) {
          end({ ok: false, errorType: 'Sandbox.Ended', errorMessage: 'the host is stopping' });
          return;
        }
        waiting.push({ event: JSON.stringify(event), end });
        dispatch();
      }),
    stop: async () => {
      isStopped = true;
      clearTimeout(growth);
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}
