import type { MemberState } from '../../shared/domain/ledger/member.ts';
import {
  endOfQuarter,
  type ProfitShare,
  profitShareOf,
} from '../../shared/domain/rewards/profit-share.ts';
import { rankOf } from '../../shared/domain/tiers/tier.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, problem } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger.ts';
import {
  readBrought,
  readShare,
  type SettledShare,
  writeShare,
} from '../../shared/table/profit-share-item.ts';
import { type Table, TableBusy } from '../../shared/table/table.ts';
import { routes } from './contract.ts';
import type { ActivitiesDependencies } from './handler.ts';
import type { ProfitShareAnswer } from './profit-share-contract.ts';

type Rules = NonNullable<Program['profitShare']>;

/** `GET /v1/members/{member}/profit-shares/{quarter}` */
export function profitShare({ table, program }: ActivitiesDependencies): Answering {
  const route = routes['GET /v1/members/{member}/profit-shares/{quarter}'];
  return serve(route, async ({ path: { member, quarter } }) => {
    const rules = program.profitShare;
    if (rules === undefined) return noSuch('profit share');
    const state = await readMember(table, member);
    if (state === undefined) return noSuch('member');
    const share =
      (await readShare(table, state.member, quarter)) ??
      (await pendingShare(table, state, quarter, rules));
    return { status: 200, body: view(state.member, quarter, share, rules, program) };
  });
}

/**
 * `POST /v1/members/{member}/profit-shares/{quarter}`: what is settled stays so; a refund that comes
 * after it takes nothing back.
 */
export function profitShareSettlement({ table, program }: ActivitiesDependencies): Answering {
  const route = routes['POST /v1/members/{member}/profit-shares/{quarter}'];
  return serve(route, async ({ path: { member, quarter }, request }): Promise<HttpAnswer> => {
    const rules = program.profitShare;
    if (rules === undefined) return noSuch('profit share');
    const state = await readMember(table, member);
    if (state === undefined) return noSuch('member');
    const answer = (share: SettledShare): HttpAnswer => ({
      status: 201,
      body: view(state.member, quarter, share, rules, program),
    });
    const known = await readShare(table, state.member, quarter);
    if (known !== undefined) return answer(known);
    if (request.receivedAt < endOfQuarter(quarter, program)) {
      return problem(409, 'Conflict', 'The quarter is not over.');
    }
    if (rankOf(program, state.tier) < rankOf(program, rules.fromTier)) {
      return problem(409, 'Conflict', 'The member’s tier has no share of profits.');
    }
    const share = {
      ...(await pendingShare(table, state, quarter, rules)),
      settledAt: request.receivedAt,
    };
    if (!(await writeShare(table, state.member, quarter, share))) {
      throw new TableBusy('a share was settled at the same moment');
    }
    request.log.info('profit share settled', { quarter, creditMinor: share.creditMinor });
    return answer(share);
  });
}

/** What is a member's so far. Who went into the member with a share of their own keeps that. */
async function pendingShare(
  table: Table,
  { member, absorbed }: MemberState,
  quarter: string,
  rules: Rules,
): Promise<ProfitShare> {
  const ids = [member, ...absorbed];
  const settled = await Promise.all(absorbed.map((id) => readShare(table, id, quarter)));
  const paidMinor = settled.reduce((sum, share) => sum + (share?.creditMinor ?? 0), 0);
  const open = [member, ...absorbed.filter((_, i) => settled[i] === undefined)];
  const orders = await Promise.all(open.map((id) => readBrought(table, id, quarter)));
  // Who brought themselves was somebody else then, and is not any more.
  const ofOthers = orders.flat().filter(({ entry }) => !ids.includes(entry.member));
  return profitShareOf(ofOthers, rules, paidMinor);
}

function view(
  member: string,
  quarter: string,
  share: ProfitShare | SettledShare,
  { mostMinor }: Rules,
  { baseCurrency: currency }: Program,
): ProfitShareAnswer {
  const { netMinor, creditMinor } = share;
  return {
    member,
    quarter,
    status: 'settledAt' in share ? 'settled' : 'pending',
    currency,
    netMinor,
    creditMinor,
    mostMinor,
    ...('settledAt' in share ? { settledAt: new Date(share.settledAt).toISOString() } : {}),
  };
}
