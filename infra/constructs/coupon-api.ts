import { Construct } from 'constructs';
import { routes } from '../../functions/coupons/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface CouponApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Lets shops look coupons up and use them. */
export class CouponApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: CouponApiProps) {
    super(scope, id);
    const { api, tokens, table, memberKey } = props;
    const coupons = new NodeFunction(this, 'Coupons', deployment, {
      name: 'coupons',
      description: 'tells what coupons are worth, and marks them used',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
      // Somebody waits for the answer at a checkout.
      memorySize: 1024,
    });
    table.usedBy(coupons, 'GetItem', 'PutItem');
    memberKey.readBy(coupons);
    api.serveContract(routes, coupons, tokens);
  }
}
