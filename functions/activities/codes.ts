import { refuse } from '../../shared/domain/ledger/decision.ts';
import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { codeAward, codeEntered, redeemCode } from '../../shared/domain/rewards/points-code.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { requestId } from '../../shared/lambda/idempotency.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import type { PointsCode } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce } from '../../shared/table/ledger/append-once.ts';
import { alone, readMember } from '../../shared/table/ledger/ledger.ts';
import { TableBusy } from '../../shared/table/table.ts';
import { sentencesOf } from '../members/explanation-sentences.ts';
import { viewingOf } from '../members/viewing.ts';
import { type CodeAnswer, routes } from './contract.ts';
import type { ActivitiesDependencies } from './dependencies.ts';

/** `POST /v1/members/{member}/codes`: whoever uses a code once has used it under every id they have. */
export function codes({ table, program }: ActivitiesDependencies): Answering {
  const route = routes['POST /v1/members/{member}/codes'];
  return serve(route, async ({ path, headers, body, request }): Promise<HttpAnswer> => {
    const code = codeEntered(program, body.code);
    if (code === undefined) return noSuch('code');
    const known = await readMember(table, path.member);
    if (known === undefined) return noSuch('member');
    const asked = { code, request: requestId(path.member, headers['idempotency-key']) };
    const key = keys.entry('awarded', codeAward(known.member, code));
    const result = await appendOnce(
      table,
      known.member,
      { kind: 'awarded', key },
      async (state, attempts) => {
        if (state.member !== known.member) throw new TableBusy('a member was merged meanwhile');
        if (await wasUsedByAbsorbed(state, code)) return refuse({ reason: 'code-used-before' });
        return alone(redeemCode(state, asked, occasionOf(request), program, attempts));
      },
    );
    if (result.outcome === 'refused') return refused(result.refusal);
    const { entry } = result;
    if (entry.request !== asked.request) {
      return refused({ ok: false, reason: 'code-used-before' });
    }
    request.log.info(result.outcome === 'entered' ? 'code used' : 'code used before', {
      code: code.id,
      points: entry.points,
    });
    const answer: CodeAnswer = {
      code: code.id,
      member: entry.member,
      points: entry.points,
      balance: entry.balance.after,
      sentences: sentencesOf(entry, {}, viewingOf(request, program)),
    };
    return { status: 201, body: answer };
  });

  /** Nobody writes under an absorbed member's id any more, so that what is read here stays so. */
  async function wasUsedByAbsorbed({ absorbed }: MemberState, code: PointsCode): Promise<boolean> {
    const items = await Promise.all(
      absorbed.map((member) =>
        table.get(keys.entry('awarded', codeAward(member, code)), { consistent: true }),
      ),
    );
    return items.some((item) => item !== undefined);
  }
}
