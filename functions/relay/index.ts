import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { publish } from '../../shared/events/publish.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { relay } from './handler.ts';

const bus = new EventBridgeClient();
const queues = new SQSClient();
const busName = environment('BUS_NAME');
const QueueUrl = environment('UNREADABLE_QUEUE_URL');

export const handler = relay({
  publish: (entries) => publish(bus, busName, entries),
  setAside: async (record) => {
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(record) }));
  },
});
