import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { shopsOf } from '../../infra/shops.ts';
import { stageNamed } from '../../infra/stages.ts';
import { demoShops } from '../../shared/shops/demo-shops.ts';

const folder = mkdtempSync(join(tmpdir(), 'perch-shops-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'shops.json');
  writeFileSync(path, text);
  return path;
}

const production = stageNamed('production');

test('a deployment has the shops that its file lists', () => {
  const shops = [{ id: 'birdhouse-coffee', platform: 'shopify', domain: 'birdhouse.example' }];
  expect(shopsOf(production, file(JSON.stringify(shops)))).toEqual(shops);
});

test('without a file only one machine has shops: those for demonstrations', () => {
  expect(shopsOf(stageNamed('local'), undefined)).toEqual(demoShops);
  expect(shopsOf(production, undefined)).toEqual([]);
});

test('a shop with nonsense in it is refused, and the message says where', () => {
  const shops = [
    { id: 'fine', platform: 'stripe' },
    { id: 'Not Fine', platform: 'carrier-pigeon' },
  ];
  expect(() => shopsOf(production, file(JSON.stringify(shops)))).toThrow(
    /shops\.json cannot be used:\n {2}- 1\.id: .*\n {2}- 1\.platform: /,
  );
});

test('a file that is missing or no JSON is refused by its name', () => {
  expect(() => shopsOf(production, join(folder, 'none.json'))).toThrow('none.json cannot be used');
  expect(() => shopsOf(production, file('[{'))).toThrow('shops.json cannot be used');
});
