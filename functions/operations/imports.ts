import { type Opening, open } from '../../shared/domain/ledger/opening.ts';
import type { Occasion } from '../../shared/domain/orders/order.ts';
import { monthAt } from '../../shared/domain/time/time.ts';
import { memberId } from '../../shared/identity/member-id.ts';
import { type Answering, serve } from '../../shared/lambda/api-route.ts';
import { requestId } from '../../shared/lambda/idempotency.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import { sentenceOf } from '../../shared/lambda/refusal.ts';
import type { Program } from '../../shared/program/program.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import { keys } from '../../shared/table/keys.ts';
import { appendOnce } from '../../shared/table/ledger/append-once.ts';
import { alone } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import { type RowAnswer, routes } from './contract.ts';
import { readRow } from './import-row.ts';

/** How many rows of a call are written at once. */
const AT_ONCE = 10;

export interface ImportsDependencies {
  readonly table: Table;
  readonly program: Program;
  readonly shops: readonly ShopSettings[];
  readonly memberKey: () => Promise<string>;
}

/** `POST /v1/imports`: one bad row rejects no other, and a row that came before is not written again. */
export function imports({ table, program, shops, memberKey }: ImportsDependencies): Answering {
  return serve(routes['POST /v1/imports'], async ({ body, request }) => {
    const rows = judge(body.rows, await memberKey(), request.receivedAt);
    const results: RowAnswer[] = [];
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const batch = rows.slice(i, i + AT_ONCE);
      const occasion = occasionOf(request);
      results.push(...(await Promise.all(batch.map((row) => enter(row, occasion)))));
    }
    const imported = results.filter(({ outcome }) => outcome === 'imported').length;
    request.log.info('rows imported', { rows: results.length, imported });
    return { status: 200, body: { results } };
  });

  /** What can be said of rows before anything is written. */
  function judge(given: readonly unknown[], key: string, receivedAt: number): readonly Judged[] {
    const seen = new Map<string, number>();
    return given.map((one, row): Judged => {
      const read = readRow(one, receivedAt);
      if ('fault' in read) return { row, fault: read.fault };
      if (!shops.some(({ id }) => id === read.shop)) {
        return { row, fault: 'shop: there is no such shop.' };
      }
      const member = memberId(key, read.shop, read.customer);
      const before = seen.get(member);
      if (before !== undefined) return { row, fault: `Row ${before} is of the same customer.` };
      seen.set(member, row);
      return { row, member, opening: read.opening };
    });
  }

  async function enter(judged: Judged, occasion: Occasion): Promise<RowAnswer> {
    const { row } = judged;
    if ('fault' in judged) return { row, outcome: 'rejected', detail: judged.fault };
    const { member } = judged;
    const opening = { ...judged.opening, row: requestId(member, 'import') };
    const entryName = { kind: 'imported', key: keys.entry('imported', opening.row) } as const;
    const result = await appendOnce(table, member, entryName, (state) =>
      alone(open(state, opening, occasion, program)),
    );
    if (result.outcome === 'refused') {
      return { row, outcome: 'rejected', member, detail: sentenceOf(result.refusal)[1] };
    }
    if (result.outcome === 'entered') {
      return { row, outcome: 'imported', member, lapsed: lapsedOf(opening.points, occasion) };
    }
    return result.entry.request === opening.request
      ? { row, outcome: 'imported-before', member }
      : { row, outcome: 'rejected', member, detail: 'Imported before, with other content.' };
  }

  /** What of the points was to expire in a month that is over, and so brings nothing. */
  function lapsedOf(points: Opening['points'], { receivedAt }: Occasion): number {
    const now = monthAt(receivedAt, program.timeZone);
    return points
      .filter(({ expiresAt }) => monthAt(expiresAt, program.timeZone) < now)
      .reduce((sum, lot) => sum + lot.points, 0);
  }
}

/** A row that is to be entered, or what is wrong with it. */
type Judged = { readonly row: number } & (
  | { readonly fault: string }
  | { readonly member: string; readonly opening: Omit<Opening, 'row'> }
);
