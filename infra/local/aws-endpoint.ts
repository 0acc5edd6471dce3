import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AwsCall, AwsError } from './aws-call.ts';

/** Where functions find AWS: a server on loopback that speaks its JSON protocols. */
export interface AwsEndpoint {
  readonly url: string;
  /** Begins to answer these calls: before any function is called. */
  serve(calls: ReadonlyMap<string, AwsCall>): void;
  close(): Promise<void>;
}

/** Opens the endpoint, so that its address can stand in what functions are configured with. */
export async function openAwsEndpoint(): Promise<AwsEndpoint> {
  let calls: ReadonlyMap<string, AwsCall> | undefined;
  const server = createServer((request, response) => {
    answer(request, response, calls ?? new Map()).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port on loopback');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (answered) => {
      calls = answered;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  calls: ReadonlyMap<string, AwsCall>,
): Promise<void> {
  const body = await readBody(request);
  const target = request.headers['x-amz-target'];
  const name = typeof target === 'string' ? target : `${request.method} ${request.url}`;
  const { status, answered } = await perform(calls.get(name), name, body);
  response.writeHead(status, {
    'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(answered));
}

async function perform(
  call: AwsCall | undefined,
  name: string,
  body: string,
): Promise<{ status: number; answered: unknown }> {
  try {
    if (call === undefined) {
      throw new AwsError('UnknownOperationException', `Perch on one machine has no ${name}`);
    }
    return { status: 200, answered: await call(JSON.parse(body)) };
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault;
    return fault instanceof AwsError
      ? { status: 400, answered: { __type: fault.type, message: fault.message } }
      : { status: 500, answered: { __type: 'InternalFailure', message: fault.message } };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
