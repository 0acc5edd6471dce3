import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';

/** Who may call a route: holders of a token with this scope. */
export interface TokenAccess {
  readonly authorizer: IHttpRouteAuthorizer;
  readonly scope: string;
}
