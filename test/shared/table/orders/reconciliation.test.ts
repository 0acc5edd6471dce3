import { expect, test } from 'vitest';
import {
  beginReconciliation,
  moveReconciliation,
  NOTHING_FOUND,
  readReconciliation,
} from '../../../../shared/table/orders/reconciliation.ts';
import { TableBusy } from '../../../../shared/table/table.ts';
import { useLocalTable } from '../../../support/local-table.ts';

const local = useLocalTable();
const found = { orders: 12, incomplete: 2, refused: 1 };

test('a shop’s mark is begun once, and moved to where a span ended', async () => {
  const { table } = local;
  expect(await readReconciliation(table, 'm1')).toBeUndefined();
  const begun = await beginReconciliation(table, 'm1', { upTo: 1_000, since: 5_000 });
  expect(begun).toEqual({ upTo: 1_000, since: 5_000, found: NOTHING_FOUND });
  expect(await beginReconciliation(table, 'm1', { upTo: 2_000, since: 6_000 })).toEqual(begun);
  await moveReconciliation(table, 'm1', { upTo: 3_000, found });
  expect(await readReconciliation(table, 'm1')).toEqual({ upTo: 3_000, since: 5_000, found });
});

test('it never goes back, however many runs end at once', async () => {
  const { table } = local;
  await beginReconciliation(table, 'm2', { upTo: 0, since: 0 });
  const ends = [300, 100, 500, 200, 400];
  const runs = ends.map((upTo) => moveReconciliation(table, 'm2', { upTo, found }));
  await Promise.all(runs);
  expect(await readReconciliation(table, 'm2')).toMatchObject({ upTo: 500 });
  await moveReconciliation(table, 'm2', { upTo: 450, found: NOTHING_FOUND });
  expect(await readReconciliation(table, 'm2')).toMatchObject({ upTo: 500, found });
});

test('a run that others always come before is told so, and has written nothing', async () => {
  const { table } = local;
  await beginReconciliation(table, 'm3', { upTo: 0, since: 0 });
  const contended = { ...table, put: async () => false };
  await expect(moveReconciliation(contended, 'm3', { upTo: 1, found })).rejects.toThrow(TableBusy);
});
