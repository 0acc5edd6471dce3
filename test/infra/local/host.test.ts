import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../infra/local/bus.ts';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { JournalInUse } from '../../../infra/local/journal.ts';
import { type FixtureAssembly, feeds, queue, writeAssembly } from './fixture-assembly.ts';

/** What the fixture's functions call AWS with, in place of a bundled SDK. */
const AWS = `
  const aws = async (target, input) => {
    const response = await fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const publish = (DetailType, detail) => aws('AWSEvents.PutEvents', { Entries: [
    { EventBusName: 'perch', Source: 'test', DetailType, Detail: JSON.stringify(detail) },
  ] });`;

/**
 * An order's whole way in small: HTTP -> bus -> queue -> function -> state machine -> bus. An order
 * that is `bad` fails its function for ever; one that is `late` waits fifteen minutes first.
 */
const code = {
  Take: `${AWS} exports.handler = async (event) => {
    await publish('order', JSON.parse(event.body));
    return { statusCode: 202 };
  };`,
  Work: `${AWS} exports.handler = async ({ Records }) => {
    const batchItemFailures = [];
    for (const record of Records) {
      const event = JSON.parse(record.body);
      const order = event.detail ?? event;
      if (order.bad) batchItemFailures.push({ itemIdentifier: record.messageId });
      else if (order.late) await aws('AmazonSQS.SendMessage', {
        QueueUrl: process.env.LATE_URL, DelaySeconds: 900, MessageBody: JSON.stringify({ id: order.id }),
      });
      else await aws('AWSStepFunctions.StartExecution', {
        stateMachineArn: process.env.MACHINE, name: 'order-' + order.id, input: JSON.stringify(order),
      }).catch((fault) => { if (!String(fault).includes('AlreadyExists')) throw fault; });
    }
    return { batchItemFailures };
  };`,
  Grant: 'exports.handler = async (order) => ({ granted: order.id });',
};

const machine = {
  StartAt: 'Grant',
  States: {
    Grant: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'Grant', 'Payload.$': '$' },
      ResultSelector: { 'granted.$': '$.Payload.granted' },
      Next: 'Tell',
    },
    Tell: {
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Parameters: {
        Entries: [
          {
            EventBusName: 'perch',
            Source: 'test',
            DetailType: 'done',
            Detail: { 'id.$': '$.granted' },
          },
        ],
      },
      End: true,
    },
  },
};

const resources = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'perch' } },
  Dead: queue(),
  Orders: queue({ to: 'Dead', after: 2 }),
  Late: queue({ to: 'Dead', after: 2 }),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { 'detail-type': ['order'] },
      Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Orders', 'Arn'] } }],
    },
  },
  FromOrders: feeds('Orders', 'Work', { BatchSize: 10 }),
  FromLate: feeds('Late', 'Work', { BatchSize: 10 }),
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { DefinitionString: JSON.stringify(machine) },
  },
  Work: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Environment: { Variables: { LATE_URL: { Ref: 'Late' }, MACHINE: { Ref: 'Machine' } } },
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'perch', ProtocolType: 'HTTP' } },
  ToTake: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Take', 'Arn'] },
      PayloadFormatVersion: '2.0',
    },
  },
  PostOrder: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'POST /orders',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ToTake' }]] },
    },
  },
};

let assembly: FixtureAssembly;
let data: string;
let host: Host | undefined;
beforeAll(() => {
  assembly = writeAssembly(resources, code);
});
afterAll(() => assembly.discard());
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'perch-host-'));
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  rmSync(data, { recursive: true, force: true });
});

async function start(): Promise<Host> {
  host = await startHost({ assembly: assembly.folder, data });
  return host;
}

const order = (url: string, detail: object) =>
  fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(detail),
  });
const control = async (url: string, path: string, body?: object) => {
  const init = body && { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`${url}/_local/${path}`, init)).json();
};
async function done(url: string): Promise<readonly number[]> {
  const events = (await control(url, 'events?limit=10000')) as BusEvent[];
  return events
    .filter((event) => event['detail-type'] === 'done')
    .map((event) => (event.detail as { id: number }).id);
}
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('one machine', () => {
  it('has done everything that an order sets off once it has settled', async () => {
    const { url } = await start();
    for (const id of range(10)) {
      expect((await order(url, { id })).status).toBe(202);
      await control(url, 'settle', {});
      expect(await done(url)).toHaveLength(id + 1);
    }
    const [first] = (await control(url, 'executions')) as unknown[];
    expect(first).toMatchObject({
      machine: 'Machine',
      name: 'order-0',
      status: 'SUCCEEDED',
      path: ['Grant', 'Tell'],
    });
  });

  it('sets a bad message aside alone, after its attempts', async () => {
    const { url } = await start();
    await Promise.all([order(url, { id: 1 }), order(url, { bad: true }), order(url, { id: 2 })]);
    await control(url, 'settle', {});
    expect([...(await done(url))].sort()).toEqual([1, 2]);
    expect(await control(url, 'queues/Dead')).toHaveLength(1);
  });

  it('lets a delayed message wait until the clock passes its time, over a restart', async () => {
    const first = await start();
    await order(first.url, { id: 1, late: true });
    await control(first.url, 'settle', {});
    expect(await done(first.url)).toEqual([]);
    await first.stop();
    const { url } = await start();
    await control(url, 'clock', { advance: 'PT14M' });
    expect(await done(url)).toEqual([]);
    await control(url, 'clock', { advance: 'PT2M' });
    expect(await done(url)).toEqual([1]);
  });

  it('stops cleanly under way, and loses nothing', async () => {
    const first = await start();
    const answers = range(40).map((id) => order(first.url, { id }));
    await Promise.race(answers);
    await first.stop();
    const settled = await Promise.allSettled(answers);
    const accepted = settled.flatMap((answer, id) =>
      answer.status === 'fulfilled' && answer.value.status === 202 ? [id] : [],
    );
    const { url } = await start();
    await control(url, 'settle', {});
    expect(accepted.length).toBeGreaterThan(0);
    expect(await done(url)).toEqual(expect.arrayContaining(accepted));
  });

  it('has after kill -9 everything that it had acknowledged', async () => {
    const script = join(import.meta.dirname, '../../support/serve.ts');
    const child = spawn(process.execPath, [script, assembly.folder, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const url = String(line).split(' ').at(-1) ?? '';
    const accepted: number[] = [];
    const post = async (id: number) => {
      const answer = await order(url, { id }).catch(() => undefined);
      if (answer?.status === 202) accepted.push(id);
      if (accepted.length === 60) child.kill('SIGKILL');
    };
    const lane = async (first: number) => {
      for (let id = first; child.exitCode === null && !child.killed; id += 4) await post(id);
    };
    await Promise.all(range(4).map(lane));

    const again = await start();
    await control(again.url, 'settle', {});
    expect(accepted.length).toBeGreaterThanOrEqual(60);
    expect(await done(again.url)).toEqual(expect.arrayContaining(accepted));
  });

  it('that is to be warm starts its functions before anyone calls them', async () => {
    const tell = (name: string) => `console.log('${name} is up'); exports.handler = () => {};`;
    const told = writeAssembly({}, { One: tell('One'), Two: tell('Two') });
    host = await startHost({ assembly: told.folder, data, warm: true });
    await expect
      .poll(() => readFileSync(join(data, 'functions.log'), 'utf8'), { timeout: 10_000 })
      .toBe('One is up\nTwo is up\n');
    told.discard();
  });

  it('does not share its folder with another host', async () => {
    await start();
    await expect(startHost({ assembly: assembly.folder, data })).rejects.toThrow(JournalInUse);
    expect(host && (await fetch(`${host.url}/_local/health`)).status).toBe(200);
  });

  it('refuses a template that it cannot host, by name', async () => {
    const odd = writeAssembly({ Beans: { Type: 'AWS::S3::Bucket' } });
    await expect(startHost({ assembly: odd.folder, data })).rejects.toThrow(
      'Beans (AWS::S3::Bucket)',
    );
    odd.discard();
  });
});
