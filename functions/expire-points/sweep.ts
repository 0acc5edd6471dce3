import { dueExpiry } from '../../shared/domain/ledger/expiry.ts';
import { decide } from '../../shared/domain/ledger/ledger.ts';
import { withMatured } from '../../shared/domain/ledger/member.ts';
import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { dueExpiryWarnings, warnsOn } from '../../shared/domain/time/expiry-warning.ts';
import { type Instant, localDay, monthAt, monthStart } from '../../shared/domain/time/time.ts';
import { type BusEntry, busEntry } from '../../shared/events/publish.ts';
import { pointsExpiring } from '../../shared/events/time-events.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

export interface ExpiryDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Puts events on the bus. @throws when it would not take them. */
  readonly tell: (events: readonly BusEntry[]) => Promise<void>;
}

/**
 * `expiry-sweep`: on the first of a month what expired with it leaves the ledger, and on the days
 * that the program names members are told of what will. Points count for nothing from their first
 * instant on, whenever this comes by; so nothing expires early, and coming late harms nobody.
 */
export function expirySweep({ table, program, tell }: ExpiryDependencies): Sweep {
  const { timeZone } = program;
  return {
    on(at) {
      const day = localDay(at, timeZone);
      const month = monthAt(at, timeZone);
      const isFirst = localDay(monthStart(month, timeZone), timeZone) === day;
      const warns = warnsOn(day, program);
      if (!isFirst && !warns) return undefined;
      return (member) => {
        const state = withMatured(member, at);
        const expired = isFirst ? dueExpiry(state, month) : undefined;
        const warnings = warns ? dueExpiryWarnings(state.lots, day, program) : [];
        if (expired === undefined && warnings.length === 0) return undefined;
        return async () => {
          const done: string[] = [];
          for (let gone = expired; gone !== undefined; )
            gone = await expire(state.member, at, done);
          const events = warnings.map(({ points, expires, daysBefore }) =>
            busEntry(
              pointsExpiring,
              {
                id: `${state.member}.expiring.${nameOfMonth(expires)}.${daysBefore}`,
                member: state.member,
                points,
                expiresAt: iso(monthStart(expires, timeZone)),
                daysBefore,
                occurredAt: iso(at),
                receivedAt: iso(at),
                correlationId: passOccasion('expiry-sweep', at).correlationId,
              },
              at,
            ),
          );
          if (events.length > 0) await tell(events);
          return [...done, ...events.map(() => 'warned')];
        };
      };
    },
  };

  /** Takes the first month that is over out of the ledger; returns the next one that is. */
  async function expire(member: string, at: Instant, done: string[]): Promise<number | undefined> {
    const occasion = passOccasion('expiry-sweep', at);
    let rest: number | undefined;
    const appended = await append(table, member, (now) => {
      const present = withMatured(now, Math.max(at, now.asOf));
      const due = dueExpiry(present, monthAt(at, timeZone));
      if (due === undefined) return { ok: false, reason: 'nothing-expired' };
      const later = present.lots.filter(({ expires }) => expires > due);
      rest = dueExpiry({ ...present, lots: later }, monthAt(at, timeZone));
      return alone(decide(now, { type: 'expire', month: due }, occasion, program));
    });
    if (appended.outcome === 'refused') return undefined;
    if (appended.outcome === 'entered') done.push('expired');
    return rest;
  }
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
