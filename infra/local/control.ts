import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Agenda } from './agenda.ts';
import type { Bus } from './bus.ts';
import { type Clock, LAST_INSTANT } from './clock.ts';
import { addDuration } from './duration.ts';
import type { Outbox } from './outbox.ts';
import type { Queues } from './queues.ts';
import type { Schedules } from './schedules.ts';
import { Unsettled } from './settle.ts';
import type { FakeShops } from './shops/fake-shops.ts';
import { shopControls } from './shops/shop-controls.ts';
import type { StateMachines } from './state-machines.ts';
import { travelTo } from './time-travel.ts';
import type { TokenIssuer } from './tokens.ts';

/** What `/_local` shows and moves. */
export interface ControlSpec {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly queues: Queues;
  readonly schedules: Schedules;
  readonly machines: StateMachines;
  readonly outbox: Outbox;
  readonly issuer: TokenIssuer;
  readonly shops: FakeShops;
  readonly settle: () => Promise<void>;
  readonly agenda?: Agenda | undefined;
}

/** A list shows its last this many, unless `?limit=` says otherwise, and never more than the most. */
const SHOWN = 1_000;
const SHOWN_AT_MOST = 10_000;

const clockMove = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);
const tokenRequest = z.strictObject({
  scopes: z
    .array(z.string().regex(/^(perch\/)?[a-z]+$/))
    .min(1)
    .max(10),
});

/**
 * The controls of one machine under `/_local`: what happened, what time it is, and bearer tokens.
 *
 * Lists are arrays, the oldest first.
 */
export function openControl(spec: ControlSpec): Hono {
  const { clock, bus, queues, machines, outbox, issuer } = spec;
  const now = () => ({ now: new Date(clock.now()).toISOString() });
  const app = new Hono().basePath('/_local');

  app.get('/health', (context) => context.json({ status: 'ok', ...now() }));
  app.get('/clock', (context) => context.json(now()));
  app.post('/clock', async (context) => {
    const move = clockMove.safeParse(await readJson(context));
    const instant = move.success ? targetOf(move.data, clock.now()) : undefined;
    if (instant === undefined || instant < clock.now() || instant > LAST_INSTANT) {
      const example = '{"advance":"P30D"} or {"now":"2027-01-01T00:00:00Z"}';
      return problem(context, 400, `The clock moves forward only: ${example}.`);
    }
    await travelTo(instant, spec);
    return context.json(now());
  });
  app.post('/settle', async (context) => {
    await spec.settle();
    return context.json({ settled: true, ...now() });
  });
  app.get('/outbox', (context) => context.json(outbox.recent(limitOf(context))));
  app.get('/events', (context) => context.json(bus.recent(limitOf(context))));
  app.get('/executions', (context) => context.json(machines.recentExecutions(limitOf(context))));
  app.get('/queues', (context) =>
    context.json(queues.all.map((queue) => ({ name: queue.name, ...queue.counts() }))),
  );
  app.get('/queues/:name', (context) => {
    const queue = queues.byName(context.req.param('name'));
    if (queue === undefined) return problem(context, 404, 'There is no queue of that name.');
    const messages = queue.peek(limitOf(context));
    return context.json(
      messages.map(({ messageId, body, sentAt, dueAt, failures }) => ({
        messageId,
        sentAt: new Date(sentAt).toISOString(),
        dueAt: new Date(dueAt).toISOString(),
        failures,
        body,
      })),
    );
  });
  app.post('/token', async (context) => {
    const request = tokenRequest.safeParse(await readJson(context));
    if (!request.success) {
      return problem(context, 400, 'Say for what: {"scopes":["read","write","operate"]}.');
    }
    const scopes = request.data.scopes.map((scope) => `perch/${scope.replace(/^perch\//, '')}`);
    return context.json(await issuer.issue(scopes));
  });

  app.route('/shops', shopControls(spec.shops));

  app.onError((fault, context) =>
    fault instanceof Unsettled
      ? problem(context, 504, `${fault.message}.`)
      : problem(context, 500, fault.message),
  );
  return app;
}

function targetOf(move: z.infer<typeof clockMove>, now: number): number | undefined {
  return 'now' in move ? Date.parse(move.now) : addDuration(now, move.advance);
}

function limitOf(context: Context): number {
  const asked = Number(context.req.query('limit') ?? SHOWN);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, SHOWN_AT_MOST) : SHOWN;
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    return undefined;
  }
}

function problem(context: Context, status: 400 | 404 | 500 | 504, detail: string): Response {
  const titles = {
    400: 'Bad Request',
    404: 'Not Found',
    500: 'Internal Server Error',
    504: 'Gateway Timeout',
  };
  const body = { type: 'about:blank', title: titles[status], status, detail };
  return context.json(body, status, { 'content-type': 'application/problem+json' });
}
