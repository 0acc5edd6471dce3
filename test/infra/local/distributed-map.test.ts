import { setTimeout as pause } from 'node:timers/promises';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openClock } from '../../../infra/local/clock.ts';
import { openExecutionLog } from '../../../infra/local/executions.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import type { TaskHandlers } from '../../../infra/local/machine-tasks.ts';
import { type LocalStateMachine, openStateMachine } from '../../../infra/local/state-machine.ts';
import { careless, sweep } from './fixture-sweep.ts';

let journal: Journal;
const opened: LocalStateMachine[] = [];
beforeEach(() => {
  journal = openJournal(':memory:');
});
afterEach(async () => {
  for (const machine of opened.splice(0)) await machine.stop();
  journal.close();
});

type Lambda = TaskHandlers['lambda:invoke'];

/** A shard's progress: it goes into its task and comes out of it. */
interface Progress {
  readonly shard: number;
  readonly seen: number;
  readonly cursor?: string;
}

function open(states: object, lambda: Lambda, sendMessage: Lambda = async () => ({})) {
  const clock = openClock(journal);
  const log = openExecutionLog(journal, clock.now());
  const machine = openStateMachine({
    arn: 'arn:aws:states:local:000000000000:stateMachine:m',
    name: 'm',
    definition: JSON.stringify({ StartAt: Object.keys(states)[0], States: states }),
    log,
    clock,
    tasks: {
      'lambda:invoke': async (input) => ({ Payload: await lambda(input) }),
      'events:putEvents': lambda,
      'sqs:sendMessage': sendMessage,
    },
    onEnd: () => {},
  });
  opened.push(machine);
  const ended = async () => {
    while (machine.running() > 0) await pause(5);
    return log.recent(10);
  };
  return { ...machine, ended };
}

const progressIn = (input: unknown) => (input as { Payload: Progress }).Payload;

/** Three pages of ten for each shard. */
const pages: Lambda = async (input) => {
  const { cursor, ...progress } = progressIn(input);
  const page = Number(cursor ?? 0) + 1;
  const seen = progress.seen + 10;
  return page === 3 ? { ...progress, seen } : { ...progress, seen, cursor: `${page}` };
};

/** Fails for one shard, and counts how often it is tried. */
function failingFor(shard: number, name = 'Broken') {
  const tried: number[] = [];
  const lambda: Lambda = async (input) => {
    const progress = progressIn(input);
    tried.push(progress.shard);
    if (progress.shard === shard) throw Object.assign(new Error('no'), { name });
    return { shard: progress.shard };
  };
  return { lambda, tried };
}

describe('a Distributed Map on one machine', () => {
  it('runs a child for each item until there is no cursor, so many at once, in order', async () => {
    let atOnce = 0;
    let most = 0;
    const { start, ended } = open(sweep(), async (input) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause(2);
      atOnce -= 1;
      return pages(input);
    });
    start('a', '{"at":"2026-11-01"}');
    expect(await ended()).toMatchObject([
      {
        status: 'SUCCEEDED',
        output: { results: [0, 1, 2, 3].map((shard) => ({ shard, at: '2026-11-01', seen: 30 })) },
        path: ['Shards', 'Each'],
      },
    ]);
    expect(most).toBe(2);
  });

  it('is written as the language has it', () => {
    const definition = { StartAt: 'Shards', States: sweep({ ToleratedFailurePercentage: 100 }) };
    const validationOptions = { checkArn: false };
    expect(
      () => new StateMachine(definition as StateMachineDefinition, { validationOptions }),
    ).not.toThrow();
  });

  it('has a child set aside what fails after its retries, and goes on with the rest', async () => {
    const { lambda, tried } = failingFor(2, 'Busy');
    const aside: unknown[] = [];
    const { start, ended } = open(
      sweep({ ToleratedFailurePercentage: 100 }),
      lambda,
      async (input) => {
        aside.push(input);
        return {};
      },
    );
    start('a', '{"at":"2026-11-01"}');
    const [execution] = await ended();
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(tried.toSorted()).toEqual([0, 1, 2, 2, 2, 3]);
    expect(aside).toEqual([
      {
        QueueUrl: 'failed',
        MessageBody: { shard: 2, at: '2026-11-01', seen: 0, error: { Error: 'Busy', Cause: 'no' } },
      },
    ]);
  });

  it('fails when a child does, by the name that AWS has for it, which a Catch knows', async () => {
    const { lambda } = failingFor(1);
    const uncaught = open(sweep({}, careless), lambda);
    uncaught.start('a', '{"at":"2026-11-01"}');
    const error = 'States.ExceedToleratedFailureThreshold';
    expect(await uncaught.ended()).toMatchObject([
      { status: 'FAILED', error, cause: 'a child failed: Broken: no' },
    ]);
    const Catch = [{ ErrorEquals: [error], ResultPath: '$.why', Next: 'Failed' }];
    const Failed = { Type: 'Pass', End: true };
    const caught = open({ ...sweep({ Catch }, careless), Failed }, lambda);
    caught.start('b', '{"at":"2026-11-01"}');
    expect((await caught.ended()).at(-1)).toMatchObject({
      status: 'SUCCEEDED',
      output: { why: { Error: error } },
      path: ['Shards', 'Each', 'Failed'],
    });
  });

  it('succeeds whatever becomes of its children where it tolerates all failures', async () => {
    const { lambda, tried } = failingFor(0);
    const oddPath = {
      ...careless.States.Work,
      Parameters: { FunctionName: 'f', 'Payload.$': '$.no' },
    };
    for (const processor of [
      careless,
      { ...careless, States: { ...careless.States, Work: oddPath } },
    ]) {
      const changes = { ToleratedFailurePercentage: 100, ResultPath: null };
      const { start, ended } = open(sweep(changes, processor), lambda);
      start(`run-${opened.length}`, '{"at":"2026-11-01"}');
      expect((await ended()).at(-1)).toMatchObject({
        status: 'SUCCEEDED',
        output: { at: '2026-11-01', shards: [0, 1, 2, 3] },
      });
    }
    expect(tried.toSorted()).toEqual([0, 1, 2, 3]);
  });

  it('takes its children along when it ends its execution', async () => {
    let calls = 0;
    const { start, ended } = open(sweep({ MaxConcurrency: 4 }, careless), async (input) => {
      calls += 1;
      if (progressIn(input).shard === 3) throw new Error('no');
      await pause(20);
      return { ...progressIn(input), cursor: 'more' };
    });
    start('a', '{"at":"2026-11-01"}');
    expect(await ended()).toMatchObject([{ status: 'FAILED' }]);
    await pause(30);
    const callsUntilThen = calls;
    await pause(60);
    expect(calls).toBe(callsUntilThen);
  });

  it('gives a child its own input, not that of its parent', async () => {
    const asksForInput = {
      StartAt: 'Own',
      States: {
        Own: { Type: 'Pass', Parameters: { 'own.$': '$$.Execution.Input.shard' }, End: true },
      },
    };
    const { start, ended } = open(sweep({}, asksForInput), pages);
    start('a', '{"at":"2026-11-01","shard":"none"}');
    const results = [0, 1, 2, 3].map((own) => ({ own }));
    expect(await ended()).toMatchObject([{ output: { results } }]);
  });

  it('runs again from its beginning, children and all, after the host stopped in the middle', async () => {
    let calls = 0;
    const before = open(sweep(), async (input) => {
      calls += 1;
      await pause(20);
      return pages(input);
    });
    before.start('unfinished', '{"at":"2026-11-01"}');
    while (calls < 3) await pause(5);
    await before.stop();
    const callsUntilThen = calls;
    await pause(60);
    expect(calls).toBe(callsUntilThen);
    const after = open(sweep(), pages);
    after.resume();
    expect(await after.ended()).toMatchObject([
      { name: 'unfinished', status: 'SUCCEEDED', path: ['Shards', 'Each'] },
    ]);
  });

  it('lets a task work for longer than a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { start, ended } = open(sweep({ MaxConcurrency: 0 }), async (input) => {
        await new Promise((done) => setTimeout(done, 300_000));
        return { shard: progressIn(input).shard };
      });
      start('a', '{"at":"2026-11-01"}');
      await pause(20);
      await vi.advanceTimersByTimeAsync(300_000);
      expect(await ended()).toMatchObject([{ status: 'SUCCEEDED' }]);
    } finally {
      vi.useRealTimers();
    }
  });
});
