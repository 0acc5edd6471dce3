import type { ProfitShare } from '../../shared/domain/rewards/profit-share.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, problem } from '../../shared/lambda/http.ts';
import { pendingShare, settleShare } from '../../shared/profit-share/settling.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { readShare, type SettledShare } from '../../shared/table/rewards/profit-share-item.ts';
import { routes } from './contract.ts';
import type { ActivitiesDependencies } from './dependencies.ts';
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
    const settling = { state, quarter, rules, at: request.receivedAt };
    const settled = await settleShare(table, program, settling);
    switch (settled.outcome) {
      case 'not-over':
        return problem(409, 'Conflict', 'The quarter is not over.');
      case 'not-in-tier':
        return problem(409, 'Conflict', 'The member’s tier has no share of profits.');
      default: {
        const { outcome, share } = settled;
        const { creditMinor } = share;
        if (outcome === 'settled')
          request.log.info('profit share settled', { quarter, creditMinor });
        return { status: 201, body: view(state.member, quarter, share, rules, program) };
      }
    }
  });
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
