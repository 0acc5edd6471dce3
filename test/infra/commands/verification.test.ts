import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { progressBar } from '../../../infra/commands/progress.ts';
import {
  openVerification,
  sayDifference,
  verifyAll,
} from '../../../infra/commands/verification.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Difference } from '../../../shared/table/ledger/verify-ledger.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import type { Table } from '../../../shared/table/table.ts';
import { eventfulLedger } from '../../support/eventful-ledger.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perch-verification-'));
  file = join(folder, 'verification.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const members = Array.from({ length: 600 }, (_, i) => `member-${i}`);

async function enrolled(): Promise<Table> {
  const table = memoryTable();
  const ledger = eventfulLedger(table, 'shop');
  for (const member of members) await ledger.order(member);
  return table;
}

describe('a verification', () => {
  test('that ends halfway goes on from there, and counts every member once', async () => {
    const table = await enrolled();
    const looked = new Map<string, number>();
    let looks = 0;
    const failing: Table = {
      ...table,
      get: async (key, options) => {
        looked.set(key.PK, (looked.get(key.PK) ?? 0) + 1);
        if (++looks === 300) throw new Error('the line is down');
        return table.get(key, options);
      },
    };
    const first = openVerification(file, 'a place');
    await expect(verifyAll(failing, first, file, () => {})).rejects.toThrow('the line is down');
    expect(existsSync(file)).toBe(true);

    const second = openVerification(file, 'a place');
    await verifyAll(failing, second, file, () => {});
    expect(second.verified).toBe(members.length);
    expect(second.different).toEqual([]);
    expect(looked.size).toBe(members.length);
    const again = [...looked.values()].filter((times) => times > 1).length;
    // The page that failed; those that were under way in other shards came to their end.
    expect(again).toBeLessThanOrEqual(25);
    expect(existsSync(file)).toBe(false);
  });

  test('remembers over an end what it has found', async () => {
    const table = await enrolled();
    const state = await table.get(keys.state('member-3'));
    if (state === undefined) throw new Error('there is no state');
    await table.put({
      item: { ...state, purchases: 9 },
      condition: { attribute: 'v', equals: 1 },
    });
    const whole = openVerification(file, 'a place');
    await verifyAll(table, whole, file, () => {});
    expect(whole.different).toEqual([
      {
        member: 'member-3',
        differences: [{ kind: 'state-differs', attributes: ['purchases'] }],
      },
    ]);
  });

  test('of another place begins anew', async () => {
    const first = openVerification(file, 'a place');
    first.verified = 5;
    const ended = verifyAll(memoryTable(), first, file, () => {
      throw new Error('ended');
    });
    await expect(ended).rejects.toThrow('ended');
    expect(openVerification(file, 'a place').verified).toBe(5);
    expect(openVerification(file, 'another place').verified).toBe(0);
  });
});

test.each<[Difference, string]>([
  [
    { kind: 'entry-changed', v: 3, key: keys.order('s', '1') },
    'entry 3 was changed (O#s#1 / ORDER)',
  ],
  [{ kind: 'entry-missing', v: 3 }, 'entry 3 is missing'],
  [
    { kind: 'entry-extra', v: 3, key: keys.order('s', '1') },
    'there is one entry 3 too many (O#s#1 / ORDER)',
  ],
  [
    { kind: 'state-differs', attributes: ['debt', 'lots'] },
    'the state is not what the entries amount to: debt, lots',
  ],
  [{ kind: 'state-missing' }, 'there are entries, but no state'],
  [
    { kind: 'pointer-broken', from: 'a', into: 'b' },
    'a was merged into b, but they do not name each other',
  ],
  [{ kind: 'unreadable', why: 'no v' }, 'it cannot be read: no v'],
])('%o is said in a sentence', (difference, sentence) => {
  expect(sayDifference(difference)).toBe(sentence);
});

test('a bar shows nothing where nobody looks on', () => {
  const written: string[] = [];
  const stream = Object.assign(Object.create(process.stderr), {
    write: (text: string) => written.push(text) > 0,
  });
  for (const isTTY of [false, true]) {
    const bar = progressBar(4, Object.assign(stream, { isTTY }));
    bar.show(2, 'halfway');
    bar.end();
    expect(written).toHaveLength(isTTY ? 2 : 0);
  }
  expect(written[0]).toContain('███████████████░░░░░░░░░░░░░░░ halfway');
});
