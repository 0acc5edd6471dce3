import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Scope } from '../../shared/lambda/api-route.ts';
import type { Stage } from '../stages.ts';
import type { TokenAccess } from './token-access.ts';

/** What a token may be for. In tokens a scope is spelled `perch/read`. */
const scopes: Readonly<Record<Scope, string>> = {
  read: 'See members and what they have',
  write: 'Act for members',
  operate: 'Correct, export and erase',
};

const RESOURCE_SERVER = 'perch';

/** Issues the tokens with which a brand's own systems call the API; no person signs in here. */
export class ApiTokens extends Construct {
  /** The client of the brand's own systems, which gets tokens by its id and secret. */
  readonly client: UserPoolClient;
  /** Where a client gets its tokens. */
  readonly tokenUrl: string;
  readonly #authorizer: HttpUserPoolAuthorizer;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      userPoolName: `perch-${stage.name}`,
      selfSignUpEnabled: false,
      accountRecovery: AccountRecovery.NONE,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 16,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      deletionProtection: stage.isProtected,
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The Plus plan protects sign-ins of people; this pool has machine clients only.',
    });

    const server = pool.addResourceServer('Api', {
      identifier: RESOURCE_SERVER,
      scopes: Object.entries(scopes).map(
        ([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription }),
      ),
    });
    this.client = pool.addClient('Systems', {
      generateSecret: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: Object.keys(scopes).map((name) => OAuthScope.custom(`${RESOURCE_SERVER}/${name}`)),
      },
      accessTokenValidity: Duration.hours(1),
    });
    this.client.node.addDependency(server);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `perch-${stage.name}-${Aws.ACCOUNT_ID}` },
    });
    this.tokenUrl = `${domain.baseUrl()}/oauth2/token`;
    this.#authorizer = new HttpUserPoolAuthorizer('Tokens', pool, {
      userPoolClients: [this.client],
    });
  }

  /** Access for holders of a token with that scope. */
  scopedTo(scope: Scope): TokenAccess {
    return { authorizer: this.#authorizer, scope: `${RESOURCE_SERVER}/${scope}` };
  }
}
