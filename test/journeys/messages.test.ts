import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboxMessage } from '../../infra/local/outbox.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, bodiesOf, tell } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

const SHOP = 'demo-shopify';

/** What clocks show in Berlin, where the program is. */
const hourOf = (instant: string): number =>
  Number(
    new Date(instant).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit' }),
  );

async function moveTo(hour: number): Promise<void> {
  const now = await perch.now();
  let at = Math.ceil(now / 3_600_000) * 3_600_000;
  while (hourOf(new Date(at).toISOString()) !== hour) at += 3_600_000;
  await perch.moveClock({ now: new Date(at).toISOString() });
}

test('who buys at night is told in the morning by e-mail, and can end it with one click', async () => {
  await moveTo(23);
  const customer = aCustomer(perch, SHOP);
  const email = 'reader@example.org';
  const mails = async () => (await perch.outbox()).filter(({ to }) => to === email);
  const buys = async (amount: string) => {
    const { topic, body } = bodiesOf(SHOP).paid(await customer.order(amount));
    await tell(perch, SHOP, { topic, body: { ...body, email } });
  };
  await buys('24.90');
  const { member: id } = await customer.member();
  const inbox = (await perch.outbox()).filter(({ to }) => to === id);
  expect(inbox.map(({ subject }) => subject)).toContain('tier.reached');
  expect(await mails()).toEqual([]);

  await moveTo(7);
  expect(await mails()).toEqual([]);
  await moveTo(9);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ channel: 'email', subject: 'You have reached a new tier' });
  expect(hourOf(mail?.time ?? '')).toBe(8);

  const link = linkIn(mail);
  expect(link.startsWith(`${perch.url}/unsubscribe/`)).toBe(true);
  expect((await fetch(link)).status).toBe(200);
  const form = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await fetch(link, { method: 'POST', body: form })).status).toBe(200);
  const path = `/v1/members/${id}/preferences`;
  expect((await perch.ask('read', 'GET', path)).body).toMatchObject({ channels: { email: false } });

  for (const amount of ['10.00', '10.00']) await buys(amount);
  expect(await mails()).toHaveLength(1);
  const dispatches = await perch.ask('operate', 'GET', `/v1/members/${id}/dispatches`);
  expect(dispatches.body).toMatchObject({
    dispatches: [{ state: 'dropped', why: 'no-consent' }, { state: 'sent' }],
  });
});

function linkIn(mail: OutboxMessage | undefined): string {
  return /https?:\S+\/unsubscribe\/\S+/.exec(mail?.body ?? '')?.[0] ?? expect.fail('no link');
}
