import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { memberAnswer, messageAnswer } from '../members/contract.ts';
import { entryAnswer } from '../members/entry-contract.ts';
import { subscriptionAnswer } from '../members/subscription-contract.ts';

const taskId = z.string().check(z.regex(/^[\w-]{22}$/));
const lang = z.optional(z.string().check(z.maxLength(35)));

const taskShape = {
  id: taskId,
  kind: z.enum(['call', 'credit', 'winners', 'review', 'owner-list']),
  /** What is to be done, in a sentence. */
  sentence: z.string(),
  /** Whom it is about, as they are known now: merges are followed. */
  member: z.optional(memberId),
  /** Of a share of profits that is to be paid out. */
  quarter: z.optional(z.string()),
  amountMinor: z.optional(z.int()),
  currency: z.optional(z.string()),
  /** Of a draw whose winners are to be found by their forms. */
  draw: z.optional(z.string()),
  month: z.optional(z.string()),
  /** Of an owner’s list. */
  week: z.optional(z.string()),
  openedAt: instant,
  dueAt: instant,
};

const completion = z.object({ by: z.string(), note: z.optional(z.string()), at: instant });

const tasksAnswer = z.object({
  tasks: z.array(z.object(taskShape)),
  next: z.optional(z.string()),
});

/** So much, of so much: of 80 who bought 12 did so again; 90,000 of spend of 30 members. */
const figure = z.object({ day: z.iso.date(), of: z.int(), among: z.int() });

const goal = z.object({
  measure: z.string(),
  /** Wanted, of what it was: 2,000 is a fifth more. */
  changeBps: z.int(),
  withinMonths: z.int(),
  /** What was counted on the day of the task, and when its time began; absent where nothing was. */
  now: z.optional(figure),
  before: z.optional(figure),
  /** How it changed, as wanted above. */
  changedBps: z.optional(z.int()),
});

const taskAnswer = z.object({
  ...taskShape,
  completion: z.optional(completion),
  /** Everything that it takes to talk to a member, on one page. */
  page: z.optional(
    z.object({
      member: memberAnswer,
      entries: z.array(entryAnswer),
      subscriptions: z.array(subscriptionAnswer),
      messages: z.array(messageAnswer),
      /** Where it stands how to reach them; whoever may read that does so there. */
      preferences: z.string(),
    }),
  ),
  /** What the program wants to come of it. */
  goals: z.optional(z.array(goal)),
});

const completedAnswer = z.object({ ...taskShape, completion });

const ownerListAnswer = z.object({
  /** The day on which the week was over. */
  week: z.iso.date(),
  from: instant,
  to: instant,
  /** Who reached a tier in it. */
  tiers: z.array(
    z.object({
      tier: z.object({ id: z.string(), name: z.string() }),
      count: z.int(),
      members: z.array(memberId),
    }),
  ),
  /** To thank: who bought most, in minor units of the base currency. */
  buyers: z.array(z.object({ member: memberId, orders: z.int(), spendMinor: z.int() })),
  currency: z.string(),
  /** To ask: who has neither bought nor come by for too long. */
  quiet: z.object({ count: z.int(), members: z.array(memberId) }),
  /** To publish: it counts, and shows nobody. Absent where there is nothing to tell. */
  thread: z.optional(z.string()),
});

const group = z.object({ members: z.int(), cameBack: z.int() });

const returnsAnswer = z.object({
  month: z.string(),
  /** Who ordered within so many days after it came back. */
  withinDays: z.int(),
  /** Those who were made the first offer of a lapse in the month. */
  offered: group,
  /** Those who would have been, and got nothing, so that there is something to compare with. */
  heldOut: group,
});

/** What only a person can do, and what a person is told to decide by. */
export const routes = {
  'GET /v1/tasks': {
    summary: 'What a person is to do, the most urgent first; `from` is `next` of the page before.',
    scope: 'operate',
    path: z.object({}),
    query: z.object({
      lang,
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
      from: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    }),
    answer: tasksAnswer,
  },
  'GET /v1/tasks/{task}': {
    summary: 'A task, with the member’s history on one page where it is about one.',
    scope: 'operate',
    path: z.object({ task: taskId }),
    query: z.object({ lang }),
    answer: taskAnswer,
  },
  'POST /v1/tasks/{task}/completions': {
    summary: 'Note that a task was done. A repeat is answered as the first was.',
    scope: 'operate',
    path: z.object({ task: taskId }),
    body: z.strictObject({
      /** Who did it; whom the token names where nothing is said. */
      by: z.optional(identifier),
      /** For the record, and nothing about a person. */
      note: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
    }),
    status: 201,
    answer: completedAnswer,
    refusals: { 404: 'No such task.' },
  },
  'GET /v1/owner-lists/{week}': {
    summary:
      'The list of a week for the shop’s owner, by the day on which the week was over: who reached a tier, whom to thank, who went quiet.',
    scope: 'operate',
    path: z.object({ week: z.iso.date() }),
    query: z.object({ lang }),
    answer: ownerListAnswer,
    refusals: { 404: 'No list was made of that week.' },
  },
  'GET /v1/win-backs/{month}': {
    summary:
      'How many of those who were lost in a month came back: of who got an offer, and of who was held out. Known three months later.',
    scope: 'operate',
    path: z.object({ month: z.string().check(z.regex(/^2\d{3}-(0[1-9]|1[0-2])$/)) }),
    answer: returnsAnswer,
    refusals: { 404: 'It has not been measured.' },
  },
} as const;

export type TaskShape = z.infer<z.ZodMiniObject<typeof taskShape>>;
export type GoalView = z.infer<typeof goal>;
export type TaskAnswer = z.infer<typeof taskAnswer>;
export type CompletedAnswer = z.infer<typeof completedAnswer>;
export type ReturnsAnswer = z.infer<typeof returnsAnswer>;
export type OwnerListAnswer = z.infer<typeof ownerListAnswer>;
