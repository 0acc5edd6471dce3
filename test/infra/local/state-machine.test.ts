import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClock } from '../../../infra/local/clock.ts';
import { openExecutionLog } from '../../../infra/local/executions.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import type { TaskHandlers } from '../../../infra/local/machine-tasks.ts';
import { type LocalStateMachine, openStateMachine } from '../../../infra/local/state-machine.ts';

let journal: Journal;
let machine: LocalStateMachine | undefined;
beforeEach(() => {
  journal = openJournal(':memory:');
});
afterEach(async () => {
  await machine?.stop();
  machine = undefined;
  journal.close();
});

type Lambda = TaskHandlers['lambda:invoke'];

function open(states: object, lambda: Lambda = async () => ({}), startAt?: string) {
  const clock = openClock(journal);
  const log = openExecutionLog(journal, clock.now());
  const opened = openStateMachine({
    arn: 'arn:aws:states:local:000000000000:stateMachine:m',
    name: 'm',
    definition: JSON.stringify({ StartAt: startAt ?? Object.keys(states)[0], States: states }),
    log,
    clock,
    tasks: { 'lambda:invoke': lambda, 'events:putEvents': lambda, 'sqs:sendMessage': lambda },
    onEnd: () => {},
  });
  machine = opened;
  const ended = async () => {
    while (opened.running() > 0) await pause(5);
    return log.recent(10);
  };
  return { ...opened, ended };
}

const task = (more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  ...more,
});

/** A handler that fails the first times, under a name that machines can tell. */
function failingFirst(times: number, name = 'Busy'): { lambda: Lambda; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    lambda: async () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error('not yet'), { name });
      return { done: true };
    },
  };
}

describe('a state machine on one machine', () => {
  it('runs its states and keeps their path and result', async () => {
    const { start, ended } = open(
      { Ask: task({ ResultPath: '$.answer', Next: 'Done' }), Done: { Type: 'Succeed' } },
      async () => 42,
    );
    start('first', '{"question":6}');
    expect(await ended()).toMatchObject([
      {
        machine: 'm',
        name: 'first',
        status: 'SUCCEEDED',
        input: { question: 6 },
        output: { question: 6, answer: 42 },
        path: ['Ask', 'Done'],
      },
    ]);
  });

  it('tries a task again as its Retry says, without the wait', async () => {
    const { lambda, calls } = failingFirst(2);
    const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 2 }];
    const { start, ended } = open({ Ask: task({ Retry, End: true }) }, lambda);
    start('a', '{}');
    expect(await ended()).toMatchObject([{ status: 'SUCCEEDED', path: ['Ask'] }]);
    expect(calls()).toBe(3);
  });

  it('fails with the error of the task once its retries are used up', async () => {
    const { lambda, calls } = failingFirst(9);
    const Retry = [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }];
    const { start, ended } = open({ Ask: task({ Retry, End: true }) }, lambda);
    start('a', '{}');
    expect(await ended()).toMatchObject([{ status: 'FAILED', error: 'Busy', cause: 'not yet' }]);
    expect(calls()).toBe(2);
  });

  it('goes where Catch says, with what went wrong', async () => {
    const { lambda } = failingFirst(1);
    const Catch = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Aside' }];
    const { start, ended } = open(
      { Ask: task({ Catch, End: true }), Aside: { Type: 'Pass', End: true } },
      lambda,
    );
    start('a', '{"id":1}');
    expect(await ended()).toMatchObject([
      {
        status: 'SUCCEEDED',
        output: { id: 1, error: { Error: 'Busy', Cause: 'not yet' } },
        path: ['Ask', 'Aside'],
      },
    ]);
  });

  it('lets one item of a Map fail and catch for itself', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Aside' }];
    const { start, ended } = open(
      {
        Each: {
          Type: 'Map',
          ItemsPath: '$.items',
          ItemProcessor: {
            StartAt: 'Ask',
            States: {
              Ask: task({ Parameters: { 'item.$': '$' }, Catch, End: true }),
              Aside: { Type: 'Pass', Result: 'aside', End: true },
            },
          },
          End: true,
        },
      },
      async (input) => {
        const { item } = input as { item: string };
        if (item === 'bad') throw new Error('bad');
        return item;
      },
    );
    start('a', '{"items":["one","bad","two"]}');
    expect(await ended()).toMatchObject([{ output: ['one', 'aside', 'two'] }]);
  });

  it('keeps no more of a path than is looked at', async () => {
    let rounds = 0;
    const Choices = [{ Variable: '$.again', BooleanEquals: true, Next: 'Ask' }];
    const { start, ended } = open(
      {
        Ask: task({ Next: 'Again' }),
        Again: { Type: 'Choice', Choices, Default: 'Done' },
        Done: { Type: 'Succeed' },
      },
      async () => {
        rounds += 1;
        return { again: rounds < 600 };
      },
    );
    start('a', '{}');
    const [execution] = await ended();
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(execution?.path).toHaveLength(1_000);
  });

  it('answers the run under way to the same name with the same input', async () => {
    const { start, ended } = open({ Ask: task({ End: true }) }, () => pause(30).then(() => 1));
    const first = start('same', '{"a":1}');
    expect(start('same', '{"a":1}')).toEqual(first);
    expect(await ended()).toHaveLength(1);
  });

  it('refuses a name whose run has ended, or had other input', async () => {
    const { start, ended } = open({ Ask: task({ End: true }) }, () => pause(30).then(() => 1));
    start('used', '{"a":1}');
    const refusal = { ok: false, reason: 'execution-already-exists' };
    expect(start('used', '{"a":2}')).toEqual(refusal);
    await ended();
    expect(start('used', '{"a":1}')).toEqual(refusal);
  });

  it('runs again from its beginning what was unfinished when the host stopped', async () => {
    const states = { Ask: task({ Next: 'Done' }), Done: { Type: 'Succeed' } };
    const before = open(states, () => pause(50).then(() => 'late'));
    before.start('unfinished', '{"a":1}');
    await pause(10);
    await before.stop();
    const after = open(states, async () => 'again');
    after.resume();
    expect(await after.ended()).toMatchObject([
      { name: 'unfinished', status: 'SUCCEEDED', output: 'again', path: ['Ask', 'Done'] },
    ]);
  });

  it.each<[string, object, string]>([
    ['a wait', { Rest: { Type: 'Wait', Seconds: 5, End: true } }, 'state Rest is of type Wait'],
    [
      'a resource that it does not have',
      { Mail: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true } },
      'state Mail calls arn:aws:states:::sns:publish',
    ],
    [
      'a task token',
      { Ask: task({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true }) },
      'state Ask calls arn:aws:states:::lambda:invoke.waitForTaskToken',
    ],
    [
      'a heartbeat',
      { Ask: task({ HeartbeatSeconds: 5, End: true }) },
      'state Ask uses HeartbeatSeconds',
    ],
    [
      'tolerated failures within a Map',
      {
        Each: {
          Type: 'Map',
          ToleratedFailurePercentage: 5,
          ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
          End: true,
        },
      },
      'state Each uses ToleratedFailurePercentage',
    ],
    [
      'the time of the machine',
      { P: { Type: 'Pass', Parameters: { 'at.$': '$$.Execution.StartTime' }, End: true } },
      'state P reads the time of the machine',
    ],
    [
      'a test that never holds',
      {
        C: {
          Type: 'Choice',
          Choices: [{ Variable: '$.a', IsPresent: false, Next: 'S' }],
          Default: 'S',
        },
        S: { Type: 'Succeed' },
      },
      'state C tests IsNull or IsPresent for false',
    ],
    [
      'another language',
      { P: { Type: 'Pass', QueryLanguage: 'JSONata', End: true } },
      'state P is written in JSONata',
    ],
    [
      'a way to nowhere',
      { P: { Type: 'Pass', Next: 'Ghost' } },
      'state P leads to Ghost, which is not beside it',
    ],
    [
      'a way out of a Map',
      {
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Ask',
            States: {
              Ask: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'S' }], End: true }),
            },
          },
          Next: 'S',
        },
        S: { Type: 'Succeed' },
      },
      'state Ask leads to S, which is not beside it',
    ],
    ['no way on', { P: { Type: 'Pass' } }, 'state P neither ends nor leads on'],
    [
      'a wait inside a Map',
      {
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Inner',
            States: { Inner: { Type: 'Wait', Seconds: 1, End: true } },
          },
          End: true,
        },
      },
      'state Inner is of type Wait',
    ],
  ])('refuses %s, naming the state', (_, states, refusal) => {
    expect(() => open(states)).toThrow(refusal);
  });
});
