import type { EntriesAnswer, MemberAnswer } from '../../../functions/members/contract.ts';
import { type LocalApi, Unanswered, type Written } from '../local-api.ts';
import { storefront } from '../storefront.ts';
import type { SoldOrder } from '../storefront-bodies.ts';
import type { Brings, Deed, Step, Story } from './story.ts';

/** The shop in which stories happen: it tells what each product makes of an order. */
const SHOP = 'demo-store';

/** A step that has happened, what it brought, and how the customer stands since. */
export interface Told {
  readonly step: Step;
  readonly brought: Brings;
  readonly member: MemberAnswer | undefined;
}

/** Lets a story happen on a host that runs its program, step by step. */
export async function* tellStory(
  perch: LocalApi,
  story: Story,
  currency: string,
): AsyncGenerator<Told> {
  await perch.moveClock({ now: nextNoon(story.begins, await perch.now()) });
  let now = await perch.now();
  const shop = storefront(perch.host, SHOP, () => now);
  /** Apart from the customers and orders of the story before on the same host. */
  const run = String(now);
  const orders = new Map<string, SoldOrder[]>();
  /** The latest entry of each customer that was told of. */
  const latest = new Map<string, number>();

  for (const [i, step] of story.steps.entries()) {
    if (step.after !== undefined) await perch.moveClock({ advance: step.after });
    now = await perch.now();
    const before = await find(perch, `${run}-${step.who}`);
    const answer = await doing(step.who, step.deed, `${run}-${i}`, before);
    await perch.settle();
    const member = await find(perch, `${run}-${step.who}`);
    const entered = member === undefined ? [] : await entriesOf(member);
    const fresh = entered.filter(({ v }) => v > (latest.get(step.who) ?? 0));
    latest.set(step.who, entered[0]?.v ?? 0);
    yield { step, member, brought: broughtBy(answer, fresh, before, member) };
  }

  async function entriesOf({ member }: MemberAnswer) {
    const path = `/v1/members/${member}/entries?limit=10`;
    return (await perch.read<EntriesAnswer>(path)).entries;
  }

  async function doing(
    who: string,
    deed: Deed,
    id: string,
    member: MemberAnswer | undefined,
  ): Promise<Written> {
    const at = new Date(now).toISOString();
    const path = `/v1/members/${member?.member}`;
    switch (deed.does) {
      case 'buys': {
        const order = {
          orderId: id,
          orderNumber: `#${id.slice(-4)}`,
          customer: `${run}-${who}`,
          currency: deed.currency ?? currency,
          total: deed.total,
          paidAt: at,
          ...(deed.lines === undefined ? {} : { lines: deed.lines }),
        };
        orders.set(who, [...(orders.get(who) ?? []), order]);
        return delivered(await shop.sells(order));
      }
      case 'returns': {
        const order = orders.get(who)?.[deed.order - 1];
        if (order === undefined) throw new Error(`${who} has no order ${deed.order}`);
        return delivered(await shop.refunds(order, { refundId: id, amount: deed.amount, at }));
      }
      case 'acts': {
        const { activity, subject } = deed;
        const asked = { activity, ...(subject === undefined ? {} : { subject }) };
        return perch.write(`${path}/activities`, asked, id);
      }
      case 'enters':
        return perch.write(`${path}/codes`, { code: deed.code }, id);
      case 'pays':
        return perch.write(`${path}/redemptions`, { points: deed.points, currency }, id);
      case 'redeems':
        return perch.write(`${path}/redemptions`, { reward: deed.reward }, id);
    }
  }
}

function delivered(answer: { status: number; body: unknown }): Written {
  if (answer.status === 202) return { status: 202, body: {} };
  throw new Error(`the webhook answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

function broughtBy(
  { status, body }: Written,
  fresh: EntriesAnswer['entries'],
  before: MemberAnswer | undefined,
  after: MemberAnswer | undefined,
): Brings {
  const had = new Set(before?.rewards.map(({ id }) => id));
  const rewards = (after?.rewards ?? []).map(({ id }) => id).filter((id) => !had.has(id));
  return {
    points: fresh.reduce((sum, { points }) => sum + points, 0),
    balance: after?.balance ?? 0,
    tier: after?.tier?.id ?? null,
    ...(status < 300 ? {} : { refused: body.detail ?? String(status) }),
    ...(rewards.length === 0 ? {} : { rewards: rewards.sort() }),
  };
}

/** The next noon, UTC, of a day of the year. */
function nextNoon(day: string, now: number): string {
  const year = new Date(now).getUTCFullYear();
  const noon = `${year}-${day}T12:00:00Z`;
  return Date.parse(noon) > now ? noon : `${year + 1}-${day}T12:00:00Z`;
}

/** The customer as a member; undefined before the first order. */
async function find(perch: LocalApi, customer: string): Promise<MemberAnswer | undefined> {
  const path = `/v1/members?${new URLSearchParams({ shop: SHOP, customer })}`;
  return perch.read<MemberAnswer>(path).catch((fault) => {
    if (fault instanceof Unanswered && fault.status === 404) return undefined;
    throw fault;
  });
}
