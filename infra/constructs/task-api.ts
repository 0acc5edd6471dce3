import { Construct } from 'constructs';
import { routes } from '../../functions/tasks/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface TaskApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
  readonly table: LoyaltyTable;
}

/** Tells operators what only a person can do, and takes their word that it was done. */
export class TaskApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: TaskApiProps) {
    super(scope, id);
    const { api, tokens, table } = props;
    const tasks = new NodeFunction(this, 'Tasks', deployment, {
      name: 'tasks',
      description: 'lists what a person is to do, and notes that it was done',
      environment: { TABLE_NAME: table.name },
      memorySize: 1024,
    });
    table.usedBy(tasks, 'GetItem', 'Query', 'PutItem');
    table.historyReadBy(tasks);
    api.serveContract(routes, tasks, tokens);
  }
}
