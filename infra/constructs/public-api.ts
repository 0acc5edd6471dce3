import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiRoute } from '../../shared/lambda/api-route.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Deployment } from './deployment.ts';
import type { NodeFunction } from './node-function.ts';
import type { TokenAccess } from './token-access.ts';

/** A route as the gateway and the handlers spell it, such as `GET /v1/members/{member}`. */
export type Route = `${keyof typeof HttpMethod} /${string}`;

/** The routes that a function's `contract.ts` names. */
type Contract = Readonly<Record<string, Pick<ApiRoute, 'scope'>>>;

/**
 * What is logged of each request. The route, not the path, for paths name members; no address and
 * no query string.
 */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestedAt: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
};

/** The one way in over HTTP. */
export class PublicApi extends Construct {
  readonly #api: HttpApi;

  constructor(scope: Construct, id: string, { stage, alarms }: Deployment) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', {
      apiName: `perch-${stage.name}`,
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      autoDeploy: true,
      // Far above what shops send, and far below what would use up an account's concurrency.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            retention: RetentionDays.ONE_MONTH,
            removalPolicy: stage.removalPolicy,
          }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    alarms.watch(this, 'Failing', {
      metric: this.#api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      atLeast: 5,
      description: 'At least five requests in five minutes were answered with a server error.',
    });
  }

  get url(): string {
    return this.#api.apiEndpoint;
  }

  /** Serves a function's contract, each route to holders of a token with the scope it asks for. */
  serveContract(contract: Contract, by: NodeFunction, tokens: ApiTokens): void {
    const routes = Object.keys(contract) as Route[];
    const scopes = new Set(Object.values(contract).map(({ scope }) => scope));
    for (const scope of scopes) {
      const ofScope = routes.filter((route) => contract[route]?.scope === scope);
      this.serve(ofScope, by, tokens.scopedTo(scope));
    }
  }

  /** Serves routes from a function; without `access` anyone may call them. */
  serve(routes: readonly Route[], by: NodeFunction, access?: TokenAccess): readonly HttpRoute[] {
    const integration = new HttpLambdaIntegration(`${by.node.id}Integration`, by, {
      // A permission for the API, not one for each route: a stack holds 500 resources and no more.
      scopePermissionToRoute: false,
    });
    return routes.flatMap((route) => {
      const [method, path] = route.split(' ');
      if (method === undefined || path === undefined) throw new Error(`${route} is no route`);
      return this.#api.addRoutes({
        methods: [HttpMethod[method as keyof typeof HttpMethod]],
        path,
        integration,
        ...(access === undefined
          ? {}
          : { authorizer: access.authorizer, authorizationScopes: [access.scope] }),
      });
    });
  }
}
