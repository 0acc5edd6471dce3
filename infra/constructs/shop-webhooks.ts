import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ContactKey } from './contact-key.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';
import { ShopSecrets } from './shop-secrets.ts';

export interface ShopWebhooksProps {
  readonly api: PublicApi;
  readonly bus: EventBus;
  readonly memberKey: KeptKey;
  readonly contactKey: ContactKey;
  /** Ids of the shops. */
  readonly shops: readonly string[];
}

/** Takes in what shops post: verified, put on the bus, acknowledged. */
export class ShopWebhooks extends Construct {
  readonly secrets: ShopSecrets;

  constructor(scope: Construct, id: string, deployment: Deployment, props: ShopWebhooksProps) {
    super(scope, id);
    const { api, bus, memberKey, contactKey } = props;
    const secrets = new ShopSecrets(this, 'Secrets', deployment.stage, props.shops);
    this.secrets = secrets;
    const webhooks = new NodeFunction(this, 'Webhooks', deployment, {
      name: 'webhooks',
      description: 'verifies what shops post and puts it on the bus',
      environment: {
        BUS_NAME: bus.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        CONTACT_KEY_ID: contactKey.keyId,
        SHOP_SECRET_PREFIX: secrets.prefix,
      },
      // A shop waits for the answer, and it is the processor that a cold start waits for.
      memorySize: 1024,
    });
    bus.publishedBy(webhooks);
    memberKey.readBy(webhooks);
    contactKey.sealedWithBy(webhooks);
    secrets.readBy(webhooks);
    for (const route of api.serve(['POST /webhooks/{shop}'], webhooks)) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Shops hold no token: the function verifies the signature over the raw body.',
      });
    }
  }
}
