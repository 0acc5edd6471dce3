import { Construct } from 'constructs';
import { routes } from '../../functions/program/contract.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import { NodeFunction } from './node-function.ts';
import type { PublicApi } from './public-api.ts';

export interface ProgramApiProps {
  readonly api: PublicApi;
  readonly tokens: ApiTokens;
}

/** Tells a brand's own systems the rules that everybody may know. It reads no table. */
export class ProgramApi extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ProgramApiProps) {
    super(scope, id);
    const { api, tokens } = props;
    const program = new NodeFunction(this, 'Program', deployment, {
      name: 'program',
      description: 'tells the rules that everybody may know',
      environment: {},
    });
    api.serveContract(routes, program, tokens);
  }
}
