import * as z from 'zod/mini';
import type { Counted } from '../../domain/time/goal-figures.ts';
import { attributesOf } from '../attributes.ts';
import type { Table } from '../table.ts';
import { operatorKeys, operatorRanges } from './keys.ts';

/** As many days are looked at: those of six years where rules are looked at each quarter. */
const MOST_DAYS = 25;

const counted = z.record(z.string(), z.int());

/** What was counted for the program's goals on a day. */
export interface GoalDay {
  /** As `2026-04-01`. */
  readonly day: string;
  readonly counted: Counted;
}

/** Records what was counted on a day; what was recorded first stays. */
export async function writeGoalDay(table: Table, { day, counted }: GoalDay): Promise<boolean> {
  const item = { ...operatorKeys.goalDay(day), counted: JSON.stringify(counted) };
  return table.put({ item, condition: 'absent' });
}

/** What was counted up to a day, that one included, the latest first. */
export async function readGoalDays(table: Table, upTo: string): Promise<readonly GoalDay[]> {
  const items = await table.query({
    ...operatorRanges.goalDays(upTo),
    descending: true,
    limit: MOST_DAYS,
  });
  return items.map((item) => ({
    day: item.SK,
    counted: counted.parse(JSON.parse(attributesOf(item).text('counted'))),
  }));
}
