import { beforeEach, describe, expect, test } from 'vitest';
import { type Errand, lookAt } from '../../../shared/agenda/due.ts';
import type { Log } from '../../../shared/lambda/log.ts';
import type { LeftOut } from '../../../shared/sweep/visit.ts';
import {
  AGENDA_PARTS,
  agendaPlace,
  dueBy,
  movePlace,
  placeOf,
} from '../../../shared/table/agenda-place.ts';
import { keys } from '../../../shared/table/keys.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { type Query, type Table, TableBusy } from '../../../shared/table/table.ts';

const at = (when: string) => Date.parse(when);
const NOON = at('2026-03-24T12:00:00Z');
const HOUR = 3_600_000;

let table: Table;
let queries: Query[];
let leftOut: LeftOut[];
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

beforeEach(() => {
  const inner = memoryTable();
  queries = [];
  leftOut = [];
  table = {
    ...inner,
    query: async (query) => {
      queries.push(query);
      return inner.query(query);
    },
  };
});

async function stands(member: string, due: number): Promise<void> {
  const key = keys.referral(member);
  await table.put({
    item: { ...key, revision: 0, ...agendaPlace(key, { kind: 'referral', due }) },
    condition: 'absent',
  });
}

const dueOf = async (member: string) => {
  const item = await table.get(keys.referral(member));
  return item === undefined ? undefined : placeOf(item)?.due;
};

/** Does an item and takes it from the agenda. */
const doing: Errand = async (item) => {
  await movePlace(table, item, undefined);
  return 'done';
};

/** Every part, as the function does them. */
async function look(errand: Errand, ...times: readonly [number, ...number[]]) {
  const until = times.at(-1) ?? 0;
  const looking = {
    table,
    times,
    setAside: async (one: LeftOut) => {
      leftOut.push(one);
    },
    log: quiet,
  };
  const looked = [];
  for (let part = 0; part < AGENDA_PARTS; part++) {
    looked.push(await lookAt({ kind: 'referral', until, errand }, part, looking));
  }
  return {
    done: looked.reduce((sum, { tally }) => sum + (tally.done ?? 0), 0),
    more: looked.some(({ more }) => more),
  };
}

const members = (count: number) => Array.from({ length: count }, (_, i) => `friend-${i}`);

describe('the agenda', () => {
  test('costs one query a part where nothing is due', async () => {
    await stands('later', NOON + 1);
    expect(await look(doing, NOON)).toEqual({ done: 0, more: false });
    expect(queries).toHaveLength(AGENDA_PARTS);
  });

  test('does all that is due, page by page, each once', async () => {
    for (const member of members(150)) await stands(member, NOON);
    const seen: string[] = [];
    const done = await look(async (item, when) => {
      seen.push(item.PK);
      return doing(item, when);
    }, NOON);
    expect(done).toEqual({ done: 150, more: false });
    expect(new Set(seen).size).toBe(150);
    expect(seen).toHaveLength(150);
  });

  test('leaves to another message what is too much for one, and loses none of it', async () => {
    for (const member of members(1_000)) await stands(member, NOON);
    let total = 0;
    for (let messages = 1; ; messages++) {
      const { done, more } = await look(doing, NOON);
      total += done;
      if (!more) break;
      expect(messages).toBeLessThan(5);
    }
    expect(total).toBe(1_000);
  });

  test('does an item as of the first of several ticks that found it due', async () => {
    await stands('early', NOON);
    await stands('late', NOON + HOUR + 1);
    const times = new Map<string, number>();
    const noting: Errand = async (item, when) => {
      times.set(item.PK, when);
      return doing(item, when);
    };
    await look(noting, NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR);
    expect(times.get(keys.referral('early').PK)).toBe(NOON);
    expect(times.get(keys.referral('late').PK)).toBe(NOON + 2 * HOUR);
  });

  test('does nothing with an item that the index tells of too late', async () => {
    await stands('gone', NOON);
    const [stale] = (
      await Promise.all([0, 1, 2, 3].map((part) => table.query(dueBy('referral', part, NOON))))
    ).flat();
    await look(doing, NOON);
    table = { ...table, query: async () => (stale === undefined ? [] : [stale]) };
    expect(await look(doing, NOON)).toEqual({ done: 0, more: false });
  });
});

describe('an item that cannot be done', () => {
  const failing: Errand = async (item, when) => {
    if (item.PK === keys.referral('broken').PK) throw new RangeError('no such thing');
    return doing(item, when);
  };

  test('stays for an hour, is set aside then with its reason, and is tried again in six', async () => {
    await stands('broken', NOON);
    await look(failing, NOON);
    await look(failing, NOON + HOUR - 1);
    expect(leftOut).toEqual([]);
    await look(failing, NOON + HOUR);
    expect(leftOut).toEqual([
      {
        member: 'broken',
        scheduledFor: '2026-03-24T13:00:00.000Z',
        reason: 'referral: RangeError: no such thing',
      },
    ]);
    expect(await dueOf('broken')).toBe(NOON + 7 * HOUR);
    expect(await look(doing, NOON + 7 * HOUR)).toEqual({ done: 1, more: false });
  });

  test('holds up none of the others, however many fail before them', async () => {
    const broken = new Set(members(120).map((member) => keys.referral(member).PK));
    for (const member of members(120)) await stands(member, NOON - 1);
    for (let i = 0; i < 10; i++) await stands(`fine-${i}`, NOON);
    const most: Errand = async (item, when) => {
      if (broken.has(item.PK)) throw new Error('not this one');
      return doing(item, when);
    };
    expect(await look(most, NOON)).toEqual({ done: 10, more: false });
  });

  test('is left for the next tick where others were in the way, however late it is', async () => {
    await stands('busy', NOON);
    const busy: Errand = async () => {
      throw new TableBusy('contended');
    };
    await look(busy, NOON + 5 * HOUR);
    expect(leftOut).toEqual([]);
    expect(await dueOf('busy')).toBe(NOON);
  });

  test('has the whole look fail where it cannot be put off either, so that it is looked again', async () => {
    await stands('broken', NOON);
    const inner = table;
    table = {
      ...inner,
      put: async () => {
        throw new Error('the table is away');
      },
    };
    await expect(look(failing, NOON + HOUR)).rejects.toThrow('the table is away');
    expect(leftOut).toEqual([]);
  });
});
