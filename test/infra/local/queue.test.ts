import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, openClock } from '../../../infra/local/clock.ts';
import type { LocalFunction } from '../../../infra/local/function-pool.ts';
import type { Outcome } from '../../../infra/local/function-worker.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import { openMessageLog } from '../../../infra/local/messages.ts';
import { openQueue, type Queue } from '../../../infra/local/queue.ts';
import { openConsumer } from '../../../infra/local/queue-consumer.ts';

let journal: Journal;
let clock: Clock;
let opened: Queue[] = [];

beforeEach(() => {
  journal = openJournal(':memory:');
  clock = openClock(journal);
});
afterEach(() => {
  for (const queue of opened) queue.close();
  opened = [];
  journal.close();
});

function open(name: string): Queue {
  const spec = { name, arn: `arn:${name}`, url: `http://${name}`, delaySeconds: 0 };
  const queue = openQueue(spec, { journal, messages: openMessageLog(journal), clock });
  opened.push(queue);
  return queue;
}

/** A function in this process: it answers what `handle` makes of the bodies that it is given. */
function answering(handle: (bodies: readonly string[], ids: readonly string[]) => Outcome) {
  const batches: string[][] = [];
  const receipts: string[] = [];
  const fn: LocalFunction = {
    name: 'fn',
    arn: 'arn:fn',
    concurrency: 1,
    busy: () => 0,
    warm: async () => {},
    stop: async () => {},
    invoke: async (event) => {
      const { Records } = event as {
        Records: { body: string; messageId: string; attributes: Record<string, string> }[];
      };
      batches.push(Records.map((record) => record.body));
      receipts.push(...Records.map((record) => record.attributes.ApproximateReceiveCount ?? ''));
      return handle(
        Records.map((record) => record.body),
        Records.map((record) => record.messageId),
      );
    },
  };
  return { fn, batches, receipts };
}

function consume(queue: Queue, fn: LocalFunction, batchSize = 10, gathers = false) {
  const consumer = openConsumer({
    queue,
    fn,
    batchSize,
    maxConcurrency: 2,
    reportsFailures: true,
    gathers,
    onEnd: () => {},
  });
  consumer.start();
  const idle = async () => {
    while (!consumer.isIdle()) await pause(5);
  };
  return { ...consumer, idle };
}

const fine: Outcome = { ok: true, payload: '{"batchItemFailures":[]}' };
const broken: Outcome = { ok: false, errorType: 'Error', errorMessage: 'broken' };
const failing = (ids: readonly string[]): Outcome => ({
  ok: true,
  payload: JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) }),
});

describe('a queue', () => {
  it('hands over messages in order, in batches, and forgets what was done', async () => {
    const queue = open('q');
    for (const body of ['1', '2', '3']) queue.send(body);
    const { fn, batches } = answering(() => fine);
    await consume(queue, fn, 2).idle();
    expect(batches).toEqual([['1', '2'], ['3']]);
    expect(open('q').counts()).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
  });

  it('puts what is sent together into one batch where the mapping gathers', async () => {
    const queue = open('q');
    const { fn, batches } = answering(() => fine);
    const consumer = consume(queue, fn, 10, true);
    for (const body of ['1', '2', '3']) queue.send(body);
    await consumer.idle();
    expect(batches).toEqual([['1', '2', '3']]);
  });

  it('delivers again only the messages of a batch that failed', async () => {
    const queue = open('q');
    for (const body of ['good', 'bad', 'fine']) queue.send(body);
    let attempts = 0;
    const { fn, batches, receipts } = answering((bodies, ids) => {
      attempts += 1;
      return attempts === 1 ? failing(ids.filter((_, at) => bodies[at] === 'bad')) : fine;
    });
    await consume(queue, fn).idle();
    expect(batches).toEqual([['good', 'bad', 'fine'], ['bad']]);
    expect(receipts.at(-1)).toBe('2');
  });

  it('delivers a whole batch again when the function fails', async () => {
    const queue = open('q');
    for (const body of ['1', '2']) queue.send(body);
    let attempts = 0;
    const { fn, batches } = answering(() => {
      attempts += 1;
      return attempts === 1 ? broken : fine;
    });
    await consume(queue, fn).idle();
    expect(batches.flat()).toEqual(['1', '2', '1', '2']);
  });

  it('takes an answer that Lambda would not understand as a failure of all', async () => {
    const queue = open('q');
    queue.redriveTo({ deadLetters: open('dead'), maxReceiveCount: 1 });
    queue.send('1');
    const { fn } = answering(() => failing(['no such message']));
    await consume(queue, fn).idle();
    expect(opened[1]?.counts().visible).toBe(1);
  });

  it('sets a message aside once it was received as often as the queue allows', async () => {
    const queue = open('q');
    const dead = open('dead');
    queue.redriveTo({ deadLetters: dead, maxReceiveCount: 3 });
    queue.send('poison');
    queue.send('good');
    const { fn, batches } = answering((bodies, ids) =>
      failing(ids.filter((_, at) => bodies[at] === 'poison')),
    );
    await consume(queue, fn).idle();
    expect(batches.flat().filter((body) => body === 'poison')).toHaveLength(3);
    expect(dead.peek(10).map((message) => message.body)).toEqual(['poison']);
    expect(open('dead').counts().visible).toBe(1);
  });

  it('holds a delayed message back until the clock has passed its delay', async () => {
    const queue = open('q');
    queue.send('later', 900);
    queue.send('now');
    const { fn, batches } = answering(() => fine);
    const consumer = consume(queue, fn);
    await consumer.idle();
    expect(batches).toEqual([['now']]);
    expect(queue.counts().delayed).toBe(1);
    clock.moveTo(clock.now() + 900_000);
    await consumer.idle();
    expect(batches).toEqual([['now'], ['later']]);
  });

  it('releases delayed messages in the order in which they come due', () => {
    const queue = open('q');
    queue.send('second', 20);
    queue.send('first', 10);
    clock.moveTo(clock.now() + 30_000);
    expect(queue.receive(10).map((message) => message.body)).toEqual(['first', 'second']);
  });

  it('is opened again with what was in flight, and its failures', () => {
    const queue = open('q');
    queue.send('1');
    const [message] = queue.receive(1);
    if (message === undefined) throw new Error('nothing was received');
    queue.finish([message], new Set([message.messageId]));
    queue.receive(1);
    const [again] = open('q').receive(1);
    expect(again).toMatchObject({ body: '1', failures: 1 });
  });

  it('shows nothing of a message whose transaction fails', () => {
    const queue = open('q');
    const fail = () =>
      journal.transaction(() => {
        queue.send('never');
        throw new Error('rolled back');
      });
    expect(fail).toThrow('rolled back');
    expect(queue.counts().visible).toBe(0);
    expect(open('q').counts().visible).toBe(0);
  });
});
