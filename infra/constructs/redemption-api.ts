import { Construct } from 'constructs';
import { routes } from '../../functions/redemptions/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface RedemptionApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Lets a brand's own systems spend points for its members. */
export class RedemptionApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: RedemptionApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey } = props;
    const redemptions = new NodeFunction(this, 'Redemptions', deployment, {
      name: 'redemptions',
      description: 'spends points for members, and calls that off',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
      // Somebody waits for the answer at a checkout.
      memorySize: 1024,
    });
    table.usedBy(redemptions, 'GetItem', 'PutItem', 'UpdateItem');
    memberKey.readBy(redemptions);
    api.serveContract(routes, redemptions, tokens);
  }
}
