import { Construct } from 'constructs';
import { routes } from '../../functions/preferences/contract.ts';
import { customerTold } from '../../shared/events/customer-events.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { ContactKey } from './contact-key.ts';
import type { DataKeys } from './data-keys.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';
import { WorkQueue } from './work-queue.ts';

export interface MemberProfilesProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly contactKey: ContactKey;
  readonly dataKeys: DataKeys;
}

/** Keeps what may be known of members' persons: what shops tell, what they choose and agree to. */
export class MemberProfiles extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: MemberProfilesProps) {
    super(scope, id);
    const { api, tokens, bus, table, memberKey, contactKey, dataKeys } = props;
    const profile = new NodeFunction(this, 'Profile', deployment, {
      name: 'profile',
      description: 'opens what shops tell of how to reach customers, and keeps what may be kept',
      environment: {
        TABLE_NAME: table.name,
        CONTACT_KEY_ID: contactKey.keyId,
        ...dataKeys.environment,
      },
    });
    table.usedBy(profile, 'GetItem', 'PutItem');
    contactKey.openedBy(profile);
    dataKeys.madeBy(profile);
    const told = new WorkQueue(this, 'Told', deployment, {
      holds: 'Sealed words of how to reach customers',
    });
    told.feed(profile, { batchSize: 10, concurrency: 10 });
    bus.deliver('Keep', { events: [customerTold], to: told });

    const preferences = new NodeFunction(this, 'Preferences', deployment, {
      name: 'preferences',
      description: 'records what members choose and agree to, and tells what is kept of them',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        ...dataKeys.environment,
      },
      memorySize: 1024,
    });
    table.usedBy(preferences, 'GetItem', 'PutItem');
    memberKey.readBy(preferences);
    dataKeys.madeBy(preferences);
    api.serveContract(routes, preferences, tokens);
  }
}
