import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../../shared/identity/draw-key.ts';
import { memoryTable } from '../../../../shared/table/memory-table.ts';
import {
  closeDraw,
  type DrawEntries,
  enterDraw,
  readParticipations,
} from '../../../../shared/table/rewards/draw-entries.ts';
import { enterOpenMonth } from '../../../../shared/table/rewards/draw-grants.ts';
import { entriesOf } from '../../../../shared/table/rewards/draw-item.ts';
import {
  readList,
  readWinners,
  recordResult,
} from '../../../../shared/table/rewards/draw-result.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { useLocalTable } from '../../../support/local-table.ts';
import { ladder } from '../../../support/member-ledger.ts';

const local = useLocalTable();

let draws = 0;
const aDraw = (): string => `draw-${++draws}`;

const wanted = (draw: string, more: Partial<DrawEntries> = {}): DrawEntries => ({
  draw,
  month: '2026-11',
  person: 'ann',
  isMember: true,
  cause: 'a-grant',
  entries: 1,
  most: 5,
  at: Date.parse('2026-11-10T12:00:00Z'),
  ...more,
});

const asOften = async (table: Table, entries: DrawEntries): Promise<string> => {
  for (;;) {
    // Whoever is told that it is too busy comes back.
    const entered = await enterDraw(table, entries).catch(() => undefined);
    if (entered !== undefined) return entered.outcome;
  }
};

describe('entries of a draw', () => {
  test('come of each cause once, and a repeat is told what the first was', async () => {
    const draw = aDraw();
    const first = await enterDraw(local.table, wanted(draw, { entries: 2 }));
    expect(first).toEqual({ outcome: 'entered', month: '2026-11', entries: 2 });
    await enterDraw(local.table, wanted(draw, { cause: 'another' }));
    expect(await enterDraw(local.table, wanted(draw, { entries: 2 }))).toEqual({
      ...first,
      outcome: 'known',
    });
    const [ann] = await readParticipations(local.table, draw, '2026-11');
    expect(ann && entriesOf(ann)).toBe(3);
  });

  test('of one person are never more than anybody may have, twelve at once', async () => {
    const draw = aDraw();
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => asOften(local.table, wanted(draw, { cause: `c${i}` }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'entered')).toHaveLength(5);
    const [ann] = await readParticipations(local.table, draw, '2026-11');
    expect(ann && entriesOf(ann)).toBe(5);
  });

  test('that go beyond are cut off at what anybody may have', async () => {
    const draw = aDraw();
    await enterDraw(local.table, wanted(draw, { entries: 4 }));
    const more = await enterDraw(local.table, wanted(draw, { cause: 'more', entries: 4 }));
    expect(more).toMatchObject({ outcome: 'entered', entries: 5 });
    expect(await enterDraw(local.table, wanted(draw, { cause: 'again' }))).toEqual({
      outcome: 'full',
    });
  });

  test('after the list was closed are none, and none is lost that was made before', async () => {
    const draw = aDraw();
    const people = Array.from({ length: 40 }, (_, i) => `person-${i}`);
    const entering = people.map((person) => asOften(local.table, wanted(draw, { person })));
    await closeDraw(local.table, draw, '2026-11');
    const list = await readParticipations(local.table, draw, '2026-11');
    const outcomes = await Promise.all(entering);
    const entered = people.filter((_, i) => outcomes[i] === 'entered');
    expect(list.map(({ person }) => person).toSorted()).toEqual(entered.toSorted());
    expect(new Set(outcomes)).not.toContain('full');
    await closeDraw(local.table, draw, '2026-11');
    expect(await enterDraw(local.table, wanted(draw, { person: 'late' }))).toEqual({
      outcome: 'closed',
    });
  });

  test('that come too late for their month are good for the next', async () => {
    const draw = aDraw();
    await closeDraw(local.table, draw, '2026-11');
    const { month: _, ...late } = wanted(draw);
    const entered = { outcome: 'entered', month: '2026-12', entries: 1 };
    expect(await enterOpenMonth(local.table, ladder, late)).toEqual(entered);
    expect(await enterOpenMonth(local.table, ladder, late)).toEqual({
      ...entered,
      outcome: 'known',
    });
  });

  test('are read as a whole, though the table gives them page by page', async () => {
    const whole = memoryTable();
    // Pages that are shorter than asked, as DynamoDB's are where items are large.
    const table: Table = {
      ...whole,
      query: (query) => whole.query({ ...query, limit: Math.min(query.limit ?? 7, 7) }),
    };
    for (let i = 0; i < 500; i++) await enterDraw(table, wanted('d', { person: `person-${i}` }));
    const list = await readParticipations(table, 'd', '2026-11');
    expect(new Set(list.map(({ person }) => person)).size).toBe(500);
  });
});

test('a long result is read in parts, wherever they begin', async () => {
  const table = memoryTable();
  const list = Array.from({ length: 2_345 }, (_, i) => ({ entrant: `e${i}`, entries: i + 1 }));
  const winners = list.map(({ entrant }) => ({
    entrant,
    reward: 'mug',
    person: `of ${entrant}`,
    isMember: entrant.endsWith('1'),
  }));
  const result = {
    prizes: [{ reward: 'mug', winners: 2_345 }],
    program: 'p@1',
    ranAt: '2026-12-01T00:00:00.000Z',
    seed: sha256(''),
    listHash: sha256(''),
    entrants: 2_345,
    entries: 1,
    winners: 2_345,
  };
  await recordResult(table, 'd', '2026-11', { result, list, winners });
  for (const [from, limit] of [
    [0, 10],
    [995, 10],
    [999, 1_000],
    [2_340, 100],
    [0, 2_345],
    [5_000, 10],
  ] as const) {
    const page = list.slice(from, from + limit);
    expect(await readList(table, 'd', '2026-11', from, limit)).toEqual(page);
    const won = winners.slice(from, from + limit);
    expect(await readWinners(table, 'd', '2026-11', from, limit)).toEqual(won);
  }
});
