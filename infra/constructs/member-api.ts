import { Construct } from 'constructs';
import { routes } from '../../functions/members/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface MemberApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Answers a brand's own systems about its members, and takes the yes to what some are given. */
export class MemberApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: MemberApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey } = props;
    const members = new NodeFunction(this, 'Members', deployment, {
      name: 'members',
      description: 'answers about members: balance, tier, entries, messages',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
      memorySize: 1024,
    });
    table.usedBy(members, 'GetItem', 'Query', 'PutItem');
    table.historyReadBy(members);
    memberKey.readBy(members);
    api.serveContract(routes, members, tokens);
  }
}
