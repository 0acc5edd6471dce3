import { localDay } from '../../shared/domain/time/time.ts';
import type { DrawingDependencies } from '../../shared/draws/drawing.ts';
import { personOf, pseudonymOf } from '../../shared/identity/draw-key.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { requestId } from '../../shared/lambda/idempotency.ts';
import { readMember } from '../../shared/table/ledger/ledger.ts';
import { enterOpenMonth, monthlyDraw } from '../../shared/table/rewards/draw-grants.ts';
import { conflict, notAdmitted, refuseAdmission } from './admission.ts';
import { type EnteredAnswer, routes } from './contract.ts';

/**
 * `POST /v1/draws/{draw}/entries`: the way in that costs nothing. Its entries are as good as any:
 * nothing in the list says how one came.
 */
export function freeEntries({ table, program, drawKey }: DrawingDependencies): Answering {
  const route = routes['POST /v1/draws/{draw}/entries'];
  return serve(route, async ({ path, headers, body, request }): Promise<HttpAnswer> => {
    const draw = monthlyDraw(program, path.draw);
    if (draw === undefined) return noSuch('draw');
    const state = 'member' in body ? await readMember(table, body.member) : undefined;
    if ('member' in body && state === undefined) return noSuch('member');
    const at = request.receivedAt;
    const refusal = notAdmitted(draw, { state, ofAge: body.ofAge, at }, program);
    if (refusal !== undefined) return refuseAdmission(refusal, draw);

    const key = await drawKey();
    const person = 'reference' in body ? personOf(key, body.reference) : (state?.member ?? '');
    const once = `free#${localDay(at, program.timeZone)}#`;
    const cause = `${once}${requestId(person, headers['idempotency-key'])}`;
    const entered = await enterOpenMonth(table, program, {
      draw: draw.id,
      person,
      isMember: state !== undefined,
      cause,
      once,
      entries: 1,
      most: draw.entriesAPerson,
      at,
    });
    switch (entered.outcome) {
      case 'taken':
        return conflict('entered-today', 'This person has entered today; once a day is enough.');
      case 'full':
        return conflict('entries-limit', `Nobody has more than ${draw.entriesAPerson} entries.`);
      case 'closed':
        return conflict('closed', 'The draw takes no entries now.');
    }
    const { month, entries, outcome } = entered;
    request.log.info(outcome === 'entered' ? 'entered a draw' : 'entered a draw before', {
      draw: draw.id,
      month,
    });
    const entrant = pseudonymOf(key, draw.id, month, person);
    const answer: EnteredAnswer = { draw: draw.id, month, entrant, entries };
    return { status: 201, body: answer };
  });
}
