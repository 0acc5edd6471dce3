import { enableCompileCache } from 'node:module';
import { type Host, startHost } from './host.ts';
import { synthesize } from './synthesize.ts';

/*
 * `npm start`: Perch on one machine.
 *
 *   PORT             where it serves; 8787 unless said
 *   PERCH_DATA       folder that keeps everything; `.perch` unless said
 *   PERCH_EPHEMERAL  `1` to keep nothing: a folder that is removed at the end
 *   PERCH_PROGRAM    a preset or the path of a program; `four-tier-ladder` unless said
 *
 * With AWS_ENDPOINT_URL_DYNAMODB the table is in a DynamoDB that runs already.
 */
const { PORT = '8787', PERCH_DATA = '.perch', PERCH_EPHEMERAL, PERCH_PROGRAM } = process.env;

// Functions then load in two thirds of the time from the second start on.
enableCompileCache();

async function start(): Promise<Host> {
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a number up to 65535, not ${PORT}.`);
  }
  return startHost({
    assembly: async ({ build }) => {
      process.stderr.write(await synthesize(build, PERCH_PROGRAM));
      return build;
    },
    data: PERCH_EPHEMERAL === '1' ? undefined : PERCH_DATA,
    port,
    tableUrl: process.env.AWS_ENDPOINT_URL_DYNAMODB,
    warm: true,
  });
}

/** Ends with a sentence that says why. */
function fail(fault: unknown): never {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(1);
}

const starting = start();
let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    starting.then((host) => host.stop()).then(() => process.exit(0), fail);
  });
}

const host = await starting.catch(fail);
void host.ended.then(() => {
  if (!isStopping) fail('The table engine ended, and without it nothing works: start again.');
});
process.stdout.write(`perch is ready at ${host.url}\n`);
