import type { DonationAnswer } from '../../../functions/activities/donation-contract.ts';
import type { ProfitShareAnswer } from '../../../functions/activities/profit-share-contract.ts';
import type { ReferralAnswer } from '../../../functions/activities/referral-contract.ts';
import type { QuoteAnswer } from '../../../functions/members/contract.ts';
import type { LocalApi, Written } from '../local-api.ts';
import type { SoldOrder } from '../sold-order.ts';
import type { storefront } from '../storefront.ts';
import type { Cast } from './cast.ts';
import type { Brings, Deed } from './story.ts';

/** What a deed was answered. */
export type Answered = Written & Pick<Brings, 'says'>;

type Of<Does extends Deed['does']> = Extract<Deed, { does: Does }>;

/** Lets customers of a story do what it says; ids are made of the one that a deed is given. */
export function doer(
  perch: LocalApi,
  shop: ReturnType<typeof storefront>,
  cast: Cast,
  currency: string,
): (who: string, deed: Deed, id: string, now: number) => Promise<Answered> {
  const orders = new Map<string, SoldOrder[]>();

  return async (who, deed, id, now) => {
    const at = new Date(now).toISOString();
    switch (deed.does) {
      case 'buys':
        return buys(who, deed, id, at);
      case 'returns': {
        const order = orders.get(who)?.[deed.order - 1];
        if (order === undefined) throw new Error(`${who} has no order ${deed.order}`);
        return delivered(await shop.refunds(order, { refundId: id, amount: deed.amount, at }));
      }
      case 'acts':
        return acts(who, deed, id);
      case 'enters':
        return perch.write(`${await cast.path(who)}/codes`, { code: deed.code }, id);
      case 'pays':
        return redeems(who, { points: deed.points, currency }, id);
      case 'redeems':
        return redeems(who, { reward: deed.reward }, id);
      case 'asks':
        return asks(who, deed, id);
      case 'uses': {
        const path = `/v1/coupons/${await cast.codeOf(who, deed.coupon)}/uses`;
        const by = deed.friend === undefined ? {} : { by: cast.customer(deed.friend) };
        return perch.write(path, { shop: 'demo-store', orderId: id, ...by }, id);
      }
      case 'brings': {
        const member = (await cast.find(deed.friend))?.member;
        return perch.write('/v1/referrals/settlements', { member }, id, 'operate');
      }
      case 'shares': {
        const path = `${await cast.path(who)}/profit-shares/${quarterBefore(at)}`;
        const answer = await perch.write(path, {}, id, 'operate');
        return { ...answer, says: (answer.body as Partial<ProfitShareAnswer>).creditMinor ?? 0 };
      }
      case 'gives': {
        const path = `/v1/donations/${at.slice(0, 7)}`;
        return { ...DONE, says: (await perch.read<DonationAnswer>(path)).givenMinor };
      }
      case 'takes part':
        return perch.write(`/v1/draws/${deed.draw}/${monthBefore(at)}/runs`, {}, id, 'operate');
    }
  };

  async function buys(who: string, deed: Of<'buys'>, id: string, at: string): Promise<Written> {
    const order: SoldOrder = {
      orderId: id,
      orderNumber: `#${id.slice(-4)}`,
      customer: cast.customer(who),
      currency: deed.currency ?? currency,
      total: deed.total,
      paidAt: at,
      ...(deed.lines === undefined ? {} : { lines: deed.lines }),
      ...(deed.codeOf === undefined ? {} : { discountCodes: [await ownCodeOf(deed.codeOf)] }),
    };
    orders.set(who, [...(orders.get(who) ?? []), order]);
    return delivered(await shop.sells(order));
  }

  async function ownCodeOf(who: string): Promise<string> {
    const path = `${await cast.path(who)}/referral`;
    const { body } = await perch.write(path, {}, `${who}-code`);
    const { code } = body as Partial<ReferralAnswer>;
    if (code === undefined) throw new Error(`${who} has no code: ${JSON.stringify(body)}`);
    return code;
  }

  async function acts(who: string, deed: Of<'acts'>, id: string): Promise<Written> {
    const { activity, subject, approved, times = 1 } = deed;
    const path = `${await cast.path(who)}/activities`;
    let answer: Written = DONE;
    for (let i = 1; i <= times && answer.status < 300; i++) {
      const about = times === 1 ? subject : `${subject ?? id}-${i}`;
      const asked = { activity, ...(about === undefined ? {} : { subject: about }) };
      answer = await perch.write(path, asked, `${id}-${i}`);
      if (approved !== true || answer.status >= 300) continue;
      const waits = `/v1/activities/${String(answer.body.id)}/approvals`;
      answer = await perch.write(waits, { approved }, `${id}-${i}`, 'operate');
    }
    return answer;
  }

  async function redeems(who: string, asked: object, id: string): Promise<Written> {
    return perch.write(`${await cast.path(who)}/redemptions`, asked, id);
  }

  async function asks(who: string, { total }: Of<'asks'>, id: string): Promise<Answered> {
    const asked = { currency, earningBaseMinor: Math.round(Number(total) * 100) };
    const answer = await perch.write(`${await cast.path(who)}/quotes`, asked, id, 'read');
    const { discount } = answer.body as Partial<QuoteAnswer>;
    return { ...answer, ...(discount === undefined ? {} : { says: discount.discountBps }) };
  }
}

const DONE: Written = { status: 200, body: {} };

function delivered(answer: { status: number; body: unknown }): Written {
  if (answer.status === 202) return { status: 202, body: {} };
  throw new Error(`the webhook answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** `2026-11` of an instant in December. */
function monthBefore(at: string): string {
  const date = new Date(at);
  const before = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1));
  return before.toISOString().slice(0, 7);
}

/** `2026-Q1` of an instant from April to June. */
function quarterBefore(at: string): string {
  const date = new Date(at);
  const before = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 3, 1));
  return `${before.getUTCFullYear()}-Q${Math.floor(before.getUTCMonth() / 3) + 1}`;
}
