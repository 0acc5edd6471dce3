import { Construct } from 'constructs';
import { routes } from '../../functions/activities/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface ActivityApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Lets a brand's own systems report what members do, and operators approve it. */
export class ActivityApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ActivityApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey } = props;
    const activities = new NodeFunction(this, 'Activities', deployment, {
      name: 'activities',
      description: 'enters what members do besides buying',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
      memorySize: 1024,
    });
    table.usedBy(activities, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    memberKey.readBy(activities);
    api.serveContract(routes, activities, tokens);
  }
}
