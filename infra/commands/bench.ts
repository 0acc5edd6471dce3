import { parseArgs } from 'node:util';
import { run, say } from './run.ts';

/*
 * npm run bench -- ledger
 *
 * Measures Perch beside what one might have built instead.
 *
 * npm run bench -- backtest
 *
 * Measures how fast recorded histories are told again under another program.
 *
 * npm run bench -- program
 *
 * Measures how long loading and checking the largest preset takes.
 *
 * npm run bench -- decide
 *
 * Measures how long deciding an order takes under as many rules as a program may have.
 *
 * npm run bench -- passes
 *
 * Reckons what the passes over all members cost, and times one on this machine.
 */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ledger: async () => {
    const { benchLedger } = await import('../../test/bench/ledger.ts');
    await benchLedger(say);
  },
  backtest: async () => {
    const { benchBacktest } = await import('../../test/bench/backtest.ts');
    await benchBacktest(say);
  },
  program: async () => {
    const { benchProgram } = await import('../../test/bench/program.ts');
    await benchProgram(say);
  },
  decide: async () => {
    const { benchDecide } = await import('../../test/bench/decide.ts');
    benchDecide(say);
  },
  passes: async () => {
    const { benchPasses } = await import('../../test/bench/passes.ts');
    await benchPasses(say);
  },
};

await run(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const bench = benches[positionals[0] ?? ''];
  const names = Object.keys(benches).join(', ');
  if (bench === undefined) throw new Error(`Say which bench: npm run bench -- <${names}>`);
  // Loggers read this as they are made, and a bench logs nothing.
  process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
  await bench();
});
