import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { MUTANTS } from '../../test/simulator/mutants.ts';
import { tryMutant } from '../../test/simulator/mutation.ts';
import { run, say } from './run.ts';

/*
 * npm run mutants
 *
 * Switches the ledger's guards off, one at a time, and shows that the simulator misses each.
 */
await run(async () => {
  const { values } = parseArgs({
    options: {
      ops: { type: 'string', default: '300000' },
      only: { type: 'string', default: '' },
      workers: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const left = MUTANTS.filter(({ name }) => name.includes(values.only));
  const all = left.length;
  let killed = 0;
  const work = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const fate = await tryMutant(mutant, Number(values.ops));
      const how = fate.killed === undefined ? 'SURVIVED' : fate.killed.message;
      if (fate.killed !== undefined) killed += 1;
      say(`${fate.operations.toLocaleString('en').padStart(9)} ops  ${mutant.name}: ${how}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  say(`\n${killed} of ${all} mutants killed`);
  if (killed < all) process.exitCode = 1;
});
