import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  DynamoDBClient,
  type StreamSpecification,
  TransactWriteItemsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { marshall } from '@aws-sdk/util-dynamodb';
import { readAddresses } from '../../infra/local/addresses.ts';
import { openDataFolder } from '../../infra/local/data-folder.ts';
import { startEngine } from '../../infra/local/engine.ts';
import type { ExecutionReport } from '../../infra/local/executions.ts';
import { startHost } from '../../infra/local/host.ts';
import { localArn } from '../../infra/local/identities.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { localClient } from '../../infra/local/table.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { pointsClub } from '../../shared/program/presets/points-club.ts';
import { memberAt } from './pass-members.ts';

const MEMBERS = 100_000;
const DUE = 8_000;
const program = loadProgram(pointsClub);
const MACHINE = 'perch-local-monthly-demotion';

/** The most items of one transaction: the engine waits for the disk once for all of them. */
const BATCH = 100;

/** Has this machine review a hundred thousand members, of whom eight thousand lose their tier. */
export async function timedPass(say: (line?: string) => void): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'perch-passes-'));
  try {
    const assembly = openDataFolder(data).build;
    await synthesize(assembly, 'points-club');
    // The review of the month that comes: the clock stays, for a pass knows no time but its own.
    const now = new Date();
    const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 4);

    const first = await startHost({ assembly, data });
    const { tableName } = readAddresses(data);
    await first.stop();
    const written = Date.now();
    await writeMembers(data, tableName, at);
    const members = MEMBERS.toLocaleString('en');
    say(`${members} members written in ${seconds(written)} s, ${DUE} of them due.`);

    const host = await startHost({ assembly, data });
    try {
      await timed(host.url, readAddresses(data).awsUrl, at, say);
    } finally {
      await host.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function timed(
  url: string,
  awsUrl: string,
  at: number,
  say: (line?: string) => void,
): Promise<void> {
  const began = Date.now();
  const before = process.cpuUsage();
  const machines = new SFNClient(localClient(awsUrl));
  await machines.send(
    new StartExecutionCommand({
      stateMachineArn: localArn('states', `stateMachine:${MACHINE}`),
      name: 'timed',
      input: JSON.stringify({ scheduledFor: new Date(at).toISOString() }),
    }),
  );
  machines.destroy();
  const { status, output } = await ended(url);
  // Beside the wall clock, for a busy machine: what this host and its functions worked.
  const took = () => {
    const { user, system } = process.cpuUsage(before);
    return `${seconds(began)} s (${((user + system) / 1_000_000).toFixed(0)} s of CPU)`;
  };
  say(`${MACHINE}: ${status} after ${took()}, ${JSON.stringify(output)}.`);
  await settled(url);
  say(`All that it set off was done after ${took()}.`);
}

/**
 * Writes members into the table of a host that does not run. Nobody is to hear of them: the table's
 * stream is off meanwhile.
 */
async function writeMembers(data: string, TableName: string, at: number): Promise<void> {
  const engine = await startEngine(openDataFolder(data));
  const client = new DynamoDBClient(localClient(engine.url));
  const stream = (StreamSpecification: StreamSpecification) =>
    client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  try {
    await stream({ StreamEnabled: false });
    for (let from = 0; from < MEMBERS; from += BATCH) {
      const items = Array.from({ length: BATCH }, (_, i) => {
        const id = hash('sha256', `timed-${from + i}`, 'base64url').slice(0, 22);
        return memberAt(id, from + i < DUE ? 'demotion' : 'nothing', at, program);
      });
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: items.map((item) => ({ Put: { TableName, Item: marshall(item) } })),
        }),
      );
    }
    await stream({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  } finally {
    client.destroy();
    await engine.stop();
  }
}

async function ended(url: string): Promise<ExecutionReport> {
  for (;;) {
    const runs = await control<ExecutionReport[]>(url, '/executions?limit=10');
    const run = runs.find(({ machine, name }) => machine === MACHINE && name === 'timed');
    if (run !== undefined && run.status !== 'RUNNING') return run;
    await pause(100);
  }
}

/** The host gives up waiting after two minutes; this may take longer. */
async function settled(url: string): Promise<void> {
  for (;;) {
    const { status } = await fetch(`${url}/_local/settle`, { method: 'POST' });
    if (status !== 504) return;
  }
}

async function control<Answer>(url: string, path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${url}/_local${path}`, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}
