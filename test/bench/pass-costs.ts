import { hash } from 'node:crypto';
import { dailyRound } from '../../functions/daily-round/sweep.ts';
import { expirySweep } from '../../functions/expire-points/sweep.ts';
import { tierReview } from '../../functions/review-tiers/sweep.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { pointsClub } from '../../shared/program/presets/points-club.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { memoryTable } from '../../shared/table/memory-table.ts';
import type { Table } from '../../shared/table/table.ts';
import { withAccountant } from '../support/accountant.ts';
import { runPass } from '../support/sweeping.ts';
import { type Due, memberAt } from './pass-members.ts';

/** A pass on one kind of day. */
export interface PassDay {
  readonly name: string;
  readonly pass: 'expiry-sweep' | 'monthly-demotion' | 'daily-round';
  readonly scheduledFor: string;
  readonly due: Due;
  /** For which share of the members something is due, as an assumption, in hundredths of a percent. */
  readonly dueBps: number;
  /** Its names in the tally: whoever is held out for comparison is entered as well. */
  readonly does: readonly string[];
  readonly timesAMonth: number;
}

/** What a pass reads and writes, on average. */
export interface PassCost {
  /** Read units for each member, whatever is due. */
  readonly readUnitsAMember: number;
  /** What somebody for whom something is due costs beside. */
  readonly ofOneDue: {
    readonly readUnits: number;
    readonly writeUnits: number;
    readonly events: number;
  };
}

/** A share that is all. */
const EVERYBODY = 10_000;

/** The days of a month on which passes look at every member; on all others they only look up. */
export const passDays: readonly PassDay[] = [
  {
    name: 'expiry: the first of the month',
    pass: 'expiry-sweep',
    // Of February, so that no warning is due on the same day.
    scheduledFor: '2027-02-01T03:00:00Z',
    due: 'expiry',
    dueBps: 2_000,
    does: ['expired'],
    timesAMonth: 1,
  },
  {
    name: 'expiry: a day of warnings',
    pass: 'expiry-sweep',
    scheduledFor: '2027-03-25T03:00:00Z',
    due: 'warning',
    dueBps: 2_000,
    does: ['warned'],
    timesAMonth: 2,
  },
  {
    name: 'demotion: the day of notices',
    pass: 'monthly-demotion',
    scheduledFor: '2027-03-31T03:00:00Z',
    due: 'notice',
    dueBps: 800,
    does: ['noticed'],
    timesAMonth: 1,
  },
  {
    name: 'demotion: the review',
    pass: 'monthly-demotion',
    scheduledFor: '2027-04-01T03:00:00Z',
    due: 'demotion',
    dueBps: 800,
    does: ['demoted'],
    timesAMonth: 1,
  },
  {
    name: 'the daily round',
    pass: 'daily-round',
    scheduledFor: '2027-03-15T05:00:00Z',
    due: 'win-back',
    dueBps: 50,
    does: ['heldOut', 'wonBack'],
    timesAMonth: 29,
  },
  {
    name: 'the daily round, with a note for all',
    pass: 'daily-round',
    scheduledFor: '2027-03-01T05:00:00Z',
    due: 'nothing',
    dueBps: EVERYBODY,
    does: ['statusTold'],
    timesAMonth: 1,
  },
];

/** How often in a month a pass is planned, each time for a task and two steps, and not begun. */
export const PLANNED_ONLY = passDays.reduce((left, day) => left - day.timesAMonth, 4 * 30);

const program = loadProgram(pointsClub);

/** Enough that most pages of the roster are full, as they are where members are many. */
const MEMBERS = 64 * 100;

/** Runs a pass over a town twice, once with nobody due, and says what the bill came to. */
export async function costOfPass(day: PassDay, members = MEMBERS): Promise<PassCost> {
  const dueMembers = members / 10;
  if (day.dueBps === EVERYBODY) {
    const { readUnits, writeUnits, events } = await billOf(day, members, members);
    return {
      readUnitsAMember: readUnits / members,
      ofOneDue: { readUnits: 0, writeUnits: writeUnits / members, events: events / members },
    };
  }
  const [idle, busy] = [await billOf(day, members, 0), await billOf(day, members, dueMembers)];
  const each = (of: 'readUnits' | 'writeUnits') => (busy[of] - idle[of]) / dueMembers;
  return {
    readUnitsAMember: idle.readUnits / members,
    ofOneDue: {
      readUnits: each('readUnits'),
      writeUnits: each('writeUnits'),
      events: busy.events / dueMembers,
    },
  };
}

async function billOf(day: PassDay, members: number, due: number) {
  const inner = memoryTable();
  for (let i = 0; i < members; i++) {
    const id = hash('sha256', `member-${i}`, 'base64url').slice(0, 22);
    const at = Date.parse(day.scheduledFor);
    const item = memberAt(id, i < due ? day.due : 'nothing', at, program);
    await inner.put({ item, condition: 'absent' });
  }
  const { table, bill } = withAccountant(inner);
  let events = 0;
  const sweep = sweepOf(day.pass, table, program, (told) => {
    events += told;
  });
  const ran = await runPass(sweep, table, day.scheduledFor);
  const done = day.does.reduce((sum, name) => sum + (ran.total[name] ?? 0), 0);
  if (ran.total.visited !== members || done !== due) {
    throw new Error(`${day.name} came to ${JSON.stringify(ran.total)}`);
  }
  return { ...bill, events };
}

function sweepOf(
  pass: PassDay['pass'],
  table: Table,
  rules: Program,
  told: (events: number) => void,
): Sweep {
  const tell = async (events: readonly unknown[]) => told(events.length);
  switch (pass) {
    case 'expiry-sweep':
      return expirySweep({ table, program: rules, tell });
    case 'monthly-demotion':
      return tierReview(table, rules);
    case 'daily-round':
      return dailyRound(table, rules, tell);
  }
}
