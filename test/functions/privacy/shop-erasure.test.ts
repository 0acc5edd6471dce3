import { describe, expect, test } from 'vitest';
import type { DataKeys } from '../../../shared/contact/data-keys.ts';
import type { MemberState } from '../../../shared/domain/ledger/member.ts';
import { open } from '../../../shared/domain/ledger/opening.ts';
import { shopRedacted } from '../../../shared/events/customer-events.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readOpenRequests } from '../../../shared/table/people/privacy-request.ts';
import type { Item } from '../../../shared/table/table.ts';
import { envelope } from '../../support/invoke.ts';
import { useLocalKeys } from '../../support/local-keys.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { ASKED, aBuyer, PLANTED, plant, recording } from '../../support/privacy-desk.ts';
import { FORGOTTEN, privacyWorker, stamps, standing } from '../../support/privacy-worker.ts';

const kept = useLocalKeys(useLocalTable());

let members = 0;
const next = () => {
  members += 1;
  return `member-of-tests-${members}`.padEnd(22, '-');
};

describe('a shop that leaves', () => {
  const leaves = envelope(shopRedacted, { shop: 'birdhouse', requestId: 'leaves', ...stamps });

  /** The receipt of the only request that was recorded in a table. */
  function receiptIn(items: readonly Item[]) {
    const [request] = items.filter(({ SK }) => SK === 'REQUEST');
    return { found: request?.found, closed: request?.closed };
  }

  test('takes with it who its customers are, and nobody else’s', async () => {
    const { table, items } = recording(memoryTable());
    const [ours, theirs, both, bare] = [next(), next(), next(), next()] as const;
    await plant(table, kept.dataKeys, ours);
    await plant(table, kept.dataKeys, theirs, 'other-shop');
    await plant(table, kept.dataKeys, both);
    await mergeMembers(table, { survivor: theirs, absorbed: both }, occasionAt(PLANTED), ladder);
    await aBuyer(table, bare);
    await privacyWorker(table, kept.dataKeys).finish(leaves);

    for (const id of [ours, both]) {
      expect(await standing(table, id)).toEqual(FORGOTTEN);
      expect(await kept.dataKeys.find(id)).toBeUndefined();
    }
    expect(await kept.dataKeys.find(theirs)).toBeDefined();
    expect(await standing(table, theirs)).toContain('SUB');
    expect((await readOpenRequests(table, 10)).things).toEqual([]);
    expect(receiptIn(await items())).toMatchObject({
      found: { visited: 4, member: 3, profile: 2, message: 2, subscription: 2 },
      closed: Date.parse(ASKED),
    });
  });

  test('leaves out whoever could not be seen to, until they are', async () => {
    const { table, items } = recording(memoryTable());
    const [one, other] = [next(), next()] as const;
    for (const id of [one, other]) await plant(table, kept.dataKeys, id);
    const { find, make, destroy } = kept.dataKeys;
    let faults = 1;
    const failing: DataKeys = {
      find,
      make,
      destroy: async (id) => {
        if (id === one && faults-- > 0) throw new Error('out of order');
        return destroy(id);
      },
    };
    await privacyWorker(table, failing).finish(leaves);
    for (const id of [one, other]) expect(await kept.dataKeys.find(id)).toBeUndefined();
    expect(receiptIn(await items())).toMatchObject({ found: { leftOut: 1, member: 1 } });
  });

  test('says of how many members nothing tells whose customers they are', async () => {
    const { table, items } = recording(memoryTable());
    const opening = {
      row: 'r',
      request: 'r',
      points: [],
      tier: null,
      purchases: 1,
      spendMinor: 0,
      lastOrderAt: 0,
    };
    const imported = (state: MemberState) => open(state, opening, occasionAt(PLANTED), ladder);
    await append(table, next(), (state) => alone(imported(state)));
    await privacyWorker(table, kept.dataKeys).finish(leaves);
    expect(receiptIn(await items())).toMatchObject({ found: { visited: 1, 'no-shop': 1 } });
  });
});
