import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Report, runSeeds } from '../../test/simulator/crew.ts';
import { run, say } from './run.ts';

/*
 * npm run simulate -- --ops 10000000 --seeds 20
 *
 * Lets simulated worlds live through two years of orders, refunds, redemptions, merges and much
 * bad luck, and holds the ledger against an independent model at every write. A seed that fails is
 * told with the shortest history that still fails: `--seed <n>` runs just that one again.
 */
await run(async () => {
  const { values } = parseArgs({
    options: {
      ops: { type: 'string', default: '1000000' },
      seeds: { type: 'string', default: '4' },
      seed: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      shrink: { type: 'string', default: '60' },
    },
  });
  const seeds =
    values.seed === undefined
      ? Array.from({ length: Number(values.seeds) }, (_, i) => i + 1)
      : [Number(values.seed)];
  const operations = Number(values.ops);
  const began = performance.now();
  let told = began;
  const report = await runSeeds(
    seeds,
    {
      operations: Math.ceil(operations / seeds.length),
      shrinkMs: Number(values.shrink) * 1000,
    },
    Number(values.workers),
    ({ operations: done }) => {
      if (performance.now() - told < 1_000) return;
      told = performance.now();
      progress(done, operations, (told - began) / 1000);
    },
  );
  process.stderr.write('\n');
  tell(report, seeds.length);
  if (report.failures.length > 0) process.exitCode = 1;
});

function progress(done: number, all: number, seconds: number): void {
  const share = Math.min(1, done / all);
  const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
  const rate = Math.round(done / seconds).toLocaleString('en');
  const left = Math.round((seconds / share) * (1 - share));
  process.stderr.write(
    `\r${bar} ${(share * 100).toFixed(1)}%  ${rate} a second, ${left} s left   `,
  );
}

function tell({ figures, failures, seconds }: Report, seeds: number): void {
  const rate = Math.round(figures.operations / seconds);
  const number = (of: number): string => of.toLocaleString('en').padStart(12);
  say(`${number(figures.operations)}  operations, of ${seeds} seeds and ${figures.worlds} worlds`);
  say(`${number(rate)}  a second, ${seconds.toFixed(0)} s in all`);
  say(`${number(failures.length)}  violations`);
  for (const [title, counts] of [
    ['what went wrong on purpose', figures.faults],
    ['what was written', figures.entries],
    ['what was refused', figures.refused],
  ] as const) {
    say(`\n${title}`);
    const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
    for (const [what, times] of sorted) say(`${number(times)}  ${what}`);
  }
  for (const { seed, world, message, history } of failures) {
    say(`\nseed ${seed}, world ${world}: ${message}`);
    for (const line of history) say(`  ${line}`);
  }
}
