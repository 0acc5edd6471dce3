import { rewardsGranted } from '../../shared/events/promotion-events.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import { inEveryLanguage } from '../../shared/messages/languages.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { messageItem } from '../../shared/table/people/message-item.ts';
import {
  decided,
  grantId,
  readGrantById,
  readWaitingGrants,
  verdictOnGrant,
  type WaitingGrant,
} from '../../shared/table/rewards/grant-approval.ts';
import type { Grant, GrantVerdict } from '../../shared/table/rewards/grant-item.ts';
import { type Put, type Table, TableBusy } from '../../shared/table/table.ts';
import { approvalRoutes, type GrantVerdictAnswer } from './approval-contract.ts';

const PAGE = 25;

/** `GET /v1/grants/waiting`: what waits for a person. */
export function waitingGrants(table: Table): Answering {
  return serve(approvalRoutes['GET /v1/grants/waiting'], async ({ query }) => {
    const { limit = PAGE, from } = query;
    const { things, ...next } = await readWaitingGrants(table, limit, from);
    return { status: 200, body: { grants: things.map(viewWaiting), ...next } };
  });
}

/** `POST .../approval`: the yes is written together with the message that tells its member. */
export function grantApproval(table: Table, program: Program): Answering {
  const route = approvalRoutes['POST /v1/members/{member}/grants/{grant}/approval'];
  return serve(route, async ({ path, body, request }): Promise<HttpAnswer> => {
    const state = await readMember(table, path.member);
    if (state === undefined) return noSuch('member');
    const members = [state.member, ...state.absorbed];
    const grant = await readGrantById(table, members, path.grant);
    if (grant?.approval === undefined) return noSuch('grant');
    const { approved, reason } = body;
    const by = body.by ?? request.caller;
    if (by === undefined) throw new Error('a verdict by nobody: the route asks for no token');
    if (grant.approval !== 'waiting') {
      const before = grant.approval;
      if (before.approved === approved) return answer(grant, before, state.member);
      return refused({ ok: false, reason: 'decided-before', approved: before.approved });
    }
    const at = new Date(request.receivedAt).toISOString();
    const verdict = { approved, by, at, ...(reason === undefined ? {} : { reason }) };
    const { committed } = await table.transact([
      ...verdictOnGrant(grant, verdict),
      ...(approved ? [told(grant, state.member, at)] : []),
    ]);
    if (!committed) throw new TableBusy('a grant was judged at the same moment');
    request.log.info('grant judged', { fact: grant.fact, reward: grant.reward, approved });
    return answer(decided(grant, verdict), verdict, state.member);
  });

  function told(grant: Grant, member: string, receivedAt: string): Put {
    const reward = program.rewards.find(({ id }) => id === grant.reward);
    const text = inEveryLanguage(program.languages, (language, tag) =>
      language.rewardsGranted([reward?.name[tag] ?? grant.reward]),
    );
    const { name: topic } = rewardsGranted;
    const item = messageItem({ member, fact: grant.fact, topic, text, receivedAt });
    return { item, condition: 'absent' };
  }
}

function answer(grant: Grant, verdict: GrantVerdict, member: string): HttpAnswer {
  const { approved, by, reason, at } = verdict;
  const body: GrantVerdictAnswer = {
    id: grantId(grant),
    member,
    reward: grant.reward,
    status: approved ? 'approved' : 'turned-down',
    by,
    ...(reason === undefined ? {} : { reason }),
    decidedAt: at,
    ...(approved && grant.endsAt !== undefined ? { endsAt: grant.endsAt } : {}),
  };
  return { status: 201, body };
}

function viewWaiting(grant: WaitingGrant) {
  const { member, reward, terms, grantedAt } = grant;
  return {
    id: grantId(grant),
    member,
    reward,
    amountMinor: 'amountMinor' in terms.worth ? terms.worth.amountMinor : {},
    uses: terms.uses,
    friends: terms.friends,
    grantedAt,
  };
}
