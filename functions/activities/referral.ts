import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { levelsReached } from '../../shared/domain/rewards/referral.ts';
import { referralCodes } from '../../shared/identity/referral-codes.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpRequest } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import type { Page } from '../../shared/table/people/member-reads.ts';
import {
  findOwner,
  type Referral,
  readFriends,
  referralAlias,
} from '../../shared/table/rewards/referral-item.ts';
import { countFriends } from '../../shared/table/rewards/settle-referral.ts';
import type { Table } from '../../shared/table/table.ts';
import { routes } from './contract.ts';
import type { ActivitiesDependencies } from './dependencies.ts';
import type { ReferralAnswer } from './referral-contract.ts';

const PAGE = 25;

/** `GET /v1/members/{member}/referral` */
export function referral(dependencies: ActivitiesDependencies): Answering {
  const { table, program, memberKey } = dependencies;
  return serve(
    routes['GET /v1/members/{member}/referral'],
    async ({ path, query: { limit = PAGE, from }, request }) => {
      const state = await readMember(table, path.member);
      if (program.referral === undefined) return noSuch('referral');
      if (state === undefined) return noSuch('member');
      const { codeFor, hashOf } = referralCodes(await memberKey());
      const code = codeFor(state.member);
      const isGiven = (await findOwner(table, hashOf(code))) !== undefined;
      const page = await readFriends(table, [state.member, ...state.absorbed], limit, from);
      const body = await view(table, program, state, isGiven ? code : undefined, page, request);
      return { status: 200, body };
    },
  );
}

/** `POST /v1/members/{member}/referral`: the code is made of the member's id, and found from now on. */
export function referralCode({ table, program, memberKey }: ActivitiesDependencies): Answering {
  return serve(routes['POST /v1/members/{member}/referral'], async ({ path, request }) => {
    const state = await readMember(table, path.member);
    if (program.referral === undefined) return noSuch('referral');
    if (state === undefined) return noSuch('member');
    const { member, absorbed } = state;
    const { codeFor, hashOf } = referralCodes(await memberKey());
    const code = codeFor(member);
    const hash = hashOf(code);
    if (await table.put({ item: referralAlias(hash, member), condition: 'absent' })) {
      request.log.info('referral code given');
    } else if ((await findOwner(table, hash)) !== member) {
      throw new Error('two members have one referral code');
    }
    const page = await readFriends(table, [member, ...absorbed], PAGE);
    return { status: 201, body: await view(table, program, state, code, page, request) };
  });
}

async function view(
  table: Table,
  program: Program,
  state: MemberState,
  code: string | undefined,
  { things, next }: Page<Referral, string>,
  { receivedAt }: HttpRequest,
): Promise<ReferralAnswer> {
  const rules = program.referral;
  if (rules === undefined) throw new Error('the program has no referral');
  const { friendsAYear, friendsAMonth, levels } = rules;
  const { ever, year, month } = await countFriends(table, state, receivedAt, program);
  const reached = levelsReached(rules, ever);
  return {
    member: state.member,
    ...(code === undefined ? {} : { code }),
    friends: {
      ever,
      thisYear: year,
      thisMonth: month,
      mostAYear: friendsAYear,
      ...(friendsAMonth === undefined ? {} : { mostAMonth: friendsAMonth }),
    },
    levels: levels.map((level) => ({ ...level, reached: reached.includes(level) })),
    list: things.map(({ friend, status, orderedAt, dueAt, points }) => ({
      member: friend,
      status,
      orderedAt: new Date(orderedAt).toISOString(),
      dueAt: new Date(dueAt).toISOString(),
      ...(points === undefined ? {} : { points }),
    })),
    ...(next === undefined ? {} : { next }),
  };
}
