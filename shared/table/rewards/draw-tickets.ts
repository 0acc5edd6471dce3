import { attempt, type Cap, claimOn, type Refused, refusedAlso } from '../../domain/ledger/cap.ts';
import { DRAW_PARTS, drawPartOf, keys, ranges } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Item, type Table, TableBusy } from '../table.ts';
import { readTicket, type Ticket, ticketItem } from './draw-item.ts';

const ATTEMPTS = 8;

/** What a prize takes of the budget of its draw's month. */
export interface PrizeCost {
  readonly budget: Cap;
  /** In minor units of the base currency; 0 takes nothing. */
  readonly costMinor: number;
}

/**
 * Records a day's ticket, and with it takes its prize's cost from the budget in one transaction. The
 * ticket that is there already is the one; where no slice of the budget has room, nothing is given.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function recordTicket(
  table: Table,
  ticket: Omit<Ticket, 'given'>,
  { budget, costMinor }: PrizeCost,
): Promise<Ticket> {
  const { pause, pick } = table.patience ?? jitter;
  const key = keys.drawTicket(ticket.draw, ticket.month, ticket.entrant, ticket.day);
  const start = pick(64);
  let refused: Refused = {};
  for (let contended = 0; contended < ATTEMPTS; ) {
    const item = await table.get(key, { consistent: true });
    if (item !== undefined) return readTicket(item);
    const isPaid = ticket.prize !== undefined && costMinor > 0;
    const claim = isPaid ? claimOn(budget, costMinor, attempt(start, refused)) : undefined;
    const drawn: Ticket = { ...ticket, given: ticket.prize !== undefined && (!isPaid || !!claim) };
    const result = await table.transact([
      { item: ticketItem(drawn), condition: 'absent' },
      ...(claim === undefined
        ? []
        : [
            {
              key: keys.slice(claim.cap, claim.slice),
              add: claim.units,
              atMostBefore: claim.atMostBefore,
            },
          ]),
    ]);
    if (result.committed) return drawn;
    if (result.rejections[0]?.reason === 'condition') continue;
    if (result.rejections[1]?.reason === 'condition') {
      refused = refusedAlso(refused, { cap: budget.id, units: costMinor });
      continue;
    }
    contended += 1;
    await pause(contended);
  }
  throw new TableBusy('a draw stayed contended');
}

/** Where a page of tickets ended. */
export type TicketPlace = Pick<Ticket, 'entrant' | 'day'>;

/** The tickets of a draw's month, those behind a place; `next` is the place that the page ends at. */
export async function readTickets(
  table: Table,
  draw: string,
  month: string,
  limit: number,
  behind?: TicketPlace,
): Promise<{ readonly things: readonly Ticket[]; readonly next?: TicketPlace }> {
  const items: Item[] = [];
  let part = behind === undefined ? 0 : drawPartOf(behind.entrant);
  let last = behind && keys.drawTicket(draw, month, behind.entrant, behind.day).SK;
  while (items.length <= limit && part < DRAW_PARTS) {
    const range = ranges.drawTickets(draw, month, part);
    // A range includes where it begins, hence one more; and one to see whether there is a rest.
    const page = await table.query({ ...range, from: last ?? range.from, limit: limit + 2 });
    const found = page.filter(({ SK }) => SK !== last);
    items.push(...found);
    last = found.at(-1)?.SK;
    if (found.length === 0) part += 1;
  }
  const things = items.slice(0, limit).map(readTicket);
  const end = things.at(-1);
  if (items.length <= limit || end === undefined) return { things };
  return { things, next: { entrant: end.entrant, day: end.day } };
}
