import { afterEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { resolveTemplate, UnhostableTemplate } from '../../../infra/local/template.ts';
import {
  type FixtureAssembly,
  type FixtureResource,
  queue,
  writeAssembly,
} from './fixture-assembly.ts';

const AWS_URL = 'http://127.0.0.1:4000';

let assembly: FixtureAssembly | undefined;
afterEach(() => assembly?.discard());

function resolved(resources: Record<string, FixtureResource>) {
  assembly = writeAssembly(resources, { Fn: 'exports.handler = async () => {};' });
  return resolveTemplate(readAssembly(assembly.folder), AWS_URL);
}

/** The value that a function finds in its environment, where the template says it like this. */
function environmentOf(value: unknown, more: Record<string, FixtureResource> = {}): unknown {
  const template = resolved({
    ...more,
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { X: value } } } },
  });
  return template.ofType('AWS::Lambda::Function')[0]?.properties.Environment?.Variables.X;
}

function refusals(resources: Record<string, FixtureResource>): readonly string[] {
  try {
    resolved(resources);
  } catch (fault) {
    if (fault instanceof UnhostableTemplate) return fault.refusals;
    throw fault;
  }
  return [];
}

const secret = (Name?: string): FixtureResource => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: Name === undefined ? {} : { Name },
});

describe('a template on one machine', () => {
  it('gives a queue an address on loopback', () => {
    expect(environmentOf({ Ref: 'Q' }, { Q: queue() })).toBe(`${AWS_URL}/000000000000/Q`);
  });

  it('gives a resource the name that the template gives it', () => {
    const Q = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'perch-events' } };
    expect(environmentOf({ 'Fn::GetAtt': ['Q', 'QueueName'] }, { Q })).toBe('perch-events');
  });

  it.each<[string, unknown, string]>([
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, 'b']] }, 'a/local/b'],
    [
      'Fn::Sub',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
      { 'Fn::Sub': '${AWS::Partition}-${Q}-${Q.QueueName}-${!Q}' },
      `aws-${AWS_URL}/000000000000/Q-Q-\${Q}`,
    ],
    [
      'Fn::Sub with variables',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
      { 'Fn::Sub': ['${a}', { a: { Ref: 'AWS::AccountId' } }] },
      '000000000000',
    ],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] }, 'b'],
    ['a dotted Fn::GetAtt', { 'Fn::GetAtt': 'Q.Arn' }, 'arn:aws:sqs:local:000000000000:Q'],
  ])('resolves %s', (_, value, expected) => {
    expect(environmentOf(value, { Q: queue() })).toBe(expected);
  });

  it.each<[string, FixtureResource, unknown, string | RegExp]>([
    [
      'a key',
      { Type: 'AWS::KMS::Key' },
      { Ref: 'It' },
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    ],
    [
      'a key',
      { Type: 'AWS::KMS::Key' },
      { 'Fn::GetAtt': ['It', 'Arn'] },
      /^arn:aws:kms:local:000000000000:key\/[0-9a-f-]{36}$/,
    ],
    [
      'a configuration set of mail',
      { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'perch-mail' } },
      { Ref: 'It' },
      'perch-mail',
    ],
    [
      'a configuration set of text messages',
      {
        Type: 'AWS::SMSVOICE::ConfigurationSet',
        Properties: { ConfigurationSetName: 'perch-sms' },
      },
      { Ref: 'It' },
      'perch-sms',
    ],
    ['a topic', { Type: 'AWS::SNS::Topic' }, { Ref: 'It' }, 'arn:aws:sns:local:000000000000:It'],
  ])('gives %s the name that calls take', (_, It, value, expected) => {
    const found = environmentOf(value, { It });
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });

  it('leaves out a property that is AWS::NoValue', () => {
    const Q = { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'AWS::NoValue' } } };
    const [found] = resolved({ Q }).ofType('AWS::SQS::Queue');
    expect(found?.properties).toEqual({});
  });

  it('lets CDK read the name of a secret out of its ARN', () => {
    const arn = { Ref: 'S' };
    const lastOfArn = { 'Fn::Select': [6, { 'Fn::Split': [':', arn] }] };
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['-', lastOfArn] }] });
    const name = { 'Fn::Join': ['-', [part(0), part(1)]] };
    expect(environmentOf(name, { S: secret('perch-local/shops') })).toBe('perch-local/shops');
  });

  it('passes over what makes no difference here, without resolving it', () => {
    const Q = {
      Type: 'AWS::SQS::Queue',
      Properties: { KmsMasterKeyId: { 'Fn::ImportValue': 'elsewhere' }, Tags: [{ Key: 'a' }] },
    };
    expect(refusals({ Q, Role: { Type: 'AWS::IAM::Role' } })).toEqual([]);
  });

  it.each<[string, Record<string, FixtureResource>, string]>([
    [
      'a resource type that it does not know',
      { Beans: { Type: 'AWS::S3::Bucket' } },
      'Beans (AWS::S3::Bucket) is of a type that this host does not know',
    ],
    [
      'a custom resource',
      { Hidden: { Type: 'Custom::LogRetention' } },
      'Hidden (Custom::LogRetention) is of a type that this host does not know',
    ],
    [
      'a property that it does not honour',
      { Q: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } },
      'Q (AWS::SQS::Queue): FifoQueue is not honoured',
    ],
    [
      'a nested property that it does not honour',
      {
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'b' } },
        Q: queue(),
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            EventBusName: { Ref: 'Bus' },
            EventPattern: { source: ['s'] },
            Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Q', 'Arn'] }, InputPath: '$.detail' }],
          },
        },
      },
      'Rule (AWS::Events::Rule): Targets.0.InputPath is not honoured',
    ],
    [
      'a reference to nothing',
      { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Ghost' } } } },
      'Ref Ghost stands for nothing here',
    ],
    [
      'an attribute that stands for nothing',
      {
        Role: { Type: 'AWS::IAM::Role' },
        Bus: {
          Type: 'AWS::Events::EventBus',
          Properties: { Name: { 'Fn::GetAtt': ['Role', 'RoleId'] } },
        },
      },
      'Fn::GetAtt Role.RoleId stands for nothing here',
    ],
    [
      'a function of CloudFormation that it does not have',
      {
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: { 'Fn::If': ['C', 'a', 'b'] } } },
      },
      'Fn::If is not honoured here',
    ],
    [
      'a key that signs',
      { Signing: { Type: 'AWS::KMS::Key', Properties: { KeyUsage: 'SIGN_VERIFY' } } },
      'Signing (AWS::KMS::Key): KeyUsage is not as expected',
    ],
    [
      'a value that it cannot run',
      {
        Table: {
          Type: 'AWS::DynamoDB::GlobalTable',
          Properties: { KeySchema: [], AttributeDefinitions: [], BillingMode: 'PROVISIONED' },
        },
      },
      'Table (AWS::DynamoDB::GlobalTable): BillingMode is not as expected',
    ],
  ])('refuses %s, by name', (_, resources, refusal) => {
    expect(refusals(resources).join('\n')).toContain(refusal);
  });

  it('names everything that it refuses at once', () => {
    expect(
      refusals({
        Beans: { Type: 'AWS::S3::Bucket' },
        Q: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      }),
    ).toHaveLength(2);
  });
});
