import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { DAY, type Instant } from '../../domain/time/time.ts';
import { attributesOf } from '../attributes.ts';
import { TTL_ATTRIBUTE } from '../keys.ts';
import type { Page } from '../people/member-reads.ts';
import { type Item, type Put, type Table, TableBusy } from '../table.ts';
import { DECIDED, offListAt, readWaiting } from '../waiting-list.ts';
import { operatorKeys, operatorRanges } from './keys.ts';

/** What a task is about. */
export const taskAbout = z.discriminatedUnion('kind', [
  /** To call a member of high value who was lost. */
  z.strictObject({ kind: z.literal('call'), member: z.string(), lostAt: z.int() }),
  /** To pay out a member's share of a quarter as store credit. */
  z.strictObject({
    kind: z.literal('credit'),
    member: z.string(),
    quarter: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
  }),
  /** To find winners of a draw who are no members, by the forms that they filled in. */
  z.strictObject({ kind: z.literal('winners'), draw: z.string(), month: z.string() }),
  /** To look at the rules again. */
  z.strictObject({ kind: z.literal('review'), day: z.string() }),
  /** To thank and to ask by hand, from the list of a week. */
  z.strictObject({ kind: z.literal('owner-list'), week: z.string() }),
]);

export type TaskAbout = z.infer<typeof taskAbout>;
export type TaskKind = TaskAbout['kind'];

/** That a task was done. */
export interface Completion {
  /** Who says so. */
  readonly by: string;
  readonly note?: string;
  readonly at: Instant;
}

/** Something that only a person can do. It holds nothing of anybody's person. */
export interface Task {
  /** The same for every repeat of what brought it. */
  readonly id: string;
  readonly about: TaskAbout;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly completion?: Completion;
}

/** Within how many days a task is to be done. */
const DUE_DAYS: Readonly<Record<TaskKind, number>> = {
  call: 3,
  credit: 14,
  winners: 7,
  review: 14,
  'owner-list': 7,
};

/** A task that comes up at an instant. Two about the same thing are one. */
export function newTask(about: TaskAbout, at: Instant): Task {
  const id = hash('sha256', JSON.stringify(taskAbout.parse(about)), 'base64url').slice(0, 22);
  return { id, about, openedAt: at, dueAt: at + DUE_DAYS[about.kind] * DAY };
}

/** The writes that open a task, on condition that it never was: its record and its place on the list. */
export function taskPuts(task: Task): readonly Put[] {
  return [
    { item: taskItem(task), condition: 'absent' },
    { item: listed(task), condition: 'absent' },
  ];
}

/**
 * Opens a task; one that was opened before, or has been done, stays as it is.
 *
 * @throws {TableBusy} where another writer was at it; nothing was written.
 */
export async function openTask(table: Table, task: Task): Promise<boolean> {
  const { committed, ...rest } = await table.transact(taskPuts(task));
  if (committed) return true;
  if ('rejections' in rest && rest.rejections.some(({ reason }) => reason === 'condition'))
    return false;
  throw new TableBusy('a task was opened at the same moment');
}

/** A task by its id; undefined where there is none. */
export async function readTask(table: Table, id: string): Promise<Task | undefined> {
  const item = await table.get(operatorKeys.task(id), { consistent: true });
  return item === undefined ? undefined : readTaskItem(item);
}

/** The tasks that are open, those first that are due first; `from` is `next` of the page before. */
export async function readOpenTasks(
  table: Table,
  limit: number,
  from?: string,
): Promise<Page<Task, string>> {
  const { items, ...next } = await readWaiting(table, operatorRanges.openTasks(), limit, from);
  return { things: items.map(readTaskItem), ...next };
}

/**
 * Notes that a task was done, and takes it off the list.
 *
 * @returns false where somebody else has done it meanwhile
 * @throws {TableBusy} where another writer was at it; nothing was written.
 */
export async function completeTask(
  table: Table,
  task: Task,
  completion: Completion,
): Promise<boolean> {
  const condition = { attribute: DECIDED, equals: 0 };
  const ended = { [DECIDED]: 1, [TTL_ATTRIBUTE]: offListAt(completion.at) };
  const { committed, ...rest } = await table.transact([
    { item: taskItem({ ...task, completion }), condition },
    { item: { ...listed(task), ...ended }, condition },
  ]);
  if (committed) return true;
  if ('rejections' in rest && rest.rejections.some(({ reason }) => reason === 'condition'))
    return false;
  throw new TableBusy('a task was completed at the same moment');
}

function taskItem({ completion, ...task }: Task): Item {
  return {
    ...operatorKeys.task(task.id),
    ...attributes(task),
    [DECIDED]: completion === undefined ? 0 : 1,
    ...(completion === undefined ? {} : { by: completion.by, at: completion.at }),
    ...(completion?.note === undefined ? {} : { note: completion.note }),
  };
}

function listed(task: Task): Item {
  return { ...operatorKeys.openTask(task.dueAt, task.id), ...attributes(task), [DECIDED]: 0 };
}

function attributes({ id, about, openedAt, dueAt }: Task) {
  return { task: id, about: JSON.stringify(about), openedAt, dueAt };
}

function readTaskItem(item: Item): Task {
  const read = attributesOf(item);
  return {
    id: read.text('task'),
    about: taskAbout.parse(JSON.parse(read.text('about'))),
    openedAt: read.number('openedAt'),
    dueAt: read.number('dueAt'),
    ...(read.has('by')
      ? {
          completion: {
            by: read.text('by'),
            at: read.number('at'),
            ...(read.has('note') ? { note: read.text('note') } : {}),
          },
        }
      : {}),
  };
}
