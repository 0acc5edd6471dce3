import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importsApi } from '../../infra/commands/imports-api.ts';
import { localToken } from '../../infra/commands/local-api.ts';
import { type BringRows, importMembers } from '../../infra/commands/member-import.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer } from './customer.ts';

const folder = mkdtempSync(join(tmpdir(), 'perch-import-'));
let perch: Perch;
let bring: BringRows;
beforeAll(async () => {
  perch = await startPerch();
  bring = importsApi(perch.url, await localToken(perch.url, 'operate'));
});
afterAll(async () => {
  await perch.stop();
  rmSync(folder, { recursive: true, force: true });
});

const HEAD = 'shop,customer,points,expiresAt,tier,purchases,spendMinor,lastOrderAt';

async function inMonths(months: number): Promise<string> {
  const date = new Date(await perch.now());
  date.setUTCMonth(date.getUTCMonth() + months, 1);
  return date.toISOString().slice(0, 10);
}

function file(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `\uFEFF${[HEAD, ...lines].join('\r\n')}\r\n`);
  return path;
}

test('members come with balances, tiers and counts, and what is wrong is reported line by line', async () => {
  const [soon, late] = [await inMonths(2), await inMonths(8)];
  const path = file(
    'members.csv',
    `demo-shopify,7001,100;50,${soon};${late},regular,4,12345,2026-01-05`,
    'demo-shopify,"7,002",,,,,,',
    '',
    `demo-shopify,7003,-5,${soon},,,,`,
    `demo-shopify,7004,5;6,${soon},,,,`,
    'nowhere,7005,,,,,,',
    'demo-shopify,7006',
    `demo-shopify,7007,5,2020-01-31,,,,`,
  );
  expect(await importMembers(path, bring)).toEqual({
    rows: 7,
    imported: 3,
    importedBefore: 0,
    rejected: 4,
    lapsed: 5,
  });
  const rejected = readFileSync(`${path}.rejected.csv`, 'utf8').trimEnd().split('\r\n');
  expect(rejected[0]).toBe('line,reason,as it was');
  expect(rejected.slice(1).map((line) => line.split(',')[0])).toEqual(['5', '6', '7', '8']);
  expect(rejected[2]).toContain('"points has 2 parts, expiresAt 1."');

  expect(await aCustomer(perch, 'demo-shopify', '7001').member()).toMatchObject({
    balance: 150,
    purchases: 4,
    tier: { id: 'regular' },
    expiring: [{ points: 100 }, { points: 50 }],
  });
  expect(await aCustomer(perch, 'demo-shopify', '7,002').member()).toMatchObject({ balance: 0 });
  expect(await importMembers(path, bring)).toMatchObject({ imported: 0, importedBefore: 3 });
});

test('an import that is broken off goes on where it was, and brings everybody once', async () => {
  const expires = await inMonths(6);
  const lines = Array.from({ length: 450 }, (_, i) => `demo-store,r${i},7,${expires},,,,`);
  const path = file('many.csv', ...lines);
  let calls = 0;
  const breaking: BringRows = async (rows) => {
    calls += 1;
    if (calls > 2) throw new Error('the line is down');
    return bring(rows);
  };
  await expect(importMembers(path, breaking)).rejects.toThrow('the line is down');
  expect(existsSync(`${path}.progress`)).toBe(true);
  const rest = await importMembers(path, bring);
  expect(rest).toMatchObject({ rejected: 0 });
  expect(rest.rows).toBeLessThan(450);
  expect(existsSync(`${path}.progress`)).toBe(false);
  expect(await importMembers(path, bring)).toMatchObject({ rows: 450, importedBefore: 450 });
  expect(await aCustomer(perch, 'demo-store', 'r449').member()).toMatchObject({ balance: 7 });
});

test.each([
  ['shop,points\r\n', 'The column customer is missing.'],
  ['shop,customer,e-mail\r\n', 'There is no column "e-mail"'],
  ['shop,customer\r\ndemo-store,"never closed\r\n', 'Quote'],
])('a file that begins %j is no file of members', async (text, said) => {
  const path = join(folder, 'bad.csv');
  writeFileSync(path, text);
  await expect(importMembers(path, bring)).rejects.toThrow(said);
});
