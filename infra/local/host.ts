import { publishAddresses } from './addresses.ts';
import { openAgenda } from './agenda.ts';
import { readAssembly } from './assembly.ts';
import { awsCalls } from './aws-calls.ts';
import { openAwsEndpoint } from './aws-endpoint.ts';
import { openBus } from './bus.ts';
import { openClock } from './clock.ts';
import { openControl } from './control.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { countEndings } from './endings.ts';
import { startEngine, tendStreamRecords } from './engine.ts';
import { openFrontDoor } from './front-door.ts';
import type { LocalFunction } from './function-pool.ts';
import { openFunctions } from './functions.ts';
import { openGateway } from './gateway.ts';
import { openJournal } from './journal.ts';
import { openKeys } from './keys.ts';
import { openConsumers, openStreams } from './mappings.ts';
import { openOutbox } from './outbox.ts';
import { openQueues } from './queues.ts';
import { openSchedules } from './schedules.ts';
import { openSecrets } from './secrets.ts';
import { settle } from './settle.ts';
import { openFakeShops } from './shops/fake-shops.ts';
import { openStateMachines } from './state-machines.ts';
import { ensureTables } from './table.ts';
import { resolveTemplate } from './template.ts';
import { openIssuer } from './tokens.ts';

/*
 * One machine that hosts a synthesized template.
 *
 *   front door ── gateway ──> functions ──AWS calls──> AWS endpoint ──> bus, queues, machines
 *              └─ control                └─DynamoDB──> engine ──stream──> tail ──> functions
 *                                        └─HTTP──> shops' APIs, as far as demo shops have them
 *   bus ──rules──> queues ──consumers──> functions        machines ──tasks──> functions, bus, queues
 *   schedules ──clock──> queues, machines
 *
 * Every part reads its own resources out of the template and refuses by name what it cannot honour.
 * All state is in the data folder: the engine's table, and the journal, in which everything stands
 * before it is acknowledged. Parts know each other only through what they are opened with here.
 */

export interface HostOptions {
  /** The folder of the cloud assembly to host, or what makes it once the data folder is held. */
  readonly assembly: string | ((data: DataFolder) => Promise<string>);
  /** The folder that keeps everything; a throwaway one unless given. */
  readonly data?: string | undefined;
  /** Any free port unless given. */
  readonly port?: number;
  /** When the clock of a host begins that has kept nothing yet, in epoch milliseconds. */
  readonly beginsAt?: number;
  /** A DynamoDB that runs already, to use instead of starting the engine. */
  readonly tableUrl?: string | undefined;
  /** Whether to start the functions before anyone calls them; each at its first call unless given. */
  readonly warm?: boolean;
}

/** A host that serves. */
export interface Host {
  readonly url: string;
  /** Settles when the table's engine is gone, without which nothing works. */
  readonly ended: Promise<void>;
  /** Finishes what runs, leaves the rest in the journal, and ends everything that was started. */
  stop(): Promise<void>;
}

/**
 * Starts a host; it serves when this settles.
 *
 * @throws {UnhostableTemplate} when the template asks for what this host cannot honour.
 * @throws {JournalInUse} when another host has the data folder.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const folder = openDataFolder(options.data);
  /** What has been started, to be ended in reverse. */
  const started: (() => unknown)[] = [folder.discard];
  const stopAll = async () => {
    for (const stop of started.reverse()) await stop();
  };
  try {
    return await start(options, folder, started, stopAll);
  } catch (fault) {
    await stopAll();
    throw fault;
  }
}

async function start(
  options: HostOptions,
  folder: DataFolder,
  started: (() => unknown)[],
  stopAll: () => Promise<void>,
): Promise<Host> {
  const journal = openJournal(folder.journal);
  started.push(journal.close);
  const given = options.assembly;
  const assembly = readAssembly(typeof given === 'string' ? given : await given(folder));
  const endpoint = await openAwsEndpoint();
  started.push(endpoint.close);
  const template = resolveTemplate(assembly, endpoint.url);
  const keys = openKeys(template, journal);
  started.push(keys.close);

  const engine = await startEngine(folder, options.tableUrl);
  started.push(engine.stop);
  const tables = await ensureTables(template, engine.url);
  started.push(publishAddresses(folder, { template, engine, awsUrl: endpoint.url }));

  const endings = countEndings();
  const stopping = new AbortController();
  const clock = openClock(journal, options.beginsAt);
  const queues = openQueues(template, journal, clock);
  started.push(() => queues.all.map((queue) => queue.close()));
  const bus = openBus(template, { journal, clock, queues });

  const shops = await openFakeShops(journal, clock);
  started.push(shops.close);
  const overrides: Record<string, string> = { SHOP_API_URL: shops.url };
  const functions = openFunctions({
    template,
    assembly,
    awsUrl: endpoint.url,
    tableUrl: engine.url,
    overrides,
    logFile: folder.functionsLog,
    onEnd: () => {
      endings.note();
      for (const tail of tails) tail.nudge();
    },
  });
  started.push(() => Promise.all(functions.all.map((fn) => fn.stop())));
  const wiring = { template, journal, clock, functions, queues, bus, endings };
  const machines = openStateMachines({ ...wiring, onEnd: endings.note });
  const schedules = openSchedules({ ...wiring, machines });
  started.push(schedules.close);
  const outbox = openOutbox(journal);
  const consumers = openConsumers(wiring);
  const signal = stopping.signal;
  const tails = openStreams({ ...wiring, tables, outbox, tableUrl: engine.url, signal });
  const stopTails = () => Promise.all(tails.map((tail) => tail.stop()));
  started.push(() => {
    stopping.abort();
    return stopTails();
  });
  if (options.tableUrl === undefined) {
    for (const tail of tails) tendStreamRecords(folder, tail.table, tail.position());
  }

  const secrets = openSecrets(template, assembly);
  endpoint.serve(awsCalls({ ...wiring, machines, secrets, keys, outbox }));
  const issuer = openIssuer(template, journal, clock);
  const activity = { functions: functions.all, consumers, machines: machines.all, tails, endings };
  const gateway = openGateway({ template, functions, issuer, clock });
  const agenda = openAgenda(tables, engine.url, (table) =>
    tails.find((tail) => tail.table === table)?.position(),
  );
  started.push(() => agenda?.close());
  const control = openControl({
    ...wiring,
    machines,
    schedules,
    outbox,
    issuer,
    shops,
    settle: () => settle(activity),
    agenda,
  });
  const door = await openFrontDoor(options.port ?? 0, { control, gateway });
  started.push(door.close);
  overrides.API_URL = door.url;

  if (options.warm === true) void warmUp(functions.all).then(keys.prepare);
  for (const machine of machines.all) machine.resume();
  for (const consumer of consumers) consumer.start();
  schedules.start();
  for (const tail of tails) tail.nudge();

  return {
    url: door.url,
    ended: engine.ended,
    stop: async () => {
      for (const consumer of consumers) consumer.stop();
      try {
        await door.drain();
        stopping.abort();
        await Promise.all([stopTails(), ...machines.all.map((machine) => machine.stop())]);
        await untilFree(functions.all, endings.next);
      } finally {
        await stopAll();
      }
    },
  };
}

/** One after the other: whatever is called meanwhile starts at once, and need not share the cores. */
async function warmUp(functions: readonly LocalFunction[]): Promise<void> {
  for (const fn of functions) await fn.warm();
}

/** How long calls under way may still take when the host stops. */
const FINISH_MS = 5_000;

async function untilFree(
  functions: readonly LocalFunction[],
  ended: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + FINISH_MS;
  while (functions.some((fn) => fn.busy() > 0) && Date.now() < deadline) {
    await Promise.race([ended(), new Promise((late) => setTimeout(late, 50))]);
  }
}
