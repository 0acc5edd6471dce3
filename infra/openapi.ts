import * as z from 'zod/mini';
import { routes as activities } from '../functions/activities/contract.ts';
import { routes as claims } from '../functions/claims/contract.ts';
import { routes as coupons } from '../functions/coupons/contract.ts';
import { routes as draws } from '../functions/draws/contract.ts';
import { routes as leaderboard } from '../functions/leaderboard/contract.ts';
import { routes as members } from '../functions/members/contract.ts';
import { routes as operations } from '../functions/operations/contract.ts';
import { routes as preferences } from '../functions/preferences/contract.ts';
import { routes as privacy } from '../functions/privacy/contract.ts';
import { routes as program } from '../functions/program/contract.ts';
import { routes as redemptions } from '../functions/redemptions/contract.ts';
import { routes as tasks } from '../functions/tasks/contract.ts';
import type { ApiRoute } from '../shared/lambda/api-route.ts';

/** What the functions behind the API answer, area by area. */
export const contracts: readonly Readonly<Record<string, ApiRoute>>[] = [
  members,
  preferences,
  privacy,
  claims,
  redemptions,
  coupons,
  activities,
  operations,
  tasks,
  draws,
  leaderboard,
  program,
];

/**
 * The API's document (OpenAPI 3.1), made from the very schemas that check requests. It is kept in
 * `infra/openapi.json`; a test fails when that copy is stale, and `npx vitest run -u` renews it.
 */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = { '/webhooks/{shop}': webhooks };
  for (const [key, route] of contracts.flatMap((routes) => Object.entries(routes))) {
    const [method = '', path = ''] = key.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Perch',
      version: '1',
      description: 'Points, tiers and rewards of a brand’s members.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}

/** RFC 9457. */
const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence that says what to mend.' },
  },
  required: ['type', 'title', 'status', 'detail'],
};

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const webhooks = {
  post: {
    summary: 'Take a shop’s signed delivery. Repeats are accepted and change nothing.',
    parameters: [{ name: 'shop', in: 'path', required: true, schema: { type: 'string' } }],
    requestBody: { required: true, content: { 'application/json': { schema: {} } } },
    responses: {
      200: { description: 'The hello of a new WooCommerce webhook.' },
      202: { description: 'What the delivery tells is on the bus.' },
      400: refusal('Not what that kind of shop sends.'),
      401: refusal('A wrong signature, or a signed time out of tolerance.'),
      404: refusal('No such shop.'),
      413: refusal('A body of more than 1 MiB.'),
    },
  },
};

const described = { 200: 'OK', 201: 'Created', 202: 'Accepted' } as const;

function operation(route: ApiRoute): object {
  return {
    summary: route.summary,
    security: [{ token: [`perch/${route.scope}`] }],
    parameters: [
      ...parameters(route.path, 'path'),
      ...parameters(route.query, 'query'),
      ...parameters(route.headers, 'header'),
    ],
    ...requestBody(route),
    responses: {
      [route.status ?? 200]: {
        description: described[route.status ?? 200],
        content: { 'application/json': { schema: schemaOf(route.answer) } },
      },
      400: refusal('A part of the request cannot be read.'),
      401: { description: 'No valid token.' },
      403: { description: 'The token lacks the scope.' },
      ...Object.fromEntries(
        Object.entries({ 404: 'There is no such thing.', ...route.refusals }).map(
          ([status, description]) => [status, refusal(description)],
        ),
      ),
      503: refusal('Too busy just now; `Retry-After` says when to send the same again.'),
    },
  };
}

function requestBody({ body, goodBody = body }: ApiRoute): { requestBody?: object } {
  if (goodBody === undefined) return {};
  const content = { 'application/json': { schema: schemaOf(goodBody) } };
  return { requestBody: { required: true, content } };
}

function parameters(
  schema: z.ZodMiniType | undefined,
  place: 'path' | 'query' | 'header',
): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodMiniType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest;
}
