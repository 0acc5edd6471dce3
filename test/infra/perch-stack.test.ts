import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/bundle.ts';
import { contracts } from '../../infra/openapi.ts';
import {
  AGENDA_INDEX,
  HISTORY_INDEX,
  ROSTER_INDEX,
  TABLE_KEYS,
  TTL_ATTRIBUTE,
} from '../../shared/table/keys.ts';
import { type Reference, Synthesized, target } from './synthesized.ts';

const stack = new Synthesized('production');

interface Lambda {
  readonly Timeout: number;
  readonly LoggingConfig: { readonly LogGroup: Reference };
}

interface Queue {
  readonly VisibilityTimeout?: number;
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: Reference };
}

interface Mapping {
  readonly EventSourceArn: Reference;
  readonly FunctionName: Reference;
  readonly ScalingConfig?: { readonly MaximumConcurrency: number };
  readonly DestinationConfig?: { readonly OnFailure: { readonly Destination: Reference } };
}

interface Rule {
  readonly EventBusName?: Reference;
  readonly Targets: readonly {
    readonly Arn: Reference;
    readonly DeadLetterConfig?: { readonly Arn: Reference };
  }[];
}

interface Alarm {
  readonly MetricName: string;
  readonly Threshold: number;
  readonly Dimensions: readonly { readonly Value: Reference }[];
  readonly AlarmActions: readonly Reference[];
}

const lambdas = stack.all<Lambda>('AWS::Lambda::Function');
const queues = stack.all<Queue>('AWS::SQS::Queue');
const mappings = stack
  .all<Mapping>('AWS::Lambda::EventSourceMapping')
  .map(([, mapping]) => mapping);
const queueMappings = mappings.filter(
  (mapping) => stack.at(mapping.EventSourceArn).Type === 'AWS::SQS::Queue',
);
const streamMappings = mappings.filter((mapping) => !queueMappings.includes(mapping));
/** Of the rules on our own bus, over which no personal data go. */
const ruleTargets = stack
  .all<Rule>('AWS::Events::Rule')
  .filter(([, rule]) => rule.EventBusName !== undefined)
  .flatMap(([, rule]) => rule.Targets);
const alarms = stack.all<Alarm>('AWS::CloudWatch::Alarm');

const environmentOf = (name: string) => stack.function(name).variables;

describe('what is deployed', () => {
  test('needs no custom resource, which one machine could not host', () => {
    expect(stack.types.filter((type) => /^Custom::|CustomResource$/.test(type))).toEqual([]);
  });

  test('runs every function on arm64 Node 24 with a log of its own that is not kept for ever', () => {
    expect(lambdas).toHaveLength(Object.keys(functions).length);
    for (const [id, lambda] of lambdas) {
      expect(lambda, id).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(stack.at(lambda.LoggingConfig.LogGroup).Type).toBe('AWS::Logs::LogGroup');
    }
    for (const [id, log] of stack.all('AWS::Logs::LogGroup')) {
      expect(log, id).toMatchObject({ RetentionInDays: 30 });
    }
  });

  test('keeps the table, with its keys and indexes as the code spells them', () => {
    const table = stack.at(environmentOf('ledger').TABLE_NAME);
    const keySchema = ({ partition, sort }: { partition: string; sort: string }) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    expect(table.Properties).toMatchObject({
      KeySchema: keySchema(TABLE_KEYS),
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
      GlobalSecondaryIndexes: [HISTORY_INDEX, ROSTER_INDEX, AGENDA_INDEX].map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
      })),
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
    expect(table.DeletionPolicy).toBe('Retain');
  });

  test('keeps the key of the member ids as long as the table', () => {
    const memberKey = stack.at(environmentOf('webhooks').MEMBER_KEY_SECRET_ID);
    expect(memberKey.Properties).toMatchObject({ GenerateSecretString: { PasswordLength: 64 } });
    expect(memberKey.DeletionPolicy).toBe('Retain');
  });

  test('keeps the key of the draws, which published commitments are to', () => {
    const drawKey = stack.at(environmentOf('draws').DRAW_KEY_SECRET_ID);
    expect(drawKey.Properties).toMatchObject({ GenerateSecretString: { PasswordLength: 64 } });
    expect(drawKey.DeletionPolicy).toBe('Retain');
    expect(drawKey).not.toBe(stack.at(environmentOf('draws').MEMBER_KEY_SECRET_ID));
  });

  test('names one secret per shop by the prefix that the webhooks function is told', () => {
    const names = stack
      .all<{ Name?: string }>('AWS::SecretsManager::Secret')
      .flatMap(([, secret]) => secret.Name ?? []);
    const prefix = environmentOf('webhooks').SHOP_SECRET_PREFIX;
    expect(prefix).toBe('perch-production/shops/');
    expect(names).toEqual([`${prefix}birdhouse-coffee`, `${prefix}birdhouse-tea`]);
  });
});

describe('what cannot be done', () => {
  test('lands in a dead-letter queue, alone, whichever queue feeds a function', () => {
    expect(queueMappings.length).toBeGreaterThanOrEqual(5);
    for (const mapping of queueMappings) {
      expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
      expect(mapping.ScalingConfig?.MaximumConcurrency).toBeGreaterThan(1);
      expect(stack.at(mapping.EventSourceArn).Properties).toMatchObject({
        RedrivePolicy: { maxReceiveCount: 10 },
      });
    }
  });

  test('stays hidden from a second worker for six times as long as a function may take', () => {
    for (const mapping of queueMappings) {
      const { VisibilityTimeout } = stack.at(mapping.EventSourceArn).Properties as Queue;
      const { Timeout } = stack.at(mapping.FunctionName).Properties as Lambda;
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
    }
  });

  test('leaves a rule only for a queue, and has a dead-letter queue on the way', () => {
    expect(ruleTargets.length).toBeGreaterThan(0);
    for (const rule of ruleTargets) {
      expect(stack.at(rule.Arn).Type).toBe('AWS::SQS::Queue');
      expect(stack.at(rule.DeadLetterConfig?.Arn).Type).toBe('AWS::SQS::Queue');
    }
  });

  test('in the stream is tried again only so often and so long, and then told of in a queue', () => {
    expect(streamMappings).toHaveLength(1);
    for (const mapping of streamMappings) {
      expect(mapping).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 100,
        MaximumRecordAgeInSeconds: 43_200,
      });
      expect(stack.at(mapping.DestinationConfig?.OnFailure.Destination).Type).toBe(
        'AWS::SQS::Queue',
      );
    }
  });

  test('wakes the operator: every queue that feeds no function alarms on its first message', () => {
    const fed = new Set(queueMappings.map((mapping) => target(mapping.EventSourceArn)));
    const unfed = queues.map(([id]) => id).filter((id) => !fed.has(id));
    const watched = alarms
      .map(([, alarm]) => alarm)
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
      .filter(({ Threshold }) => Threshold === 1)
      .map(({ Dimensions }) => target(Dimensions[0]?.Value));
    expect(watched.toSorted()).toEqual(unfed.toSorted());
    for (const rule of ruleTargets) expect(watched).toContain(target(rule.DeadLetterConfig?.Arn));
  });

  test('is told to the operator on one encrypted topic, on which CloudWatch may publish', () => {
    const topic = stack.one<{ KmsMasterKeyId: Reference }>('AWS::SNS::Topic');
    expect(stack.at(topic.KmsMasterKeyId).Type).toBe('AWS::KMS::Key');
    for (const [id, alarm] of alarms) {
      expect(alarm.AlarmActions.map(target), id).toEqual([topic.id]);
    }
    const policy = stack.one<{ PolicyDocument: { Statement: unknown } }>('AWS::SNS::TopicPolicy');
    expect(policy.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Action: 'sns:Publish',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });

  test('is not left to asynchronous invocations: only the gateway may call a function', () => {
    const callers = stack.all<{ Principal: string }>('AWS::Lambda::Permission');
    expect(new Set(callers.map(([, { Principal }]) => Principal))).toEqual(
      new Set(['apigateway.amazonaws.com']),
    );
  });
});

describe('the HTTP API', () => {
  const routes = stack
    .all<Record<string, unknown>>('AWS::ApiGatewayV2::Route')
    .map(([, route]) => [route.RouteKey, route.AuthorizationType, route.AuthorizationScopes]);

  test('asks for a token with the scope that each route’s contract names', () => {
    const wanted = contracts
      .flatMap((area) => Object.entries(area))
      .map(([key, { scope }]) => [key, 'JWT', [`perch/${scope}`]]);
    const guarded = routes.filter(([, type]) => type === 'JWT');
    expect(guarded.toSorted()).toEqual(wanted.toSorted());
  });

  test('asks for no token where signatures speak: of shops, and of links in messages', () => {
    const open = routes.filter(([, type]) => type !== 'JWT').map(([key]) => String(key));
    for (const key of open)
      expect(key).toMatch(/^(POST \/webhooks|GET \/unsubscribe|POST \/unsubscribe)\//);
    expect(open).toContain('POST /webhooks/{shop}');
  });

  test('is throttled, and logs neither addresses nor paths nor query strings', () => {
    const stage = stack.one<{ AccessLogSettings: { Format: string } }>('AWS::ApiGatewayV2::Stage');
    expect(stage).toMatchObject({
      DefaultRouteSettings: { ThrottlingBurstLimit: 1000, ThrottlingRateLimit: 500 },
    });
    const { Format } = stage.AccessLogSettings;
    expect(Object.values(JSON.parse(Format))).toContain('$context.requestId');
    expect(Format).not.toMatch(/identity|sourceIp|userAgent|path|query|claims/i);
  });

  test('takes tokens that the user pool issued to its machine client', () => {
    const authorizer = stack.one<{ JwtConfiguration: { Audience: Reference[] } }>(
      'AWS::ApiGatewayV2::Authorizer',
    );
    expect(stack.at(authorizer.JwtConfiguration.Audience[0]).Properties).toMatchObject({
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['perch/read', 'perch/write', 'perch/operate'],
    });
  });
});
