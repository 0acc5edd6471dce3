import { parseArgs } from 'node:util';
import { run, say } from './run.ts';

/*
 * npm run bench -- ledger
 *
 * Measures Perch beside what one might have built instead.
 */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ledger: async () => {
    const { benchLedger } = await import('../../test/bench/ledger.ts');
    await benchLedger(say);
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
