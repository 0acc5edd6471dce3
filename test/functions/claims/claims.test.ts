import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/claims/contract.ts';
import { orderNumberHash } from '../../../shared/identity/order-number-hash.ts';
import { requestId } from '../../../shared/lambda/idempotency.ts';
import { keys } from '../../../shared/table/keys.ts';
import { CLAIMS_A_DAY } from '../../../shared/table/orders/claim-request.ts';
import { automatic, CLAIMED, joining, PAID, useClaimDesk } from '../../support/claim-desk.ts';
import { MEMBER_KEY } from '../../support/local-keys.ts';

const desk = useClaimDesk();
const program = automatic();

/** An order by nobody in particular, and who wants it. */
async function aGuest(more: Parameters<typeof desk.paid>[0] = {}, at = PAID) {
  const orderId = desk.next('order');
  await desk.tell(program, desk.paid({ orderId, ...more }, at));
  return { orderId, member: desk.next('member') };
}

describe('an order by its number and its address', () => {
  test('counts for who claims it, at its own time, and is answered with what it brought', async () => {
    const { member, orderId } = await aGuest({ orderNumber: '#A-1001' });
    const answer = await desk.claim(member, { orderNumber: '#A-1001' }, { program });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        member,
        order: {
          shop: 'birdhouse',
          orderId,
          orderNumber: '#A-1001',
          occurredAt: PAID,
          earned: 50,
          takenBack: 0,
          tier: { before: null, after: 'explorer' },
        },
        balance: 50,
      },
    });
    const { answer: schema } = routes['POST /v1/members/{member}/claims'];
    expect(schema.safeParse(answer.body).error).toBeUndefined();
    expect(await desk.state(member)).toMatchObject({ v: 1, joinedAt: Date.parse(PAID) });
    expect(await desk.differences(member)).toEqual([]);
  });

  test.each(['#B-7', 'b-7', ' #b-7 ', '＃B-7'])('is found by %j too', async (typed) => {
    const { member } = await aGuest({ orderNumber: '#B-7' });
    const email = ' Mara@Example.org ';
    const answer = await desk.claim(member, { orderNumber: typed, email }, { program });
    expect(answer).toMatchObject({ status: 201 });
  });

  test('brings what its refunds of before leave of it', async () => {
    const { member, orderId } = await aGuest();
    await desk.tell(program, desk.refunded(orderId, 2_000));
    const claimed = await desk.claim(member, { orderNumber: orderId }, { program });
    expect(claimed.body).toMatchObject({ order: { earned: 50, takenBack: 20 }, balance: 30 });
    await desk.tell(program, desk.refunded(orderId, 1_000));
    expect(await desk.state(member)).toMatchObject({ v: 3, lots: [{ points: 20 }] });
  });

  test('is answered alike when the number is wrong, the address, or both', async () => {
    const { member, orderId } = await aGuest();
    const { orderId: silent } = await aGuest({ placedWith: undefined });
    const wrong = [
      { orderNumber: orderId, email: 'lin@example.org' },
      { orderNumber: 'no-such-order' },
      { orderNumber: silent },
      { orderNumber: orderId, shop: 'another-shop' },
    ];
    for (const body of wrong) {
      const answer = await desk.claim(member, body, { program });
      expect(answer).toMatchObject({ status: 404, body: { detail: 'There is no such order.' } });
      expect(Object.keys(answer.body)).toEqual(['type', 'title', 'status', 'detail']);
    }
    expect(await desk.state(member)).toBeUndefined();
  });

  test('is answered again as the first time, also under another key, and counts once', async () => {
    const { member, orderId } = await aGuest();
    const body = { orderNumber: orderId };
    const first = await desk.claim(member, body, { program, key: 'a-key' });
    await desk.tell(program, desk.refunded(orderId, 1_000), desk.paid({ member }));
    expect(await desk.claim(member, body, { program, key: 'a-key' })).toEqual(first);
    expect(await desk.claim(member, body, { program })).toEqual(first);
    expect(await desk.state(member)).toMatchObject({ purchases: 2 });
  });

  test('that counts for another member is refused, to who proves it', async () => {
    const { member, orderId } = await aGuest();
    await desk.claim(member, { orderNumber: orderId }, { program });
    const other = desk.next('other');
    expect(await desk.claim(other, { orderNumber: orderId }, { program })).toMatchObject({
      status: 409,
      body: { reason: 'claimed-by-another' },
    });
    const email = 'lin@example.org';
    expect(await desk.claim(other, { orderNumber: orderId, email }, { program })).toMatchObject({
      status: 404,
    });
  });

  test('that the shop has named a customer of since is theirs', async () => {
    const { member, orderId } = await aGuest();
    await desk.tell(program, desk.paid({ orderId, member }));
    const claim = { orderNumber: orderId };
    expect(await desk.claim(desk.next('other'), claim, { program })).toMatchObject({ status: 409 });
    expect(await desk.claim(member, claim, { program })).toMatchObject({ status: 201 });
  });

  test('is the latest of those that share a number and an address and are nobody’s', async () => {
    const orderNumber = desk.next('number');
    const { member, orderId: first } = await aGuest({ orderNumber });
    const { orderId: second } = await aGuest({ orderNumber });
    await aGuest({ orderNumber, placedWith: 'A'.repeat(22) });
    const claims: [string, string][] = [
      ['one', second],
      ['one', second],
      ['two', first],
      ['one', second],
      ['three', second],
    ];
    for (const [key, orderId] of claims) {
      const answer = await desk.claim(member, { orderNumber }, { program, key });
      expect(answer).toMatchObject({ status: 201, body: { order: { orderId } } });
    }
  });

  test('can be claimed within the days that the program says, and no later', async () => {
    const within = automatic({ claimWithinDays: 10 });
    const [early, late] = [await aGuest(), await aGuest({}, '2026-03-10T11:59:59.000Z')];
    const claim = { program: within, at: CLAIMED };
    expect(await desk.claim(late.member, { orderNumber: late.orderId }, claim)).toMatchObject({
      status: 409,
      body: { reason: 'too-late', detail: 'An order can be claimed within 10 days.' },
    });
    expect(await desk.claim(early.member, { orderNumber: early.orderId }, claim)).toMatchObject({
      status: 201,
    });
  });

  test('makes no member of who has not agreed to be one, where that is asked', async () => {
    const { member, orderId } = await aGuest();
    const consenting = joining();
    expect(
      await desk.claim(member, { orderNumber: orderId }, { program: consenting }),
    ).toMatchObject({ status: 409, body: { reason: 'not-joined' } });
    await desk.enrol(member, { program: consenting });
    expect(
      await desk.claim(member, { orderNumber: orderId }, { program: consenting }),
    ).toMatchObject({ status: 201 });
  });

  test('is entered once of many claims at once', async () => {
    const { member, orderId } = await aGuest();
    const claims = Array.from({ length: CLAIMS_A_DAY }, () =>
      desk.claim(member, { orderNumber: orderId }, { program }),
    );
    for (const { status } of await Promise.all(claims)) expect(status).toBe(201);
    expect(await desk.state(member)).toMatchObject({ v: 1, purchases: 1 });
  });
});

describe('attempts', () => {
  test('of a member end for the day after five, right or wrong', async () => {
    const { member, orderId } = await aGuest();
    for (let i = 0; i < CLAIMS_A_DAY; i++) {
      await desk.claim(member, { orderNumber: `guess-${i}` }, { program });
    }
    const claim = { orderNumber: orderId };
    expect(await desk.claim(member, claim, { program })).toMatchObject({ status: 429 });
    const tomorrow = { program, at: '2026-03-21T00:00:00.000Z' };
    expect(await desk.claim(member, claim, tomorrow)).toMatchObject({ status: 201 });
  });

  test('at an order end for the day after five, whoever makes them', async () => {
    const { orderId } = await aGuest();
    const claim = { orderNumber: orderId, email: 'guess@example.org' };
    for (let i = 0; i < CLAIMS_A_DAY; i++)
      await desk.claim(desk.next('guesser'), claim, { program });
    const last = await desk.claim(desk.next('guesser'), { orderNumber: orderId }, { program });
    expect(last).toMatchObject({ status: 429 });
  });

  test('are not counted for the repeat of one, and its key names no other', async () => {
    const { member } = await aGuest();
    const claim = { orderNumber: 'no-such-order' };
    for (let i = 0; i <= CLAIMS_A_DAY; i++) {
      const { status } = await desk.claim(member, claim, { program, key: 'the-same' });
      expect(status).toBe(404);
    }
    const other = { orderNumber: 'another-order' };
    expect(await desk.claim(member, other, { program, key: 'the-same' })).toMatchObject({
      status: 422,
    });
  });

  test('leave no address in the table, nor a number', async () => {
    const { member } = await aGuest({ orderNumber: 'SECRET-77' });
    const claim = { orderNumber: 'SECRET-77' };
    await desk.claim(member, claim, { program, key: 'named' });
    const items = await Promise.all([
      desk.table.get(keys.claim(requestId(member, 'named'))),
      desk.table.get(
        keys.alias('order-number', orderNumberHash(MEMBER_KEY, 'birdhouse', 'SECRET-77')),
      ),
    ]);
    expect(items).toMatchObject([{ of: member, shop: 'birdhouse' }, { kind: 'order-number' }]);
    expect(JSON.stringify(items)).not.toMatch(/mara|secret/i);
  });
});

describe('an operator', () => {
  test('claims an order without its address, and is recorded with the reason', async () => {
    const { member, orderId } = await aGuest({ placedWith: undefined });
    const answer = await desk.claimUnproved(
      member,
      { orderNumber: orderId },
      { program, key: 'asked' },
    );
    expect(answer).toMatchObject({ status: 201, body: { member, balance: 50 } });
    expect(await desk.table.get(keys.claim(requestId(member, 'asked')))).toMatchObject({
      of: member,
      shop: 'birdhouse',
      orderId,
      by: 'Ana',
      reason: 'showed the receipt',
      at: Date.parse(CLAIMED),
    });
  });

  test('says which order, where several have the number', async () => {
    const orderNumber = desk.next('number');
    const { member, orderId: first } = await aGuest({ orderNumber });
    const { orderId: second } = await aGuest({ orderNumber });
    expect(await desk.claimUnproved(member, { orderNumber }, { program })).toMatchObject({
      status: 409,
      body: { reason: 'several-orders', orders: [first, second] },
    });
    expect(await desk.claimUnproved(member, { orderId: first }, { program })).toMatchObject({
      status: 201,
      body: { order: { orderId: first } },
    });
    expect(await desk.claimUnproved(member, { orderId: 'none' }, { program })).toMatchObject({
      status: 404,
    });
    for (const body of [{}, { orderNumber, orderId: first }]) {
      expect(await desk.claimUnproved(member, body, { program })).toMatchObject({ status: 400 });
    }
  });
});
