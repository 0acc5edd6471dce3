import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExecutionReport } from '../../../infra/local/executions.ts';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { type FixtureAssembly, queue, writeAssembly } from './fixture-assembly.ts';

/** A sweep in small: each month a Distributed Map over two shards, of which one breaks. */
const sweep = {
  StartAt: 'Shards',
  States: {
    Shards: { Type: 'Pass', Result: [0, 1], ResultPath: '$.shards', Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.shards',
      ItemSelector: { 'shard.$': '$$.Map.Item.Value', 'at.$': '$.at', seen: 0 },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Work',
        States: {
          Work: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: 'Work', 'Payload.$': '$' },
            OutputPath: '$.Payload',
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Aside' }],
            Next: 'More',
          },
          More: {
            Type: 'Choice',
            Choices: [{ Variable: '$.cursor', IsPresent: true, Next: 'Work' }],
            Default: 'Done',
          },
          Done: { Type: 'Succeed' },
          Aside: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage',
            Parameters: { QueueUrl: 'TO_BE_JOINED', 'MessageBody.$': '$' },
            ResultSelector: { aside: true },
            End: true,
          },
        },
      },
      ResultPath: '$.results',
      End: true,
    },
  },
};

const code = `exports.handler = async ({ cursor = 0, ...progress }) => {
  if (progress.shard === 1) throw new Error('broken');
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
          JSON.stringify(sweep)
            .split('TO_BE_JOINED')
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
  assembly = writeAssembly(resources, { Work: code });
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
      output: { at, results: [{ shard: 0, at, seen: 30 }, { aside: true }] },
      path: ['Shards', 'Each'],
    })),
  );
  const dead = await local<{ body: string }[]>('queues/Dead');
  expect(
    dead.slice(before).map(({ body }) => (JSON.parse(body) as { Error: string }).Error),
  ).toEqual(['Error', 'Error']);

  await host.stop();
  host = await startHost({ assembly: assembly.folder, data });
  await local('settle', {});
  expect((await local<ExecutionReport[]>('executions')).slice(-2)).toEqual(done);
});
