import { Construct } from 'constructs';
import { routes } from '../../functions/draws/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface DrawApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly drawKey: KeptKey;
}

/** Draws of prizes: the way in, the drawing, and what it takes to check it. */
export class DrawApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: DrawApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey, drawKey } = props;
    const draws = new NodeFunction(this, 'Draws', deployment, {
      name: 'draws',
      description: 'takes entries of draws, draws them, and shows how',
      environment: {
        TABLE_NAME: table.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        DRAW_KEY_SECRET_ID: drawKey.secretId,
      },
      // A month's list is read and sorted as a whole.
      memorySize: 1769,
    });
    table.usedBy(draws, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    memberKey.readBy(draws);
    drawKey.readBy(draws);
    api.serveContract(routes, draws, tokens);
  }
}
