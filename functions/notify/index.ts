import { join } from 'node:path';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { byEmail } from '../../shared/channels/email.ts';
import { openGate } from '../../shared/channels/gate.ts';
import type { Carry, OutsideChannel } from '../../shared/channels/letter.ts';
import { byText } from '../../shared/channels/text-message.ts';
import { dataKeys } from '../../shared/contact/data-keys.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment, optionalEnvironment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { notify } from './handler.ts';

const dynamoDb = new DynamoDBClient();
const table = dynamoDbTable(dynamoDb, environment('TABLE_NAME'));
const program = readProgram(join(__dirname, 'program.json'));
const metrics = new Metrics({ namespace: 'Perch' });

const carriers: Partial<Record<OutsideChannel, Carry>> = {};
const from = optionalEnvironment('MAIL_SENDER');
if (from !== undefined) {
  const configurationSet = environment('MAIL_CONFIGURATION_SET');
  carriers.email = byEmail(new SESv2Client(), { from, configurationSet });
}
const identity = optionalEnvironment('SMS_ORIGIN');
if (identity !== undefined) {
  const configurationSet = environment('SMS_CONFIGURATION_SET');
  carriers.sms = byText(new PinpointSMSVoiceV2Client(), { identity, configurationSet });
}

const counted = { sent: 'MessagesSent', held: 'MessagesHeld', dropped: 'MessagesDropped' } as const;

const gate = openGate({
  table,
  keys: dataKeys(dynamoDb, new KMSClient(), {
    tableName: environment('DATA_KEYS_TABLE_NAME'),
    wrappingKeyId: environment('WRAPPING_KEY_ID'),
  }),
  program,
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
  carriers,
  apiUrl: environment('API_URL'),
  measure: (state) => {
    if (state === 'sending') return;
    metrics.addMetric(counted[state], MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  },
});

export const handler = notify({
  table,
  program,
  gate,
  channels: new Set(Object.keys(carriers) as OutsideChannel[]),
});
