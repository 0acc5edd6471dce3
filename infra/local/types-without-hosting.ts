/** Resource types without work on one machine. */
export const typesWithoutHosting: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  // Who may do what: everything here belongs to whoever runs it.
  'AWS::Events::EventBusPolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::ResourcePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  // What is watched and logged: an operator looks at `/_local` and the functions' log instead.
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  // How often an asynchronous call is tried: functions are called by queues, streams and machines.
  'AWS::Lambda::EventInvokeConfig',
  'AWS::StepFunctions::StateMachineVersion',
  // Tokens are signed by a local issuer.
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolResourceServer',
  // Mail and text messages end in the outbox: nothing bounces, and nobody complains or opts out.
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SMSVOICE::ConfigurationSet',
  // Topics carry what is said of deliveries and alarms, of which there are none.
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
]);
