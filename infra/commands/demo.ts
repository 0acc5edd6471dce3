import { parseArgs, styleText } from 'node:util';
import type {
  EntriesAnswer,
  MemberAnswer,
  MessagesAnswer,
} from '../../functions/members/contract.ts';
import { type LocalApi, localApi } from './local-api.ts';
import { run, say } from './run.ts';
import type { SoldOrder } from './sold-order.ts';
import { storefront } from './storefront.ts';
import { tellStoryOf } from './stories/telling.ts';
import { tellYears } from './town/telling.ts';

/*
 * npm run demo
 *
 * Birdhouse Coffee sells to one customer until the customer is at the top of the ladder, with a
 * delivery sent again and a refund on the way. Every figure is read from the running host.
 *
 * npm run demo -- --preset points-club
 *
 * Starts a host of its own that runs this preset, keeps nothing, and tells the preset's story.
 *
 * npm run demo -- --years 2
 *
 * Does the same with a town of two hundred people, month by month, and looks whether all that was
 * sent should have been; `--chart <file>` says where the chart goes.
 */
const SHOP = 'demo-shopify';
const TOTALS = ['24.90', '12.50', '39.00', '18.75', '24.90', '62.00', '9.90', '24.90', '31.40'];
const MOST_ORDERS = 20;

await run(async () => {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 8787}` },
      preset: { type: 'string' },
      years: { type: 'string' },
      chart: { type: 'string', default: '.perch/town.svg' },
    },
  });
  if (values.years !== undefined) return tellYears(yearsIn(values.years), values.chart);
  if (values.preset !== undefined) return tellStoryOf(values.preset);
  const perch = await localApi(values.host);
  const started = await perch.now();
  const customer = String(started);
  const orderOf = (i: number): SoldOrder => ({
    orderId: String(started + i),
    orderNumber: `#${1000 + i}`,
    customer,
    currency: 'EUR',
    total: TOTALS[i % TOTALS.length] ?? '24.90',
    paidAt: new Date(started + i).toISOString(),
  });
  const shop = storefront(perch.host, SHOP, () => started);

  say(`Birdhouse Coffee sells to customer ${customer}.\n`);
  let member = await buy(perch, shop, orderOf(0), customer);
  for (let i = 1; i < MOST_ORDERS && member.progress.next !== null; i++) {
    if (i === 4) await sendAgain(perch, shop, orderOf(2), member);
    if (i === 7) await refund(perch, shop, orderOf(5), member);
    member = await buy(perch, shop, orderOf(i), customer);
  }
  await tell(perch, member);
});

function yearsIn(text: string): number {
  const years = Number(text);
  if (years > 0 && years <= 5) return years;
  throw new Error('--years takes a number up to 5, such as 2 or 0.25.');
}

type Shop = ReturnType<typeof storefront>;

async function buy(
  perch: LocalApi,
  shop: Shop,
  order: SoldOrder,
  customer: string,
): Promise<MemberAnswer> {
  await accepted(shop.sells(order));
  await perch.settle();
  const member = await find(perch, customer);
  say(`${line(`order ${order.orderNumber}`, order.total, await latest(perch, member), member)}`);
  return member;
}

async function sendAgain(perch: LocalApi, shop: Shop, order: SoldOrder, before: MemberAnswer) {
  await Promise.all([accepted(shop.sells(order)), accepted(shop.sells(order))]);
  await perch.settle();
  const after = await read(perch, before.member);
  const same = after.balance === before.balance && after.purchases === before.purchases;
  say(
    note(
      `order ${order.orderNumber} delivered twice more: ${same ? 'nothing changed' : 'CHANGED'}`,
    ),
  );
}

async function refund(perch: LocalApi, shop: Shop, order: SoldOrder, before: MemberAnswer) {
  const amount = (Number(order.total) / 2).toFixed(2);
  const refundId = `${order.orderId}1`;
  await accepted(shop.refunds(order, { refundId, amount, at: order.paidAt }));
  await perch.settle();
  const after = await read(perch, before.member);
  say(line(`refund ${order.orderNumber}`, `-${amount}`, await latest(perch, after), after));
}

/** What the member was given and told. */
async function tell(perch: LocalApi, member: MemberAnswer): Promise<void> {
  say(`\nRewards: ${member.rewards.map(({ name }) => name).join(', ')}.`);
  const inbox = await perch.read<MessagesAnswer>(`/v1/members/${member.member}/messages?limit=2`);
  say('The inbox, newest first:');
  for (const { text } of inbox.messages) say(`  ${text}`);
  const chinese = `/v1/members/${member.member}/messages?limit=1&lang=zh-CN`;
  for (const { text } of (await perch.read<MessagesAnswer>(chinese)).messages) say(`  ${text}`);
}

function line(what: string, money: string, points: number, member: MemberAnswer): string {
  const { progress, tier, balance } = member;
  const full = Math.round(progress.percent / 10);
  const bar = '█'.repeat(full) + '░'.repeat(10 - full);
  const moved = points >= 0 ? `+${points}` : String(points);
  return [
    what.padEnd(14),
    `${money} EUR`.padStart(11),
    `${moved} points`.padStart(12),
    `have ${balance}`.padStart(10),
    styleText('bold', (tier?.name ?? '').padEnd(11)),
    `${bar} ${progress.sentence}`,
  ].join('  ');
}

function note(text: string): string {
  return styleText('dim', `  ${text}`);
}

async function latest(perch: LocalApi, { member }: MemberAnswer): Promise<number> {
  const { entries } = await perch.read<EntriesAnswer>(`/v1/members/${member}/entries?limit=1`);
  return entries[0]?.points ?? 0;
}

function find(perch: LocalApi, customer: string): Promise<MemberAnswer> {
  return perch.read(`/v1/members?${new URLSearchParams({ shop: SHOP, customer })}`);
}

function read(perch: LocalApi, member: string): Promise<MemberAnswer> {
  return perch.read(`/v1/members/${member}`);
}

async function accepted(answer: ReturnType<Shop['sells']>): Promise<void> {
  const { status, body } = await answer;
  if (status !== 202) throw new Error(`the webhook answered ${status}: ${JSON.stringify(body)}`);
}
