import { Construct } from 'constructs';
import { routes } from '../../functions/leaderboard/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { DataKeys } from './data-keys.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface LeaderboardApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly dataKeys: DataKeys;
}

/** Shows who is first, by the names that members chose for it: a function of its own may open them. */
export class LeaderboardApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: LeaderboardApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey, dataKeys } = props;
    const leaderboard = new NodeFunction(this, 'Leaderboard', deployment, {
      name: 'leaderboard',
      description: 'shows who is first, among those who agreed to be shown',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        ...dataKeys.environment,
      },
    });
    table.usedBy(leaderboard, 'GetItem');
    memberKey.readBy(leaderboard);
    dataKeys.readBy(leaderboard);
    api.serveContract(routes, leaderboard, tokens);
  }
}
