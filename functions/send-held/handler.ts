import * as z from 'zod/mini';
import { groupFunction } from '../../shared/lambda/queue.ts';
import { HELD_PARTS, heldMessages } from '../../shared/table/agenda.ts';
import { AGENDA_INDEX, memberOf } from '../../shared/table/keys.ts';
import type { Item, Table } from '../../shared/table/table.ts';
import type { HeldMessages } from '../notify/held.ts';

const scheduled = z.iso.datetime();

/** When the schedule fired; `part` and `after` where a part of the agenda is gone on with. */
const tick = z.object({
  scheduledFor: scheduled,
  part: z.optional(z.int().check(z.gte(0), z.lt(HELD_PARTS))),
  after: z.optional(z.string()),
});

export type Tick = z.infer<typeof tick>;

export interface SendHeldDependencies {
  readonly table: Pick<Table, 'query'>;
  /** Hands due messages to whoever decides on them. */
  readonly hand: (due: readonly HeldMessages[]) => Promise<void>;
  /** Has another message do what this one leaves of a part. */
  readonly goOn: (rest: Tick) => Promise<void>;
}

/** How many keys of a part one message looks at, and how many of one member's go together. */
const AT_ONCE = 500;
const TOGETHER = 50;

/**
 * Finds the messages whose time has come, and hands them over: one query for each part of the agenda
 * where nothing has. Nothing is written here. What was handed over twice is sent once, and what got
 * lost on the way is found again, for it leaves the agenda only with the decision on it. Ticks that
 * come together are one look; each message is then decided on as of the first tick that found it due.
 */
export function sendHeld({ table, hand, goOn }: SendHeldDependencies) {
  const grouping = {
    read: (body: unknown) => tick.parse(body),
    keyOf: ({ part, after }: Tick) => `${part ?? ''} ${after ?? ''}`,
  };

  return groupFunction<Tick>(grouping, async (ticks, log) => {
    const times = ticks.map(({ scheduledFor }) => Date.parse(scheduledFor)).sort((a, b) => a - b);
    const { part, after } = ticks[0];
    const parts = part === undefined ? Array.from({ length: HELD_PARTS }, (_, i) => i) : [part];
    const handed = await Promise.all(parts.map((one) => lookAt(one, times, after)));
    const messages = handed.reduce((sum, count) => sum + count, 0);
    if (messages > 0) log.info('held messages are due', { messages });
  });

  async function lookAt(
    part: number,
    times: readonly number[],
    after: string | undefined,
  ): Promise<number> {
    const last = iso(times.at(-1) ?? 0);
    const found = await table.query({ ...heldMessages(part, last, after), limit: AT_ONCE });
    // A range includes where it begins: what was the last one before.
    const items = found.filter((item) => dueOf(item) !== after);
    if (items.length > 0) await hand(byMember(items, times));
    const end = found.length < AT_ONCE ? undefined : found.at(-1);
    if (end !== undefined) await goOn({ scheduledFor: last, part, after: dueOf(end) });
    return items.length;
  }
}

/** What each member has due at each of the times, which are in their order. */
function byMember(items: readonly Item[], times: readonly number[]): readonly HeldMessages[] {
  const groups = new Map<string, { member: string; at: string; keys: string[] }>();
  for (const item of items) {
    const due = Date.parse(dueOf(item).slice(0, dueOf(item).indexOf('#')));
    const at = iso(times.find((time) => time >= due) ?? times.at(-1) ?? due);
    const member = memberOf(item);
    const name = `${member} ${at}`;
    const group = groups.get(name) ?? { member, at, keys: [] };
    group.keys.push(item.SK);
    groups.set(name, group);
  }
  return [...groups.values()].flatMap(({ member, at, keys }) =>
    Array.from({ length: Math.ceil(keys.length / TOGETHER) }, (_, i) => ({
      held: { member, at, keys: keys.slice(i * TOGETHER, (i + 1) * TOGETHER) },
    })),
  );
}

function dueOf(item: Item): string {
  return String(item[AGENDA_INDEX.sort]);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
