import { randomBytes, randomUUID } from 'node:crypto';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import type { HostedTemplate } from './template.ts';

/** The issuer of one machine: it stands in for the user pool that the template's authorizer names. */
export interface TokenIssuer {
  /** A bearer token for these scopes, good for an hour by the host's clock. */
  issue(scopes: readonly string[]): Promise<{ token: string; expiresAt: string }>;
  /** A token's claims, or `undefined` when it is not valid now for this issuer and audience. */
  verify(token: string, expected: Expected): Promise<JWTPayload | undefined>;
}

/** What an authorizer asks of a token. */
export interface Expected {
  readonly issuer: string;
  readonly audience: readonly string[];
}

const LIFETIME_SECONDS = 3_600;
const KEY = 'token-key';

export function openIssuer(template: HostedTemplate, journal: Journal, clock: Clock): TokenIssuer {
  const key = Buffer.from(signingKey(journal), 'base64');
  const [authorizer] = template.ofType('AWS::ApiGatewayV2::Authorizer');
  const issued: Expected = {
    issuer: authorizer?.properties.JwtConfiguration.Issuer ?? 'perch-local',
    audience: authorizer?.properties.JwtConfiguration.Audience ?? ['perch-local'],
  };
  return {
    issue: async (scopes) => {
      const now = Math.floor(clock.now() / 1_000);
      const expires = now + LIFETIME_SECONDS;
      // An access token of Cognito has no audience: it names the client that it was given to.
      const claims = {
        token_use: 'access',
        client_id: issued.audience[0],
        scope: scopes.join(' '),
      };
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issued.issuer)
        .setSubject('perch-local')
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(key);
      return { token, expiresAt: new Date(expires * 1_000).toISOString() };
    },
    verify: async (token, { issuer, audience }) => {
      try {
        const currentDate = new Date(clock.now());
        const { payload } = await jwtVerify(token, key, { issuer, currentDate });
        const isFor = [payload.aud ?? [], payload.client_id].flat();
        return isFor.some((name) => audience.includes(String(name))) ? payload : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Kept in the journal, so that a token outlives a restart. */
function signingKey(journal: Journal): string {
  const kept = journal.readSetting(KEY);
  if (kept !== undefined) return kept;
  const made = randomBytes(32).toString('base64');
  journal.writeSetting(KEY, made);
  return made;
}
