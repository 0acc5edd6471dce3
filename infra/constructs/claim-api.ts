import { Construct } from 'constructs';
import { routes } from '../../functions/claims/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { DataKeys } from './data-keys.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface ClaimApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly dataKeys: DataKeys;
}

/** Lets orders that are nobody's become a member's, and customers members. */
export class ClaimApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ClaimApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey, dataKeys } = props;
    const claims = new NodeFunction(this, 'Claims', deployment, {
      name: 'claims',
      description: 'enters orders for those who prove that they are theirs, or join',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        ...dataKeys.environment,
      },
      memorySize: 1024,
    });
    table.usedBy(claims, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    table.historyReadBy(claims);
    memberKey.readBy(claims);
    // A consent can change what may be kept of a person, which is encrypted.
    dataKeys.madeBy(claims);
    api.serveContract(routes, claims, tokens);
  }
}
