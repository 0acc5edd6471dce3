import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { runSeed } from './crew.ts';
import type { Mutant } from './mutants.ts';
import type { Told } from './worker.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What became of a mutant. */
export interface Fate {
  readonly mutant: Mutant;
  /** How the simulator noticed; absent where the mutant survived. */
  readonly killed?: Told;
  /** After how many operations. */
  readonly operations: number;
}

/** Lets the simulator loose on the ledger with one guard off. */
export async function tryMutant(mutant: Mutant, operations: number): Promise<Fate> {
  const bundle = await bundleWith(mutant);
  let done = 0;
  const killed = await runSeed({ bundle }, { seed: 1, operations, shrinkMs: 0 }, (figures) => {
    done += figures.operations;
  });
  return { mutant, operations: done, ...(killed === undefined ? {} : { killed }) };
}

/**
 * The simulator with all that it simulates as one script, the patch applied.
 *
 * @throws when the patch does not fit its file: the guard is no longer what it was.
 */
async function bundleWith({ name, file, find, replace }: Mutant): Promise<string> {
  const path = join(ROOT, file);
  const source = await readFile(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`"${name}": its place is not in ${file}`);
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'test/simulator/worker.ts')],
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path: loaded }) =>
            loaded === path
              ? { contents: source.replace(find, () => replace), loader: 'ts' }
              : undefined,
          );
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}
