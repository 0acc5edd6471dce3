import { balanceAt, type MemberState } from '../../shared/domain/ledger/member.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import type { Program } from '../../shared/program/program.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { mergeMembers, unmergeMembers } from '../../shared/table/ledger/merge.ts';
import type { Table } from '../../shared/table/table.ts';
import { type MergeAnswer, routes, type UnmergeAnswer } from './contract.ts';

/** `POST /v1/members/{member}/merges`: whoever is addressed by an old id, it is the one they are now. */
export function merges(table: Table, program: Program): Answering {
  const route = routes['POST /v1/members/{member}/merges'];
  return serve(route, async ({ path, body, request }): Promise<HttpAnswer> => {
    const { absorb } = body;
    const survivor = await readMember(table, path.member);
    if (survivor === undefined) return noSuch('member');
    if (isIn(survivor, absorb)) return merged(survivor, absorb, request.receivedAt);
    const pair = { survivor: survivor.member, absorbed: absorb };
    if ((await readMember(table, absorb)) === undefined) return noSuch('member');
    const result = await mergeMembers(table, pair, occasionOf(request), program);
    const after = await readMember(table, survivor.member);
    if (after === undefined) throw new Error('a member who merged is no longer there');
    if (result.outcome === 'entered') request.log.info('members merged', pair);
    // A repeat that came at the same moment finds its work done.
    else if (!isIn(after, absorb)) return refused(result.refusal);
    return merged(after, absorb, request.receivedAt);
  });

  function merged(state: MemberState, absorbed: string, at: number): HttpAnswer {
    const { member, debt, purchases, tier } = state;
    const balance = balanceAt(state, at, program.timeZone);
    const body: MergeAnswer = { member, absorbed, balance, debt, purchases, tier };
    return { status: 201, body };
  }
}

/** `DELETE /v1/members/{member}/merges/{absorbed}`. */
export function mergesUndone(table: Table, program: Program): Answering {
  const route = routes['DELETE /v1/members/{member}/merges/{absorbed}'];
  return serve(route, async ({ path, request }): Promise<HttpAnswer> => {
    const survivor = await readMember(table, path.member);
    if (survivor === undefined) return noSuch('member');
    const pair = { survivor: survivor.member, absorbed: path.absorbed };
    const result = await unmergeMembers(table, pair, occasionOf(request), program);
    if (result.outcome === 'refused') return refused(result.refusal);
    request.log.info('merge undone', pair);
    const body: UnmergeAnswer = { member: survivor.member, released: path.absorbed };
    return { status: 200, body };
  });
}

function isIn({ absorbed }: MemberState, member: string): boolean {
  return absorbed.includes(member);
}
