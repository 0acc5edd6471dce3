import { adjust } from '../../shared/domain/ledger/adjustment.ts';
import { refuse } from '../../shared/domain/ledger/decision.ts';
import { type Answering, serve } from '../../shared/lambda/api-route.ts';
import { fingerprint, keyReused, requestId } from '../../shared/lambda/idempotency.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { refused } from '../../shared/lambda/refusal.ts';
import type { Program } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce } from '../../shared/table/ledger/append-once.ts';
import { alone } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import { type AdjustmentAnswer, routes } from './contract.ts';

/** `POST /v1/members/{member}/adjustments`: corrects by a new entry, and erases none. */
export function adjustments(table: Table, program: Program): Answering {
  const route = routes['POST /v1/members/{member}/adjustments'];
  return serve(route, async ({ path, headers, body, request }) => {
    const by = request.caller;
    if (by === undefined) throw new Error('an adjustment by nobody: the route asks for no token');
    const adjustment = requestId(path.member, headers['idempotency-key']);
    const asked = { adjustment, request: fingerprint(body), ...body, by };
    const entryName = { kind: 'adjusted', key: keys.entry('adjusted', adjustment) } as const;
    const result = await appendOnce(table, path.member, entryName, (state, attempts) =>
      state.v === 0
        ? refuse({ reason: 'unknown-member' })
        : alone(adjust(state, asked, occasionOf(request), program, attempts)),
    );
    if (result.outcome === 'refused') return refused(result.refusal);
    const { entry } = result;
    if (entry.request !== asked.request) return keyReused();
    const { member, points, reason, balance } = entry;
    request.log.info(result.outcome === 'entered' ? 'adjusted' : 'adjusted before', {
      adjustment,
      points,
      by: entry.by,
    });
    const answer: AdjustmentAnswer = {
      id: adjustment,
      member,
      points,
      reason,
      by: entry.by,
      balance: balance.after,
    };
    return { status: 201, body: answer };
  });
}
