import { nameOfMonth } from '../domain/rewards/draw-month.ts';
import { type Instant, monthAt } from '../domain/time/time.ts';
import { pseudonymOf } from '../identity/draw-key.ts';
import { keys } from '../table/keys.ts';
import { readParticipation, readTicket } from '../table/rewards/draw-item.ts';
import type { Exported, Exporting } from './exported.ts';
import { readableFields } from './readable.ts';

/** As long as what somebody has in a draw is kept, in months begun. */
const MONTHS = 15;

/** A month has no more days, of which each brings a ticket at the most. */
const TICKETS = 31;

/** What a member has, or had, in the program's draws. What they won is among what they were granted. */
export async function drawsOf(
  { table, program, drawKey }: Pick<Exporting, 'table' | 'program' | 'drawKey'>,
  member: string,
  at: Instant,
): Promise<readonly Exported[]> {
  if (program.draws.length === 0) return [];
  const key = await drawKey();
  const now = monthAt(at, program.timeZone);
  const months = Array.from({ length: MONTHS }, (_, back) => nameOfMonth(now - back));
  const found: Exported[] = [];
  for (const draw of program.draws) {
    const ofMonths = months.map(async (month): Promise<readonly Exported[]> => {
      if (draw.when === 'monthly') {
        const item = await table.get(keys.drawPerson(draw.id, month, member));
        if (item === undefined) return [];
        return [{ kind: 'draw', member, content: readableFields(readParticipation(item)) }];
      }
      const entrant = pseudonymOf(key, draw.id, month, member);
      const { PK, SK } = keys.drawTicket(draw.id, month, entrant, '');
      const tickets = await table.query({ partition: PK, from: SK, to: `${SK}~`, limit: TICKETS });
      return tickets.map((item) => {
        const content = readableFields(readTicket(item));
        return { kind: 'draw-ticket', member, content };
      });
    });
    found.push(...(await Promise.all(ofMonths)).flat());
  }
  return found;
}
