import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SoldOrder } from '../../infra/commands/sold-order.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { isLong } from '../support/long.ts';
import { type PerchProcess, spawnPerch } from '../support/perch-process.ts';
import { aCustomer, bodiesOf, newId } from './customer.ts';
import { queued } from './queues.ts';

const SHOP = 'demo-shopify';
const { paid } = bodiesOf(SHOP);
const CUSTOMERS = [newId(), newId(), newId()];
/** What all tiers together bring. */
const REWARDS = fourTierLadder.tiers.flatMap((tier) => tier.rewards).sort();
/** After each number of accepted orders that hosts are killed after; `npm run test:long` kills more. */
const KILLS = isLong ? 20 : 7;
/** Orders that each customer places at most between two kills. */
const ORDERS = 3;

const folder = mkdtempSync(join(tmpdir(), 'perch-kills-'));
/** Whatever host was started last; a failing test must leave none behind. */
let perch: PerchProcess | undefined;
afterAll(async () => {
  await perch?.stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<PerchProcess> {
  perch = await spawnPerch(folder);
  return perch;
}

/** Every order that was posted, and whether it was answered 202. */
const orders = new Map<SoldOrder, boolean>();

async function place(host: PerchProcess, order: SoldOrder): Promise<void> {
  orders.set(order, false);
  const { topic, body } = paid(order);
  const { status } = await host.post(SHOP, topic, body);
  expect(status).toBe(202);
  orders.set(order, true);
}

/** All customers order at once until the host is killed, which is after so many were accepted. */
async function killUnderTraffic(accepted: number): Promise<void> {
  const host = await start();
  let left = accepted;
  let killed: Promise<void> | undefined;
  const shopping = async (id: string) => {
    const customer = aCustomer(host, SHOP, id);
    for (let i = 0; i < ORDERS; i++) {
      await place(host, await customer.order('10.00'));
      left -= 1;
      if (left === 0) killed = host.kill();
    }
  };
  const ends = await Promise.allSettled(CUSTOMERS.map(shopping));
  const refusals = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason);
  // Whoever was cut off by the kill got no answer; nobody got a bad one.
  expect(refusals.filter((reason) => !(reason instanceof TypeError))).toEqual([]);
  expect(killed).toBeDefined();
  await killed;
}

/** What a member has who placed so many orders of 10.00. */
function standing(purchases: number) {
  const untilRegular = 50 + 3 * 10;
  const doubled = (purchases - 3) * 20;
  return { purchases, balance: untilRegular + doubled, tier: { id: 'ambassador' } };
}

test(`${KILLS} kills under traffic lose nothing that was accepted and repeat nothing`, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    // After 1 to 7 accepted orders: while hosts still start up, and deep in their work.
    await killUnderTraffic(1 + ((kill * 3) % 7));
  }

  // The shops repeat what was never answered, and stopping in order loses nothing either.
  const busy = await start();
  const unanswered = [...orders].filter(([, accepted]) => !accepted).map(([order]) => order);
  expect(unanswered.length).toBeGreaterThan(0);
  await Promise.all(unanswered.map((order) => place(busy, order)));
  expect(await busy.stop()).toBe(0);

  const host = await start();
  await host.settle();
  expect(await queued(host)).toEqual({});
  for (const id of CUSTOMERS) {
    const customer = aCustomer(host, SHOP, id);
    const placed = [...orders.keys()].filter((order) => order.customer === id);
    const entered = (await customer.entries()).map(({ orderId }) => orderId);
    expect(entered.sort()).toEqual(placed.map(({ orderId }) => orderId).sort());

    const { member, rewards, ...rest } = await customer.member();
    expect(rest).toMatchObject(standing(placed.length));
    expect(rewards.map(({ id }) => id).sort()).toEqual(REWARDS);
    const promotions = (await host.executions()).filter(
      ({ input }) => Object(input).member === member,
    );
    expect(promotions.map(({ status }) => status)).toEqual(Array(4).fill('SUCCEEDED'));
    expect(await customer.messages()).toHaveLength(placed.length + promotions.length);
  }
  expect(await host.stop()).toBe(0);
}, 300_000);
