import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { awsCalls } from '../../../infra/local/aws-calls.ts';
import { type AwsEndpoint, openAwsEndpoint } from '../../../infra/local/aws-endpoint.ts';
import { type Bus, openBus } from '../../../infra/local/bus.ts';
import { openClock } from '../../../infra/local/clock.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import { openKeys } from '../../../infra/local/keys.ts';
import { openOutbox } from '../../../infra/local/outbox.ts';
import { openQueues, type Queues } from '../../../infra/local/queues.ts';
import { openSecrets } from '../../../infra/local/secrets.ts';
import { openStateMachines } from '../../../infra/local/state-machines.ts';
import { localClient } from '../../../infra/local/table.ts';
import { resolveTemplate } from '../../../infra/local/template.ts';
import { type FixtureAssembly, queue, writeAssembly } from './fixture-assembly.ts';

const resources = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'perch' } },
  Orders: queue(),
  Later: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 60 } },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['perch.shops'], 'detail-type': [{ prefix: 'order.' }] },
      State: 'ENABLED',
      Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Orders', 'Arn'] } }],
    },
  },
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { DefinitionString: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}' },
  },
  ShopSecret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'perch-local/shops/demo-store',
      GenerateSecretString: { GenerateStringKey: 'current', SecretStringTemplate: '{}' },
    },
  },
  MemberKey: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { GenerateSecretString: { GenerateStringKey: 'key', SecretStringTemplate: '{}' } },
  },
};

let assembly: FixtureAssembly;
let journal: Journal;
let endpoint: AwsEndpoint;
let queues: Queues;
let bus: Bus;
let events: EventBridgeClient;
let sqs: SQSClient;
let sfn: SFNClient;
let secretsManager: SecretsManagerClient;

beforeAll(async () => {
  assembly = writeAssembly(resources);
  journal = openJournal(':memory:');
  endpoint = await openAwsEndpoint();
  const read = readAssembly(assembly.folder);
  const template = resolveTemplate(read, endpoint.url);
  const clock = openClock(journal);
  queues = openQueues(template, journal, clock);
  bus = openBus(template, { journal, clock, queues });
  const functions = { all: [], find: () => expect.unreachable() };
  const wiring = { template, journal, clock, functions, bus, queues };
  const machines = openStateMachines({ ...wiring, onEnd: () => {} });
  const shops = { ...read, assets: new Map() };
  const secrets = openSecrets(template, shops);
  const keys = openKeys(template, journal);
  const outbox = openOutbox(journal);
  endpoint.serve(awsCalls({ ...wiring, machines, secrets, keys, outbox }));
  const client = { ...localClient(endpoint.url), maxAttempts: 1 };
  events = new EventBridgeClient(client);
  sqs = new SQSClient(client);
  sfn = new SFNClient(client);
  secretsManager = new SecretsManagerClient(client);
});
afterAll(async () => {
  for (const client of [events, sqs, sfn, secretsManager]) client.destroy();
  await endpoint.close();
  for (const each of queues.all) each.close();
  journal.close();
  assembly.discard();
});

const urlOf = (name: string) => queues.byName(name)?.url ?? '';
const entry = (more: object = {}) => ({
  EventBusName: 'perch',
  Source: 'perch.shops',
  DetailType: 'order.paid',
  Detail: '{"orderId":"1"}',
  ...more,
});

describe('the SDK on one machine', () => {
  it('puts events on the bus, in the envelope of EventBridge, on the queues of matching rules', async () => {
    const Time = new Date('2026-11-01T09:00:00Z');
    const answer = await events.send(
      new PutEventsCommand({
        Entries: [entry({ Time }), entry({ DetailType: 'customer.redact' })],
      }),
    );
    expect(answer.FailedEntryCount).toBe(0);
    const bodies = queues
      .byName('Orders')
      ?.peek(10)
      .map((message) => JSON.parse(message.body));
    expect(bodies).toEqual([
      {
        version: '0',
        id: answer.Entries?.[0]?.EventId,
        'detail-type': 'order.paid',
        source: 'perch.shops',
        account: '000000000000',
        time: '2026-11-01T09:00:00Z',
        region: 'local',
        resources: [],
        detail: { orderId: '1' },
      },
    ]);
    expect(bus.recent(10).map((event) => event['detail-type'])).toEqual([
      'order.paid',
      'customer.redact',
    ]);
  });

  it('is told which entry of a put is malformed', async () => {
    const Entries = [entry({ Detail: 'no json' }), entry()];
    const answer = await events.send(new PutEventsCommand({ Entries }));
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.[0]).toEqual({
      ErrorCode: 'MalformedDetail',
      ErrorMessage: 'Detail is malformed.',
    });
    expect(answer.Entries?.[1]?.EventId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is refused a bus that is not there, and too many entries', async () => {
    const elsewhere = new PutEventsCommand({ Entries: [entry({ EventBusName: 'other' })] });
    await expect(events.send(elsewhere)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const many = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry()) });
    await expect(events.send(many)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('sends messages, whose checksum it verifies, with their delay or that of the queue', async () => {
    const send = (QueueUrl: string, MessageBody: string, DelaySeconds?: number) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody,
          ...(DelaySeconds !== undefined && { DelaySeconds }),
        }),
      );
    const answer = await send(urlOf('Later'), 'ümläut 積分');
    expect(answer.MessageId).toMatch(/^[0-9a-f-]{36}$/);
    await send(urlOf('Later'), 'at once', 0);
    expect(queues.byName('Later')?.counts()).toEqual({ visible: 1, delayed: 1, inFlight: 0 });
  });

  it('sends batches of messages', async () => {
    const Entries = [
      { Id: 'a', MessageBody: '1', DelaySeconds: 900 },
      { Id: 'b', MessageBody: '2' },
    ];
    const batch = new SendMessageBatchCommand({ QueueUrl: urlOf('Orders'), Entries });
    const answer = await sqs.send(batch);
    expect(answer.Successful?.map((sent) => sent.Id)).toEqual(['a', 'b']);
    expect(answer.Failed).toEqual([]);
  });

  it('is refused a queue that is not there, and a delay beyond fifteen minutes', async () => {
    const nowhere = new SendMessageCommand({
      QueueUrl: `${endpoint.url}/000000000000/nowhere`,
      MessageBody: '1',
    });
    await expect(sqs.send(nowhere)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    const late = { QueueUrl: urlOf('Orders'), MessageBody: '1', DelaySeconds: 901 };
    await expect(sqs.send(new SendMessageCommand(late))).rejects.toThrow('DelaySeconds');
  });

  it('starts an execution once under a name', async () => {
    const stateMachineArn = 'arn:aws:states:local:000000000000:stateMachine:Machine';
    const start = (name: string, input = '{}') =>
      sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    const started = await start('fact-1', '{"a":1}');
    expect(started.executionArn).toBe('arn:aws:states:local:000000000000:execution:Machine:fact-1');
    expect(started.startDate).toBeInstanceOf(Date);
    await expect(start('fact-1', '{"a":2}')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await expect(start('no spaces')).rejects.toMatchObject({ name: 'InvalidName' });
    await expect(start('fact-2', 'no json')).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
    });
  });

  it('reads secrets by name and by ARN', async () => {
    const read = (SecretId: string) => secretsManager.send(new GetSecretValueCommand({ SecretId }));
    const byName = await read('perch-local/shops/demo-store');
    expect(byName.Name).toBe('perch-local/shops/demo-store');
    expect((await read(byName.ARN ?? '')).SecretString).toBe(byName.SecretString);
    expect(JSON.parse((await read('MemberKey')).SecretString ?? '')).toEqual({
      key: 'perch-dev-member-key',
    });
    await expect(read('elsewhere')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('is told by name of a call that nobody answers here', async () => {
    const stateMachineArn = 'arn:aws:states:local:000000000000:stateMachine:Machine';
    await expect(sfn.send(new ListExecutionsCommand({ stateMachineArn }))).rejects.toThrow(
      'Perch on one machine has no AWSStepFunctions.ListExecutions',
    );
  });
});
