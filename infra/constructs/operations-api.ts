import { Construct } from 'constructs';
import { routes } from '../../functions/operations/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface OperationsApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Lets operators correct, merge and bring in members. */
export class OperationsApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: OperationsApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey } = props;
    const operations = new NodeFunction(this, 'Operations', deployment, {
      name: 'operations',
      description: 'adjusts points by hand, merges members, imports them',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
      memorySize: 1024,
    });
    table.usedBy(operations, 'GetItem', 'PutItem', 'UpdateItem');
    table.historyReadBy(operations);
    memberKey.readBy(operations);
    api.serveContract(routes, operations, tokens);
  }
}
