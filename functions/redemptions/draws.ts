import { type Refusal, refuse } from '../../shared/domain/ledger/decision.ts';
import type { RedeemedEntry } from '../../shared/domain/ledger/entry.ts';
import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { partsOf } from '../../shared/domain/rewards/reward.ts';
import { monthAt } from '../../shared/domain/time/time.ts';
import type { Program, Reward } from '../../shared/program/program.ts';
import { keys } from '../../shared/table/keys.ts';
import { drawEntriesFor, monthlyDraw } from '../../shared/table/rewards/draw-grants.ts';
import { entriesOf, readParticipation } from '../../shared/table/rewards/draw-item.ts';
import type { Table } from '../../shared/table/table.ts';

type Ticket = Extract<Reward, { kind: 'draw-entry' }>;

/** Refuses entries of a draw that would be cut off: nobody pays for what is not given. */
export async function refuseFullDraws(
  table: Table,
  entry: RedeemedEntry,
  program: Program,
): Promise<Refusal | undefined> {
  for (const ticket of ticketsOf(entry, program)) {
    const draw = monthlyDraw(program, ticket.draw);
    if (draw === undefined) continue;
    const month = nameOfMonth(monthAt(entry.occurredAt, program.timeZone));
    const key = keys.drawPerson(draw.id, month, entry.member);
    const item = await table.get(key, { consistent: true });
    const had = item === undefined ? 0 : entriesOf(readParticipation(item));
    const most = draw.entriesAPerson;
    if (had + ticket.entries > most) {
      return refuse({ reason: 'limit-reached', times: most, in: 'month' });
    }
  }
  return undefined;
}

/** Enters the draws that a redemption is for; once, however often it is told. */
export async function enterDraws(
  table: Table,
  entry: RedeemedEntry,
  program: Program,
): Promise<void> {
  const { member, redemption: grant, occurredAt: at } = entry;
  for (const reward of ticketsOf(entry, program)) {
    await drawEntriesFor(table, program, { member, reward, grant, at });
  }
}

function ticketsOf({ purpose }: RedeemedEntry, program: Program): readonly Ticket[] {
  const wanted = purpose.for === 'reward' ? purpose.reward : undefined;
  const reward = program.rewards.find(({ id }) => id === wanted);
  const all = reward === undefined ? [] : [reward, ...partsOf(reward, program)];
  return all.filter((part) => part.kind === 'draw-entry');
}
