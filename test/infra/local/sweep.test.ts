import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExecutionReport } from '../../../infra/local/executions.ts';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { type FixtureAssembly, queue, writeAssembly } from './fixture-assembly.ts';
import { sweep } from './fixture-sweep.ts';

/** A sweep in small: each month a Distributed Map over four shards, of which one breaks. */
const machine = JSON.stringify({ StartAt: 'Shards', States: sweep() });

const broken = 1;
const code = `exports.handler = async ({ cursor = 0, ...progress }) => {
  if (progress.shard === ${broken}) throw new Error('broken');
  const seen = progress.seen + 10;
  return cursor === 2 ? { ...progress, seen } : { ...progress, seen, cursor: cursor + 1 };
};`;

const resources = {
  Dead: queue(),
  MayFire: { Type: 'AWS::IAM::Role' },
  Sweep: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      DefinitionString: {
        'Fn::Join': [
          '',
          machine
            .split('failed')
            .flatMap((part, at) => (at === 0 ? [part] : [{ Ref: 'Dead' }, part])),
        ],
      },
    },
  },
  Monthly: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: 'cron(0 3 1 * ? *)',
      ScheduleExpressionTimezone: 'Asia/Kolkata',
      Target: {
        Arn: { Ref: 'Sweep' },
        RoleArn: { 'Fn::GetAtt': ['MayFire', 'Arn'] },
        Input: '{"at":"<aws.scheduler.scheduled-time>"}',
      },
    },
  },
};

let data: string;
let assembly: FixtureAssembly;
let host: Host | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'perch-sweep-'));
  assembly = writeAssembly(resources, { sweep: code });
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  assembly.discard();
  rmSync(data, { recursive: true, force: true });
});

async function local<Answer>(path: string, body?: object): Promise<Answer> {
  const init = body && { method: 'POST', body: JSON.stringify(body) };
  return (await (await fetch(`${host?.url}/_local/${path}`, init)).json()) as Answer;
}

test('a sweep runs each month in its time zone, over shards, and shows what came of it', async () => {
  host = await startHost({ assembly: assembly.folder, data });
  await local('clock', { now: '2027-01-15T00:00:00Z' });
  const before = (await local<ExecutionReport[]>('executions')).length;
  await local('clock', { now: '2027-03-15T00:00:00Z' });
  const months = ['2027-01-31T21:30:00Z', '2027-02-28T21:30:00Z'];
  const done = (await local<ExecutionReport[]>('executions')).slice(before);
  expect(done).toMatchObject(
    months.map((at) => ({
      machine: 'Sweep',
      status: 'SUCCEEDED',
      input: { at },
      output: {
        at,
        results: [0, 1, 2, 3].map((shard) =>
          shard === broken ? { shard, at, error: { Error: 'Error' } } : { shard, at, seen: 30 },
        ),
      },
      path: ['Shards', 'Each'],
    })),
  );
  const dead = await local<{ body: string }[]>('queues/Dead');
  expect(
    dead.slice(before).map(({ body }) => (JSON.parse(body) as { shard: number }).shard),
  ).toEqual([broken, broken]);

  await host.stop();
  host = await startHost({ assembly: assembly.folder, data });
  await local('settle', {});
  expect((await local<ExecutionReport[]>('executions')).slice(-2)).toEqual(done);
});
