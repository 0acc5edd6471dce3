import * as z from 'zod';

const structured = z.looseObject({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.optional(
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)),
  ),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/** Statuses that HTTP sends without a body. */
const BODILESS = [204, 205, 304];

/**
 * What the gateway answers to a function's result in payload format 2.0: an object with a
 * `statusCode` is the response; anything else is the body of a 200, as JSON.
 *
 * @param payload the function's result, JSON.
 * @returns `undefined` when the gateway could make nothing of it.
 */
export function gatewayResponse(payload: string): Response | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const text = typeof result === 'string' ? result : payload;
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  }
  const parsed = structured.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = parsed.data;
  const all = new Headers(headers);
  if (!all.has('content-type') && body !== '') all.set('content-type', 'text/plain;charset=UTF-8');
  for (const cookie of cookies) all.append('set-cookie', cookie);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Response(BODILESS.includes(statusCode) ? null : bytes, {
    status: statusCode,
    headers: all,
  });
}
