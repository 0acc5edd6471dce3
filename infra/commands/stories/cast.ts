import type { GrantsAnswer, MemberAnswer } from '../../../functions/members/contract.ts';
import { type LocalApi, Unanswered } from '../local-api.ts';

/** The customers of a story that is told once: who they are to the shop, and as members. */
export interface Cast {
  /** What keeps them apart from those of every other telling. */
  readonly run: string;
  /** A customer's id at the shop. */
  customer(who: string): string;
  /** The customer as a member; undefined before the first order. */
  find(who: string): Promise<MemberAnswer | undefined>;
  /** The code of a coupon that the customer holds. */
  codeOf(who: string, coupon: string): Promise<string>;
  /** The path of the customer as a member, whom the story has made one. */
  path(who: string): Promise<string>;
}

export function castOf(perch: LocalApi, shop: string, run: string): Cast {
  const customer = (who: string) => `${run}-${who}`;

  async function find(who: string): Promise<MemberAnswer | undefined> {
    const query = new URLSearchParams({ shop, customer: customer(who) });
    return perch.read<MemberAnswer>(`/v1/members?${query}`).catch((fault) => {
      if (fault instanceof Unanswered && fault.status === 404) return undefined;
      throw fault;
    });
  }

  async function path(who: string): Promise<string> {
    const member = await find(who);
    if (member === undefined) throw new Error(`${who} has not bought yet`);
    return `/v1/members/${member.member}`;
  }

  async function codeOf(who: string, coupon: string): Promise<string> {
    const { grants } = await perch.read<GrantsAnswer>(`${await path(who)}/grants?limit=100`);
    const code = grants.find(({ reward }) => reward === coupon)?.code;
    if (code === undefined) throw new Error(`${who} holds no ${coupon}`);
    return code;
  }

  return { run, customer, find, codeOf, path };
}
