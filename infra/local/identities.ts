import { createHash } from 'node:crypto';
import type { LocalIdentity } from './intrinsics.ts';

/** The account and region of this machine, as they stand in ARNs. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'local';

/** What a resource is called here, and what it takes to say so. */
interface Named {
  readonly logicalId: string;
  /** The physical name that the template gives, or else the logical id. */
  readonly name: string;
  /** Where this host answers AWS calls, such as `http://127.0.0.1:40001`. */
  readonly awsUrl: string;
}

/** An ARN of this machine. */
export function localArn(service: string, resource: string): string {
  return `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
}

/** The property that holds a resource's physical name, for the types that have one. */
export const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SMSVOICE::ConfigurationSet': 'ConfigurationSetName',
  'AWS::SNS::Topic': 'TopicName',
};

const byId = ({ logicalId }: Named): LocalIdentity => ({ ref: logicalId, attributes: {} });

/**
 * What `Ref` and `Fn::GetAtt` give for a resource, by its type. The queue's address is on loopback,
 * for the SQS client calls the address in it and heeds no other setting.
 */
export const identities: Readonly<Record<string, (named: Named) => LocalIdentity>> = {
  'AWS::DynamoDB::GlobalTable': ({ name }) => ({
    ref: name,
    attributes: {
      Arn: localArn('dynamodb', `table/${name}`),
      StreamArn: localArn('dynamodb', `table/${name}/stream/local`),
    },
  }),
  'AWS::SQS::Queue': ({ name, awsUrl }) => ({
    ref: `${awsUrl}/${LOCAL_ACCOUNT}/${name}`,
    attributes: { Arn: localArn('sqs', name), QueueName: name },
  }),
  'AWS::Events::EventBus': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('events', `event-bus/${name}`), Name: name },
  }),
  'AWS::Events::Rule': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('events', `rule/${name}`) },
  }),
  'AWS::Lambda::Function': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('lambda', `function:${name}`) },
  }),
  'AWS::Scheduler::Schedule': ({ name }) => ({ ref: name, attributes: {} }),
  'AWS::IAM::Role': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('iam', `role/${name}`) },
  }),
  'AWS::StepFunctions::StateMachine': ({ name }) => ({
    ref: localArn('states', `stateMachine:${name}`),
    attributes: { Arn: localArn('states', `stateMachine:${name}`), Name: name },
  }),
  // AWS appends a hyphen and six characters to a secret's name; CDK counts on that when it reads
  // the name out of the ARN.
  'AWS::SecretsManager::Secret': ({ name }) => ({
    ref: localArn('secretsmanager', `secret:${name}-000000`),
    attributes: { Id: localArn('secretsmanager', `secret:${name}-000000`) },
  }),
  'AWS::KMS::Key': ({ logicalId }) => {
    const id = keyId(logicalId);
    return { ref: id, attributes: { Arn: localArn('kms', `key/${id}`), KeyId: id } };
  },
  'AWS::KMS::Alias': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('kms', name) },
  }),
  'AWS::SES::ConfigurationSet': ({ name }) => ({ ref: name, attributes: {} }),
  'AWS::SMSVOICE::ConfigurationSet': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('sms-voice', `configuration-set/${name}`) },
  }),
  'AWS::SNS::Topic': ({ name }) => ({
    ref: localArn('sns', name),
    attributes: { TopicArn: localArn('sns', name), TopicName: name },
  }),
  'AWS::ApiGatewayV2::Api': ({ logicalId, awsUrl }) => ({
    ref: logicalId,
    attributes: { ApiId: logicalId, ApiEndpoint: awsUrl },
  }),
  'AWS::ApiGatewayV2::Stage': byId,
  'AWS::ApiGatewayV2::Integration': byId,
  'AWS::ApiGatewayV2::Route': byId,
  'AWS::ApiGatewayV2::Authorizer': byId,
  'AWS::Cognito::UserPool': byId,
  'AWS::Cognito::UserPoolClient': byId,
  'AWS::Cognito::UserPoolResourceServer': byId,
};

/** A UUID, as KMS gives one, that stays a key's from one start to the next. */
function keyId(logicalId: string): string {
  const hex = createHash('sha256').update(logicalId).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
