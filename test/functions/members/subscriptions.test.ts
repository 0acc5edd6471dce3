import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/members/contract.ts';
import { members } from '../../../functions/members/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import {
  changedTo,
  renewingAhead,
  type SubscriptionState,
} from '../../../shared/domain/time/subscription.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { changeSubscription } from '../../../shared/table/people/subscriptions.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();
const member = 'm'.repeat(22);
const absorbed = 'a'.repeat(22);
const at = (day: string) => Date.parse(`2026-${day}T12:00:00Z`);
const occasionOn = (day: string) => ({
  occurredAt: at(day),
  receivedAt: at(day),
  correlationId: 'a-trace',
});
const euros = (amountMinor: number) => ({ currency: 'EUR', amountMinor });

const state: SubscriptionState = {
  status: 'active',
  title: 'Beans every month',
  productId: 'beans-1kg',
  plan: 'monthly',
  price: euros(2_400),
  every: { unit: 'month', count: 1 },
  startedAt: at('01-01'),
  periodEndsAt: at('04-01'),
  autoRenews: true,
  manageUrl: 'https://shop.example/subscriptions/S-1',
};

const changes = (of: string, subscriptionId: string, day: string, change: object = {}) =>
  changeSubscription(local.table, { member: of, shop: 'birdhouse', subscriptionId }, (known) =>
    changedTo(known, { ...state, ...change }, occasionOn(day)),
  );
const announces = (of: string, subscriptionId: string, day: string, price: number, on: string) =>
  changeSubscription(local.table, { member: of, shop: 'birdhouse', subscriptionId }, (known) =>
    renewingAhead(known, { price: euros(price), renewsAt: at(on) }, occasionOn(day)),
  );

beforeAll(async () => {
  for (const id of [member, absorbed]) {
    await append(local.table, id, (of) =>
      alone(
        decide(of, { type: 'enter-order', order: anOrder(id, 5_000) }, occasionOn('03-01'), ladder),
      ),
    );
  }
  await mergeMembers(local.table, { survivor: member, absorbed }, occasionOn('03-02'), ladder);
  await changes(member, 'S-1', '03-03');
  await announces(member, 'S-1', '03-25', 2_856, '04-01');
  await changes(member, 'S-1', '04-01', { price: euros(2_600), periodEndsAt: at('05-01') });
  await announces(member, 'S-1', '04-24', 3_094, '05-01');
  await announces(absorbed, 'S-2', '03-26', 500, '04-02');
  await changes(absorbed, 'S-3', '03-05', { status: 'cancelled', autoRenews: false });
});

const get = (id: string) =>
  ask(
    members({ table: local.table, program: ladder, shops: [], memberKey: async () => 'a-key' }),
    'GET /v1/members/{member}/subscriptions',
    { path: { member: id } },
  );

describe('a member’s subscriptions', () => {
  test('are those of all who went into them, with what they cost, cost before and will cost', async () => {
    const { status, body } = await get(member);
    expect(status).toBe(200);
    expect(body).toEqual({
      subscriptions: [
        {
          shop: 'birdhouse',
          id: 'S-1',
          status: 'active',
          title: 'Beans every month',
          productId: 'beans-1kg',
          plan: 'monthly',
          price: euros(2_600),
          priceBefore: { ...euros(2_400), until: '2026-04-01T12:00:00.000Z' },
          every: { unit: 'month', count: 1 },
          startedAt: '2026-01-01T12:00:00.000Z',
          periodEndsAt: '2026-05-01T12:00:00.000Z',
          autoRenews: true,
          manageUrl: 'https://shop.example/subscriptions/S-1',
          nextRenewal: {
            at: '2026-05-01T12:00:00.000Z',
            price: euros(3_094),
            priceBefore: euros(2_856),
          },
          changedAt: '2026-04-24T12:00:00.000Z',
        },
        {
          shop: 'birdhouse',
          id: 'S-2',
          status: 'active',
          periodEndsAt: '2026-04-02T12:00:00.000Z',
          autoRenews: true,
          nextRenewal: { at: '2026-04-02T12:00:00.000Z', price: euros(500) },
          changedAt: '2026-03-26T12:00:00.000Z',
        },
        expect.objectContaining({ id: 'S-3', status: 'cancelled', autoRenews: false }),
      ],
    });
    const { answer } = routes['GET /v1/members/{member}/subscriptions'];
    expect(answer.safeParse(body).error).toBeUndefined();
    expect((await get(absorbed)).body).toEqual(body);
  });

  test('are of members only', async () => {
    expect(await get('n'.repeat(22))).toMatchObject({ status: 404 });
  });
});
