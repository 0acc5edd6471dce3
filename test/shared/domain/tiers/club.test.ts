import { expect, test } from 'vitest';
import { presentAt } from '../../../../shared/domain/ledger/member.ts';
import { clubsOf } from '../../../../shared/domain/tiers/club.ts';
import { standingOf } from '../../../../shared/domain/tiers/tier.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { activityProgram } from '../../../support/activity-program.ts';
import { memberLedger } from '../../../support/member-ledger.ts';

test('a club is joined by what counts for it, and left when that lies too far back', () => {
  const program = loadProgram(activityProgram);
  const ledger = memberLedger(program);
  const interact = (at: string) =>
    ledger.tell(
      {
        type: 'award',
        request: {
          award: at,
          request: 'a-hash',
          cause: { kind: 'activity', id: 'check-in' },
          points: 0,
          validity: { months: 1 },
          interaction: true,
        },
      },
      at,
    );
  const clubs = (at: string) => {
    const present = presentAt(ledger.state, Date.parse(at), program.timeZone);
    return clubsOf(program, standingOf(present)).map(({ id }) => id);
  };
  interact('2026-03-01T12:00:00Z');
  interact('2026-04-01T12:00:00Z');
  interact('2026-04-02T12:00:00Z');
  expect(clubs('2026-05-01T12:00:00Z')).toEqual([]);
  interact('2026-05-01T12:00:00Z');
  expect(clubs('2026-05-31T12:00:00Z')).toEqual(['regulars']);
  // From June on, March is none of this month and the two before.
  expect(clubs('2026-06-01T12:00:00Z')).toEqual([]);
});
