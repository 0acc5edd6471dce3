import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that a client made, as it came over the wire. */
export interface AwsCall {
  /** `AWSEvents.PutEvents` and the like. */
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** An answer of the service: an output, or an error by its code. */
export type AwsAnswer = { readonly output: object } | { readonly error: string };

/**
 * Serves AWS's JSON protocol on loopback for as long as `use` runs, so that real clients are tested
 * against real answers.
 *
 * @returns the calls that were made
 */
export async function withAwsEndpoint(
  answer: (call: AwsCall, index: number) => AwsAnswer,
  use: (config: ClientConfig) => Promise<void>,
): Promise<readonly AwsCall[]> {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = {
      operation: String(request.headers['x-amz-target']),
      input: JSON.parse(Buffer.concat(chunks).toString()),
    };
    const given = answer(call, calls.push(call) - 1);
    const [status, body] =
      'output' in given ? [200, given.output] : [400, { __type: given.error, message: 'no' }];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await use({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return calls;
}

export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}
