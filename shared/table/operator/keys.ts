import { hash } from 'node:crypto';
import type { Key } from '../keys.ts';

const WAITING_TASK = 'WAITING#task#';
const GOALS = 'GOALS';

/** In so many partitions the tasks that are open are listed; fixed, as they stay there. */
const TASK_PARTS = 4;

/** In so many partitions the lost members of a month are listed; fixed, as they stay there. */
export const LAPSE_PARTS = 16;

const lapses = (month: string, part: number): string => `LAPSE#${month}#${part}`;

/** Numbers in keys sort as texts. */
const padded = (number: number): string => String(number).padStart(4, '0');

/** The keys of what no member owns: what a person is to do or to know, and what passes have found. */
export const operatorKeys = {
  /** Of something that a person is asked to do; and its place on the list of what is to be done. */
  task: (id: string): Key => ({ PK: `T#${id}`, SK: 'TASK' }),
  openTask: (dueAt: number, id: string): Key => ({
    PK: WAITING_TASK + (hash('sha256', id, 'buffer').readUInt16BE(0) % TASK_PARTS),
    SK: `${new Date(dueAt).toISOString()}#${id}`,
  }),
  /** Of what a part of a pass found to be first by something; see `Listing`. */
  ranked: (listing: string, part: number): Key => ({
    PK: `RANK#${listing}`,
    SK: `PART#${padded(part)}`,
  }),
  /** Who is shown as first in a period; who got a title of a year; what an owner is given of a week. */
  leaderboard: (period: string): Key => ({ PK: `BOARD#${period}`, SK: 'BOARD' }),
  titled: (year: string, reward: string): Key => ({ PK: `TITLE#${year}`, SK: reward }),
  ownerList: (week: string): Key => ({ PK: `OWNER#${week}`, SK: 'LIST' }),
  /** Of a lost member's place on the list of a month; and of what came of that month's offers. */
  lapse: (month: string, id: string, lostAt: number): Key => ({
    PK: lapses(month, hash('sha256', id, 'buffer').readUInt16BE(0) % LAPSE_PARTS),
    SK: `${id}#${lostAt}`,
  }),
  returns: (month: string): Key => ({ PK: `RETURNS#${month}`, SK: 'RETURNS' }),
  /** Of what was counted for the program's goals on a day. */
  goalDay: (day: string): Key => ({ PK: GOALS, SK: day }),
} as const;

/** Parts of the table that are read as a whole. */
export const operatorRanges = {
  /** All partitions of the tasks that are open. */
  openTasks: () =>
    Array.from({ length: TASK_PARTS }, (_, part) => ({ partition: WAITING_TASK + part })),
  /** A part of those who were lost and were made an offer in a month, or held out. */
  lapses: (month: string, part: number) => ({ partition: lapses(month, part) }),
  goalDays: (upTo: string) => ({ partition: GOALS, to: upTo }),
} as const;
