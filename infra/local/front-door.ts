import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The server that the world talks to: the template's API, and the controls under `/_local`. */
export interface FrontDoor {
  readonly url: string;
  /** Answers 503 from now on and settles when the requests under way have been answered. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** How long a request under way may still take when the host stops. */
const DRAIN_MS = 5_000;

/** @param port 0 for any that is free. */
export async function openFrontDoor(
  port: number,
  { control, gateway }: { control: Hono; gateway: Hono },
): Promise<FrontDoor> {
  let isDraining = false;
  let underWay = 0;
  let whenEmpty = () => {};

  const app = new Hono();
  app.use(async (context, next) => {
    if (isDraining) {
      context.header('connection', 'close');
      context.header('retry-after', '1');
      return context.json({ message: 'Service Unavailable' }, 503);
    }
    underWay += 1;
    try {
      await next();
      return undefined;
    } finally {
      underWay -= 1;
      if (isDraining) context.header('connection', 'close');
      if (underWay === 0) whenEmpty();
    }
  });
  app.route('/', control);
  app.mount('/', gateway.fetch);

  const server = await listen(app, port);
  return {
    url: server.url,
    drain: async () => {
      isDraining = true;
      if (underWay === 0) return;
      await new Promise<void>((done) => {
        whenEmpty = done;
        setTimeout(done, DRAIN_MS).unref();
      });
    },
    close: () =>
      new Promise((closed) => {
        server.http.close(() => closed());
        if ('closeAllConnections' in server.http) server.http.closeAllConnections();
      }),
  };
}

function listen(app: Hono, port: number): Promise<{ http: ServerType; url: string }> {
  return new Promise((listening, failed) => {
    const http = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
      listening({ http, url: `http://127.0.0.1:${address.port}` });
    });
    http.once('error', failed);
  });
}
