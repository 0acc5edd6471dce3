import { describe, expect, test } from 'vitest';
import type { HeldMessages } from '../../../functions/notify/held.ts';
import { sendHeld, type Tick } from '../../../functions/send-held/handler.ts';
import { HELD_PARTS } from '../../../shared/table/agenda.ts';
import {
  type Dispatch,
  dispatchItem,
  dispatchKey,
} from '../../../shared/table/people/dispatch-item.ts';
import type { Query } from '../../../shared/table/table.ts';
import { deliver } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';

const local = useLocalTable();

const SEVEN = Date.parse('2026-11-02T07:00:00.000Z');
const MINUTE = 60_000;

function waiting(member: string, fact: string, until: number): Dispatch {
  return {
    member,
    fact,
    topic: 'points.expiring',
    channel: 'email',
    kind: 'expiry',
    title: { en: 'A title' },
    text: { en: 'A text' },
    receivedAt: '2026-11-02T02:00:00.000Z',
    at: SEVEN - 5 * 3_600_000,
    fate: { state: 'held', until },
    revision: 1,
  };
}

async function hold(...dispatches: readonly Dispatch[]): Promise<void> {
  for (const dispatch of dispatches) {
    await local.table.put({ item: dispatchItem(dispatch), condition: 'absent' });
  }
}

/** What is handed over, and gone on with, when these ticks come together. */
async function look(...ticks: readonly Tick[]) {
  const handed: HeldMessages['held'][] = [];
  const rest: Tick[] = [];
  const queries: Query[] = [];
  const handler = sendHeld({
    table: {
      query: (query) => {
        queries.push(query);
        return local.table.query(query);
      },
    },
    hand: async (due) => void handed.push(...due.map(({ held }) => held)),
    goOn: async (one) => void rest.push(one),
  });
  expect(await deliver(handler, ...ticks)).toEqual([]);
  return { handed, rest, queries };
}

const tick = (at: number): Tick => ({ scheduledFor: new Date(at).toISOString() });
const idOf = (name: string): string => name.padEnd(22, '-');

describe('messages that wait', () => {
  test('are found when they are due, a member’s together, and not before', async () => {
    const [mara, otto] = [idOf('mara'), idOf('otto')];
    const own = [waiting(mara, 'f-1', SEVEN), waiting(mara, 'f-2', SEVEN)];
    const other = waiting(otto, 'f-3', SEVEN + MINUTE);
    await hold(...own, other);
    expect((await look(tick(SEVEN - MINUTE))).handed).toEqual([]);
    expect((await look(tick(SEVEN))).handed).toEqual([
      {
        member: mara,
        at: '2026-11-02T07:00:00.000Z',
        keys: own.map((one) => dispatchKey(one).SK),
      },
    ]);
    const later = await look(tick(SEVEN + 5 * MINUTE));
    expect(later.handed.map(({ member }) => member).sort()).toEqual([mara, otto]);
  });

  test('are decided on as of the first of several ticks that finds them due', async () => {
    const member = idOf('patient');
    const hour = SEVEN + 24 * 60 * MINUTE;
    await hold(
      waiting(member, 'f-1', hour + 3 * MINUTE),
      waiting(member, 'f-2', hour + 12 * MINUTE),
    );
    const ticks = [15, 5, 20, 10].map((minutes) => tick(hour + minutes * MINUTE));
    const { handed, queries } = await look(...ticks);
    const ofThem = handed.filter((one) => one.member === member);
    expect(ofThem.map(({ at }) => Date.parse(at) - hour).sort((a, b) => a - b)).toEqual([
      5 * MINUTE,
      15 * MINUTE,
    ]);
    expect(queries).toHaveLength(HELD_PARTS);
  });

  test('cost one query for each part where nothing is due', async () => {
    const { queries, handed, rest } = await look(tick(Date.parse('2020-01-01T00:00:00Z')));
    expect(queries).toHaveLength(HELD_PARTS);
    expect([...handed, ...rest]).toEqual([]);
  });

  test('by the thousand are gone on with, and none is left out', async () => {
    const at = Date.parse('2019-01-01T07:00:00.000Z');
    const many = Array.from({ length: 1_100 }, (_, i) => waiting(idOf('crowd'), `f-${i}`, at));
    for (let i = 0; i < many.length; i += 100) {
      await local.table.transact(
        many
          .slice(i, i + 100)
          .map((one) => ({ item: dispatchItem(one), condition: 'absent' as const })),
      );
    }
    const found: string[] = [];
    let ticks: readonly Tick[] = [tick(at)];
    let messages = 0;
    while (ticks.length > 0) {
      const { handed, rest } = await look(...ticks);
      messages += 1;
      found.push(...handed.flatMap(({ keys }) => keys));
      expect(handed.every(({ keys }) => keys.length <= 50)).toBe(true);
      ticks = rest;
    }
    expect(messages).toBe(3);
    expect(new Set(found).size).toBe(1_100);
    expect(found).toHaveLength(1_100);
  });
});
