import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type LocalFunction, openFunction } from '../../../infra/local/function-pool.ts';
import { type FixtureAssembly, writeAssembly } from './fixture-assembly.ts';

let assembly: FixtureAssembly | undefined;
let fn: LocalFunction | undefined;
afterEach(async () => {
  await fn?.stop();
  assembly?.discard();
});

interface More {
  readonly timeoutMs?: number;
  readonly concurrency?: number;
  readonly environment?: Record<string, string>;
}

function open(code: string, more: More = {}) {
  assembly = writeAssembly({}, { Fn: code });
  fn = openFunction({
    name: 'Fn',
    arn: 'arn:aws:lambda:local:000000000000:function:Fn',
    bundle: `${assembly.folder}/asset.Fn/index.cjs`,
    handler: 'handler',
    environment: { GREETING: 'hello' },
    timeoutMs: 5_000,
    memoryMb: 128,
    concurrency: 2,
    logFile: logOf(assembly),
    onEnd: () => {},
    ...more,
  });
  return { fn };
}

const logOf = ({ folder }: FixtureAssembly) => `${folder}/functions.log`;

/** A function that counts its calls, and does what the event says. */
const OBEDIENT = `
  let calls = 0;
  exports.handler = async (event) => {
    calls += 1;
    if (event.exit) process.exit(1);
    if (event.hang) await new Promise(() => setInterval(() => {}, 1_000));
    if (event.spin) for (;;);
    if (event.throw) throw new TypeError(event.throw);
    return calls;
  };`;

describe('a function on one machine', () => {
  it('is given the event and a context, and answers JSON', async () => {
    const { fn } = open(`exports.handler = async (event, context) => ({
      event, name: context.functionName, arn: context.invokedFunctionArn,
      left: context.getRemainingTimeInMillis() > 1_000, id: context.awsRequestId.length,
    });`);
    const outcome = await fn.invoke({ a: [1] });
    expect(outcome.ok && JSON.parse(outcome.payload)).toEqual({
      event: { a: [1] },
      name: 'Fn',
      arn: 'arn:aws:lambda:local:000000000000:function:Fn',
      left: true,
      id: 36,
    });
  });

  it('sees its own environment and nothing of the host', async () => {
    const { fn } = open('exports.handler = async () => process.env;');
    const outcome = await fn.invoke({});
    expect(outcome.ok && JSON.parse(outcome.payload)).toEqual({ GREETING: 'hello' });
  });

  it('sees nothing of the cache that it is compiled into', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'perch-compiled-'));
    const environment = { NODE_COMPILE_CACHE: cache, GREETING: 'hello' };
    const { fn } = open('exports.handler = async () => process.env;', { environment });
    const outcome = await fn.invoke({});
    expect(outcome.ok && JSON.parse(outcome.payload)).toEqual({ GREETING: 'hello' });
    const compiled = readdirSync(cache, { recursive: true, withFileTypes: true });
    expect(compiled.filter((entry) => entry.isFile()).length).toBeGreaterThan(0);
    rmSync(cache, { recursive: true });
  });

  it('answers null when it returns nothing', async () => {
    const { fn } = open('exports.handler = async () => {};');
    expect(await fn.invoke({})).toEqual({ ok: true, payload: 'null' });
  });

  it('keeps its worker from call to call, as Lambda does', async () => {
    const { fn } = open(OBEDIENT);
    await fn.invoke({});
    expect(await fn.invoke({})).toEqual({ ok: true, payload: '2' });
  });

  it('reports what it throws, and goes on', async () => {
    const { fn } = open(OBEDIENT);
    expect(await fn.invoke({ throw: 'no beans' })).toEqual({
      ok: false,
      errorType: 'TypeError',
      errorMessage: 'no beans',
    });
    expect(await fn.invoke({})).toEqual({ ok: true, payload: '2' });
  });

  it.each(['hang', 'spin'])('is ended when it is late (%s), and starts afresh', async (how) => {
    const { fn } = open(OBEDIENT, { timeoutMs: 150 });
    expect(await fn.invoke({ [how]: true })).toMatchObject({
      ok: false,
      errorType: 'Sandbox.Timedout',
    });
    expect(await fn.invoke({})).toEqual({ ok: true, payload: '1' });
  });

  it('fails the call that ends its process, and starts afresh', async () => {
    const { fn } = open(OBEDIENT);
    expect(await fn.invoke({ exit: true })).toMatchObject({
      ok: false,
      errorType: 'Runtime.ExitError',
    });
    expect(await fn.invoke({})).toEqual({ ok: true, payload: '1' });
  });

  it('survives a fault outside any call', async () => {
    const { fn } = open(`let calls = 0; exports.handler = async () => {
      setTimeout(() => { throw new Error('left behind'); }, 5);
      await new Promise((never) => {});
    };`);
    expect(await fn.invoke({})).toMatchObject({ ok: false, errorMessage: 'left behind' });
  });

  it.each([
    ['throws while it loads', 'throw new Error("no such variable");', 'no such variable'],
    ['exports no handler', 'exports.handle = async () => {};', 'exports no function handler'],
  ])('fails every call when its bundle %s', async (_, code, message) => {
    const { fn } = open(code);
    const outcomes = await Promise.all([fn.invoke({}), fn.invoke({}), fn.invoke({})]);
    for (const outcome of outcomes) {
      expect(outcome.ok ? outcome.payload : outcome.errorMessage).toContain(message);
    }
  });

  it('runs no more calls at once than it has workers, one in each', async () => {
    const { fn } = open(
      `let running = 0; exports.handler = async () => {
        running += 1;
        const seen = running;
        await new Promise((done) => setTimeout(done, 10));
        running -= 1;
        return seen;
      };`,
      { concurrency: 2 },
    );
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => fn.invoke({})));
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => ({ ok: true, payload: '1' })));
  });

  it('writes what it says to the log', async () => {
    const { fn } = open(
      'exports.handler = async () => { console.log("said"); throw new Error("failed"); };',
    );
    await fn.invoke({});
    const log = assembly === undefined ? '' : readFileSync(logOf(assembly), 'utf8');
    expect(log).toMatch(/^said\n\{"function":"Fn",.*"errorMessage":"failed"\}\n$/);
  });
});
