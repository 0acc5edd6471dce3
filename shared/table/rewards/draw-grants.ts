import { nameOfMonth } from '../../domain/rewards/draw-month.ts';
import { monthAt } from '../../domain/time/time.ts';
import type { MonthlyDraw, Program, Reward } from '../../program/program.ts';
import type { Table } from '../table.ts';
import { type DrawEntries, type Entered, enterDraw } from './draw-entries.ts';

/** A grant that brings entries of a draw, and when what brought it happened, in epoch milliseconds. */
export interface EntriesGiven {
  readonly member: string;
  readonly reward: Extract<Reward, { kind: 'draw-entry' }>;
  /** What keeps the grant apart from others of its reward: the same for every repeat. */
  readonly grant: string;
  readonly at: number;
}

/**
 * Enters a member in a draw because a grant says so: once, however often it is told.
 *
 * @returns undefined where the program has no such monthly draw.
 * @throws {TableBusy} when other writers were in the way; nothing was written then.
 */
export async function drawEntriesFor(
  table: Table,
  program: Program,
  { member, reward, grant, at }: EntriesGiven,
): Promise<Entered | undefined> {
  const draw = monthlyDraw(program, reward.draw);
  if (draw === undefined) return undefined;
  return enterOpenMonth(table, program, {
    draw: draw.id,
    person: member,
    isMember: true,
    cause: `${reward.id}#${grant}`,
    entries: reward.entries,
    most: draw.entriesAPerson,
    at,
  });
}

/** Enters in the month of an instant; in the next one that is open, where that has been drawn. */
export async function enterOpenMonth(
  table: Table,
  { timeZone }: Program,
  wanted: Omit<DrawEntries, 'month'>,
): Promise<Entered> {
  const first = monthAt(wanted.at, timeZone);
  for (let later = 0; later < MOST_MONTHS_LATER; later++) {
    const entered = await enterDraw(table, { ...wanted, month: nameOfMonth(first + later) });
    if (entered.outcome !== 'closed') return entered;
  }
  return { outcome: 'closed' };
}

/** No entry is under way for longer than this. */
const MOST_MONTHS_LATER = 13;

export function monthlyDraw(program: Program, id: string): MonthlyDraw | undefined {
  const draw = program.draws.find((candidate) => candidate.id === id);
  return draw?.when === 'monthly' ? draw : undefined;
}
