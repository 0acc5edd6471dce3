import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../infra/local/front-door.ts';

let door: FrontDoor;
/** Lets the request to `/slow` be answered. */
let answerSlow = () => {};
let slowArrived: Promise<void>;

beforeEach(async () => {
  let arrived = () => {};
  slowArrived = new Promise((done) => {
    arrived = done;
  });
  const gateway = new Hono();
  gateway.get('/slow', async (context) => {
    arrived();
    await new Promise<void>((go) => {
      answerSlow = go;
    });
    return context.text('at last');
  });
  gateway.get('/quick', (context) => context.text('at once'));
  const control = new Hono().get('/_local/health', (context) => context.text('fine'));
  door = await openFrontDoor(0, { control, gateway });
});
afterEach(() => door.close());

const get = (path: string) => fetch(`${door.url}${path}`);

describe('the front door', () => {
  it('leads to the API and to the controls', async () => {
    expect(await (await get('/quick')).text()).toBe('at once');
    expect(await (await get('/_local/health')).text()).toBe('fine');
  });

  it('lets no request in while it drains, and waits for those that are in', async () => {
    const slow = get('/slow');
    await slowArrived;
    let isDrained = false;
    const drained = door.drain().then(() => {
      isDrained = true;
    });
    const refused = await get('/quick');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('connection')).toBe('close');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(isDrained).toBe(false);
    answerSlow();
    await drained;
    const answered = await slow;
    expect(answered.status).toBe(200);
    expect(await answered.text()).toBe('at last');
  });

  it('is not opened on a port that is taken', async () => {
    const port = Number(new URL(door.url).port);
    const other = { control: new Hono(), gateway: new Hono() };
    await expect(openFrontDoor(port, other)).rejects.toThrow('EADDRINUSE');
  });
});
