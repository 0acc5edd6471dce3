import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundle, functions } from '../../infra/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'perch-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = Object.keys(functions);
const data = { program: { id: 'a-program' }, shops: [{ id: 'a-shop' }] };

/** Sources of functions that each answer with their name. */
function sources(name: string, source: (fn: string) => string): string {
  const into = join(folder, name);
  for (const fn of names) {
    mkdirSync(join(into, fn), { recursive: true });
    writeFileSync(join(into, fn, 'index.ts'), source(fn));
  }
  return into;
}

test('each function is one CommonJS file with the data files that it reads beside it', async () => {
  const into = join(folder, 'bundles');
  const typed = sources('typed', (fn) => `export const handler = (): string => '${fn}';`);
  await bundle({ into, data, sources: typed });
  expect(readdirSync(into).toSorted()).toEqual(names.toSorted());
  for (const [name, files] of Object.entries(functions)) {
    const { handler } = createRequire(import.meta.url)(join(into, name, 'index.cjs'));
    expect(handler()).toBe(name);
    expect(readdirSync(join(into, name)).toSorted()).toEqual(
      ['index.cjs', 'index.cjs.map', ...files.map((file) => `${file}.json`)].toSorted(),
    );
    for (const file of files) {
      expect(JSON.parse(readFileSync(join(into, name, `${file}.json`), 'utf8'))).toEqual(
        data[file],
      );
    }
  }
});

test('a function that does not compile stops the bundling by name', async () => {
  const broken = sources('broken', (fn) => (fn === 'relay' ? 'export const = 1;' : ''));
  const bundling = bundle({ into: join(folder, 'none'), data, sources: broken });
  await expect(bundling).rejects.toThrow('broken/relay/index.ts');
});

/** Where nobody waits for the answer, a function may be as large as three AWS clients make it. */
const inTheBackground = new Set(['reconcile', 'ask-shop', 'notify', 'run-agenda', 'calendar']);

test('every function of the repository is bundled, and none is so large that it starts slowly', async () => {
  const folders = readdirSync(join(import.meta.dirname, '../../functions'));
  expect(folders.toSorted()).toEqual(names.toSorted());
  const into = join(folder, 'real');
  await bundle({ into, data });
  const most = (name: string): number => (inTheBackground.has(name) ? 900_000 : 600_000);
  const tooLarge = names.filter(
    (name) => statSync(join(into, name, 'index.cjs')).size > most(name),
  );
  expect(tooLarge).toEqual([]);
});
