import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { touched } from '../../shared/events/shop-events.ts';
import type { ContactKey } from './contact-key.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import { NodeFunction } from './node-function.ts';
import type { ShopSecrets } from './shop-secrets.ts';
import { WorkQueue } from './work-queue.ts';

export interface ShopReaderProps {
  readonly bus: EventBus;
  readonly memberKey: KeptKey;
  readonly contactKey: ContactKey;
  readonly secrets: ShopSecrets;
}

/** Asks shops for what their webhooks only name, and tells the bus as the webhooks would have. */
export class ShopReader extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ShopReaderProps) {
    super(scope, id);
    const { bus, memberKey, contactKey, secrets } = props;
    const touches = new WorkQueue(this, 'Touches', deployment, {
      holds: 'Orders and subscriptions that their shops are to be asked for',
      // What waits for a shop to answer is sent again each time, and so never older than that.
      lateAfter: Duration.hours(1),
    });
    const reader = new NodeFunction(this, 'Reader', deployment, {
      name: 'ask-shop',
      description: 'asks shops for what they only named',
      environment: {
        BUS_NAME: bus.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        CONTACT_KEY_ID: contactKey.keyId,
        SHOP_SECRET_PREFIX: secrets.prefix,
        // Each kind of shop has its own address; one machine says where its own shops are.
        SHOP_API_URL: '',
        OWN_QUEUE_URL: touches.queue.queueUrl,
      },
      sendsToItself: true,
    });
    bus.publishedBy(reader);
    memberKey.readBy(reader);
    contactKey.sealedWithBy(reader);
    secrets.readBy(reader);
    reader.may(['sqs:SendMessage'], [touches.queue.queueArn]);

    // Ten questions at once at the most, for shops count them. Shops name one order several times in
    // a row: what gathers for a moment is asked for once.
    touches.feed(reader, { batchSize: 5, concurrency: 2, gatherFor: Duration.seconds(2) });
    bus.deliver<object>('AskShops', { events: touched, to: touches });
  }
}
