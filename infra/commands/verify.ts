import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLedgerPlace, placeOptions } from './ledger-place.ts';
import { progressBar } from './progress.ts';
import { shardsDone } from './roster-pass.ts';
import { run, say } from './run.ts';
import { openVerification, sayDifference, verifyAll } from './verification.ts';

/*
 * npm run verify -- [--table <name>] [--data .perch] [--file .perch/verification.json]
 *
 * Replays every member's ledger and compares it with the state and the chain: of the host on this
 * machine, or of a table at AWS. A run that is ended goes on from its file when it is started again.
 */
await run(async () => {
  const { values } = parseArgs({
    options: { ...placeOptions, file: { type: 'string' } },
  });
  const file = values.file ?? join(values.data, 'verification.json');
  const place = openLedgerPlace(values);
  const verification = openVerification(file, place.name);
  const { verified: before, positions, different } = verification;
  if (before > 0) say(`Going on behind ${before} members.`);
  const progress = progressBar(positions.length);
  const began = performance.now();
  await verifyAll(place.table, verification, file, ({ verified }) =>
    progress.show(shardsDone(positions), `${verified} members, ${different.length} differ`),
  );
  progress.end();

  for (const { member, differences } of different) {
    for (const difference of differences) say(`${member}: ${sayDifference(difference)}`);
  }
  const seconds = (performance.now() - began) / 1_000;
  const rate = Math.round((verification.verified - before) / seconds);
  say(`${verification.verified} members verified in ${place.name}: ${different.length} differ.`);
  say(`${seconds.toFixed(1)} s, ${rate} members a second.`);
  if (different.length > 0) process.exitCode = 1;
});
