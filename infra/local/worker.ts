import { openSync, writeSync } from 'node:fs';
import { createRequire, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** What a worker is started with. */
export interface WorkerSetup {
  /** The function's code, and the export of it that is the handler. */
  readonly bundle: string;
  readonly handler: string;
  /** The file that receives what the function writes to its output. */
  readonly logFile: string;
}

/** One invocation, as the host asks for it. */
export interface Invocation {
  /** The event, as JSON. */
  readonly event: string;
  readonly requestId: string;
  /** Epoch milliseconds of the wall clock at which the host ends the invocation. */
  readonly deadline: number;
  readonly context: Readonly<Record<string, string>>;
}

/** What a worker says: that it is ready, what an invocation came to, or that loading failed. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error' | 'unloadable'; readonly type: string; readonly message: string };

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/*
 * The inside of a worker thread: loads one bundle, then runs its handler for one invocation after
 * the other. Event and result cross as JSON, as they do in Lambda.
 */
if (parentPort !== null) {
  const host = parentPort;
  const say = (reply: WorkerReply) => host.postMessage(reply);
  const setup = workerData as WorkerSetup;
  logTo(setup.logFile);
  // It has been heeded, and is no part of the function's environment.
  delete process.env.NODE_COMPILE_CACHE;
  try {
    const handle = load(setup);
    host.on('message', (invocation: Invocation) => {
      invoke(handle, invocation).then(say, (fault: unknown) => say(describe('error', fault)));
    });
    say({ kind: 'ready' });
    // Now, for workers are ended without warning.
    flushCompileCache();
  } catch (fault) {
    say(describe('unloadable', fault));
  }
}

/**
 * Has output go straight into the file. By way of the host, each line would cost two messages
 * between threads, as much as the call that wrote it.
 */
function logTo(file: string): void {
  const log = openSync(file, 'a');
  const write = (chunk: string | Uint8Array): boolean => {
    if (typeof chunk === 'string') writeSync(log, chunk);
    else writeSync(log, chunk);
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
}

function load({ bundle, handler }: WorkerSetup): Handler {
  const exports: unknown = createRequire(bundle)(bundle);
  const found = (exports as Record<string, unknown>)[handler];
  if (typeof found !== 'function') throw new Error(`${bundle} exports no function ${handler}`);
  return found as Handler;
}

async function invoke(handle: Handler, invocation: Invocation): Promise<WorkerReply> {
  const context = {
    ...invocation.context,
    awsRequestId: invocation.requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - Date.now()),
  };
  const result = await handle(JSON.parse(invocation.event), context);
  return { kind: 'result', payload: JSON.stringify(result) ?? 'null' };
}

function describe(kind: 'error' | 'unloadable', fault: unknown): WorkerReply {
  return fault instanceof Error
    ? { kind, type: fault.name, message: fault.message }
    : { kind, type: typeof fault, message: String(fault) };
}
