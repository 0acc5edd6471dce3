import * as z from 'zod';

/** How a resource type is read: what is honoured of it, and what makes no difference here. */
interface HostedType {
  /** The properties that the host acts on. Anything else is refused by name. */
  readonly honours: z.ZodObject;
  /** Properties that are rightly without effect on one machine; they are not even resolved. */
  readonly passesOver: readonly string[];
}

function hostedType<const Shape extends z.core.$ZodShape>(type: {
  readonly honours: Shape;
  readonly passesOver: readonly string[];
}) {
  return { honours: z.strictObject(type.honours), passesOver: ['Tags', ...type.passesOver] };
}

const text = z.string().min(1);
const count = z.coerce.number().int().nonnegative();
const attributeType = z.enum(['S', 'N', 'B']);
const keySchema = z.array(
  z.strictObject({ AttributeName: text, KeyType: z.enum(['HASH', 'RANGE']) }),
);
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.optional(z.array(text)),
});

/** Every resource type that this host runs, with the properties that our constructs give it. */
export const hostedTypes = {
  'AWS::DynamoDB::GlobalTable': hostedType({
    honours: {
      TableName: z.optional(text),
      KeySchema: keySchema,
      AttributeDefinitions: z.array(
        z.strictObject({ AttributeName: text, AttributeType: attributeType }),
      ),
      BillingMode: z.literal('PAY_PER_REQUEST'),
      GlobalSecondaryIndexes: z.optional(
        z.array(
          z.object({
            IndexName: text,
            KeySchema: keySchema,
            Projection: projection,
          }),
        ),
      ),
      StreamSpecification: z.optional(
        z.strictObject({
          StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']),
        }),
      ),
    },
    // The engine sweeps nothing, encrypts nothing and has one replica: itself.
    passesOver: ['TimeToLiveSpecification', 'SSESpecification', 'Replicas', 'WarmThroughput'],
  }),
  'AWS::SQS::Queue': hostedType({
    honours: {
      QueueName: z.optional(text),
      DelaySeconds: z.optional(count),
      RedrivePolicy: z.optional(
        z.strictObject({ deadLetterTargetArn: text, maxReceiveCount: count.min(1) }),
      ),
    },
    // A failed message comes back after a short pause, whatever its visibility timeout is.
    passesOver: [
      'VisibilityTimeout',
      'MessageRetentionPeriod',
      'ReceiveMessageWaitTimeSeconds',
      'KmsMasterKeyId',
      'KmsDataKeyReusePeriodSeconds',
      'SqsManagedSseEnabled',
      'RedriveAllowPolicy',
    ],
  }),
  'AWS::Events::EventBus': hostedType({
    honours: { Name: text },
    passesOver: ['KmsKeyIdentifier', 'Description', 'DeadLetterConfig', 'LogConfig'],
  }),
  'AWS::Events::Rule': hostedType({
    honours: {
      Name: z.optional(text),
      /** Absent of rules on the account's own bus, where none of AWS's services speaks here. */
      EventBusName: z.optional(text),
      EventPattern: z.record(z.string(), z.unknown()),
      State: z.optional(z.enum(['ENABLED', 'DISABLED'])),
      Targets: z.array(
        z.strictObject({
          Id: text,
          Arn: text,
          // Putting a message on a queue of this machine does not fail.
          DeadLetterConfig: z.optional(z.unknown()),
          RetryPolicy: z.optional(z.unknown()),
          InputTransformer: z.optional(z.unknown()),
        }),
      ),
    },
    passesOver: ['Description', 'RoleArn'],
  }),
  'AWS::Lambda::Function': hostedType({
    honours: {
      FunctionName: z.optional(text),
      Handler: text,
      Runtime: z.literal('nodejs24.x'),
      Code: z.strictObject({ S3Bucket: z.unknown(), S3Key: text }),
      Environment: z.optional(z.strictObject({ Variables: z.record(z.string(), z.string()) })),
      Timeout: z.optional(count.min(1)),
      MemorySize: z.optional(count),
      ReservedConcurrentExecutions: z.optional(count),
    },
    passesOver: [
      'Architectures',
      'DeadLetterConfig',
      'Description',
      'KmsKeyArn',
      'LoggingConfig',
      'RecursiveLoop',
      'Role',
      'TracingConfig',
    ],
  }),
  'AWS::Lambda::EventSourceMapping': hostedType({
    honours: {
      EventSourceArn: text,
      FunctionName: text,
      BatchSize: z.optional(count.min(1)),
      MaximumBatchingWindowInSeconds: z.optional(count),
      Enabled: z.optional(z.boolean()),
      FunctionResponseTypes: z.optional(z.array(z.literal('ReportBatchItemFailures'))),
      ScalingConfig: z.optional(z.strictObject({ MaximumConcurrency: count.min(2) })),
      FilterCriteria: z.optional(
        z.strictObject({ Filters: z.array(z.strictObject({ Pattern: text })) }),
      ),
      BisectBatchOnFunctionError: z.optional(z.boolean()),
      MaximumRetryAttempts: z.optional(z.coerce.number().int().min(-1)),
      DestinationConfig: z.optional(
        z.strictObject({ OnFailure: z.strictObject({ Destination: text }) }),
      ),
      StartingPosition: z.optional(z.literal('TRIM_HORIZON')),
    },
    // Records do not grow old here, and a shard is read in order.
    passesOver: [
      'KmsKeyArn',
      'MaximumRecordAgeInSeconds',
      'MetricsConfig',
      'ParallelizationFactor',
    ],
  }),
  'AWS::Scheduler::Schedule': hostedType({
    honours: {
      Name: z.optional(text),
      ScheduleExpression: text,
      ScheduleExpressionTimezone: z.optional(text),
      State: z.optional(z.enum(['ENABLED', 'DISABLED'])),
      FlexibleTimeWindow: z.discriminatedUnion('Mode', [
        z.strictObject({ Mode: z.literal('OFF') }),
        z.strictObject({ Mode: z.literal('FLEXIBLE'), MaximumWindowInMinutes: z.int() }),
      ]),
      Target: z.strictObject({
        Arn: text,
        Input: text,
        SqsParameters: z.optional(z.strictObject({})),
        // Whoever may, and whatever fails: what is due is put on this machine's disk at once.
        RoleArn: z.optional(z.unknown()),
        DeadLetterConfig: z.optional(z.unknown()),
        RetryPolicy: z.optional(z.unknown()),
      }),
    },
    passesOver: ['Description', 'KmsKeyArn'],
  }),
  'AWS::StepFunctions::StateMachine': hostedType({
    honours: {
      StateMachineName: z.optional(text),
      DefinitionString: text,
      StateMachineType: z.optional(z.literal('STANDARD')),
    },
    passesOver: [
      'EncryptionConfiguration',
      'LoggingConfiguration',
      'RoleArn',
      'TracingConfiguration',
    ],
  }),
  'AWS::SecretsManager::Secret': hostedType({
    honours: {
      Name: z.optional(text),
      GenerateSecretString: z.optional(
        z.looseObject({
          GenerateStringKey: z.optional(text),
          SecretStringTemplate: z.optional(text),
        }),
      ),
    },
    passesOver: ['Description', 'KmsKeyId', 'ReplicaRegions'],
  }),
  'AWS::KMS::Key': hostedType({
    honours: {
      KeySpec: z.optional(z.enum(['SYMMETRIC_DEFAULT', 'RSA_2048', 'RSA_4096'])),
      KeyUsage: z.optional(z.literal('ENCRYPT_DECRYPT')),
      Enabled: z.optional(z.literal(true)),
    },
    // A development key stays as it is for as long as its data folder does.
    passesOver: [
      'Description',
      'EnableKeyRotation',
      'KeyPolicy',
      'MultiRegion',
      'PendingWindowInDays',
      'RotationPeriodInDays',
    ],
  }),
  'AWS::KMS::Alias': hostedType({
    honours: { AliasName: z.string().startsWith('alias/'), TargetKeyId: text },
    passesOver: [],
  }),
  'AWS::ApiGatewayV2::Api': hostedType({
    honours: { Name: text, ProtocolType: z.literal('HTTP') },
    passesOver: ['Description', 'DisableExecuteApiEndpoint', 'IpAddressType'],
  }),
  'AWS::ApiGatewayV2::Stage': hostedType({
    honours: {
      ApiId: text,
      StageName: z.literal('$default'),
      AutoDeploy: z.optional(z.literal(true)),
    },
    // Throttling is not enforced here, and what the gateway would log is not kept.
    passesOver: ['AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings', 'Description'],
  }),
  'AWS::ApiGatewayV2::Integration': hostedType({
    honours: {
      ApiId: text,
      IntegrationType: z.literal('AWS_PROXY'),
      IntegrationUri: text,
      PayloadFormatVersion: z.literal('2.0'),
      TimeoutInMillis: z.optional(count.min(50)),
    },
    passesOver: ['Description', 'IntegrationMethod'],
  }),
  'AWS::ApiGatewayV2::Route': hostedType({
    honours: {
      ApiId: text,
      RouteKey: text,
      Target: text,
      AuthorizationType: z.optional(z.enum(['NONE', 'JWT'])),
      AuthorizerId: z.optional(text),
      AuthorizationScopes: z.optional(z.array(text)),
    },
    passesOver: ['OperationName'],
  }),
  'AWS::ApiGatewayV2::Authorizer': hostedType({
    honours: {
      ApiId: text,
      AuthorizerType: z.literal('JWT'),
      IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
      JwtConfiguration: z.strictObject({ Audience: z.array(text).min(1), Issuer: text }),
      Name: text,
    },
    passesOver: [],
  }),
} as const satisfies Readonly<Record<string, HostedType>>;

/** The name of a resource type that this host runs. */
export type HostedTypeName = keyof typeof hostedTypes;

/** A hosted resource's properties, resolved and checked. */
export type PropertiesOf<Name extends HostedTypeName> = z.infer<
  (typeof hostedTypes)[Name]['honours']
>;

export function isHostedType(type: string): type is HostedTypeName {
  return Object.hasOwn(hostedTypes, type);
}
