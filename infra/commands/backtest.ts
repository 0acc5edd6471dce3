import { backtestCommand } from './backtesting.ts';
import { run, say } from './run.ts';

/*
 * npm run backtest -- --program new.ts [--since 2026-01-01] [--current four-tier-ladder]
 *                     [--chart .perch/backtest.svg] [--table <name>] [--data .perch] [--workers 2]
 *
 * Tells the recorded history of all members again under another program, before it is deployed: what
 * it would have given, what would be outstanding, what it would have cost, and who would be in which
 * tier. It only reads: the host on this machine, or a table at AWS.
 */
await run(() => backtestCommand(process.argv.slice(2), say));
