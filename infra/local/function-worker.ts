import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Invocation, WorkerReply, WorkerSetup } from './worker.ts';

/** How a call of a function ended: with its result as JSON, or with a function error. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

/** One instance of a function: it takes one invocation at a time, as Lambda's do. */
export interface FunctionWorker {
  /** Runs an invocation; one that is late, or ends its worker, comes out as an error. */
  invoke(invocation: Invocation): Promise<Outcome>;
  end(): Promise<void>;
}

/** What becomes of a worker, told to whom it works for. */
export interface WorkerEvents {
  onReady(worker: FunctionWorker): void;
  /** It is gone; `fault` says why when it never became ready. */
  onGone(worker: FunctionWorker, fault: Outcome | undefined): void;
}

/** Lambda gives a function's first lines ten seconds. */
const INIT_MS = 10_000;

/** Young generations this small save a quarter of the memory, and cost nothing that shows. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 4 };

export interface WorkerSpec extends WorkerSetup {
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a worker thread with its own environment on a function's bundle. */
export function startWorker(spec: WorkerSpec, events: WorkerEvents): FunctionWorker {
  const { bundle, handler, logFile } = spec;
  const setup: WorkerSetup = { bundle, handler, logFile };
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: setup,
    env: { ...spec.environment, ...compileCache() },
    resourceLimits: RESOURCE_LIMITS,
    execArgv: [],
  });

  let isReady = false;
  let answer: ((outcome: Outcome) => void) | undefined;
  let cause = functionError('Runtime.ExitError', 'the function ended its own process');

  function finish(outcome: Outcome): void {
    const waiting = answer;
    answer = undefined;
    waiting?.(outcome);
  }

  /** Ends the thread; what it was doing fails for this reason. */
  function stop(reason: Outcome): void {
    cause = reason;
    void thread.terminate();
  }

  const initTimer = setTimeout(
    () => stop(functionError('Sandbox.Timedout', `did not load in ${INIT_MS} ms`)),
    INIT_MS,
  );

  const worker: FunctionWorker = {
    invoke: async (invocation) => {
      const result = new Promise<Outcome>((resolve) => {
        answer = resolve;
      });
      const seconds = ((invocation.deadline - Date.now()) / 1_000).toFixed(2);
      const timer = setTimeout(
        () => stop(functionError('Sandbox.Timedout', `Task timed out after ${seconds} seconds`)),
        invocation.deadline - Date.now(),
      );
      thread.postMessage(invocation);
      const outcome = await result;
      clearTimeout(timer);
      return outcome;
    },
    end: async () => {
      cause = functionError('Sandbox.Ended', 'the host is stopping');
      await thread.terminate();
    },
  };

  thread.on('message', (reply: WorkerReply) => {
    if (reply.kind === 'ready') {
      clearTimeout(initTimer);
      isReady = true;
      events.onReady(worker);
    } else if (reply.kind === 'unloadable') {
      stop(functionError(reply.type, reply.message));
    } else {
      finish(
        reply.kind === 'result'
          ? { ok: true, payload: reply.payload }
          : functionError(reply.type, reply.message),
      );
    }
  });
  thread.on('error', (fault) => {
    const { name, message } = fault instanceof Error ? fault : new Error(String(fault));
    cause = functionError(name, message);
  });
  thread.on('exit', () => {
    clearTimeout(initTimer);
    finish(cause);
    events.onGone(worker, isReady ? undefined : cause);
  });
  return worker;
}

/** A compile cache that this process has is its workers' too; they learn of it in no other way. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

function functionError(errorType: string, errorMessage: string): Outcome {
  return { ok: false, errorType, errorMessage };
}
