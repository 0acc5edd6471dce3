import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importsApi } from './imports-api.ts';
import { localToken } from './local-api.ts';
import { importMembers } from './member-import.ts';
import { progressBar } from './progress.ts';
import { run, say } from './run.ts';

/*
 * npm run import -- members.csv [--host https://<api> --token <token>]
 *
 * Brings members from another system: balances with their expiry, tiers, counts. To a host on this
 * machine unless told; a deployment asks for a token with the scope perch/operate, also taken from
 * PERCH_TOKEN. Run it again, and it goes on where it was broken off.
 */
await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 8787}` },
      token: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('Name the file: npm run import -- members.csv');
  const host = values.host.replace(/\/(v1\/?)?$/, '');
  const token = values.token ?? process.env.PERCH_TOKEN ?? (await localToken(host, 'operate'));

  const bar = progressBar(statSync(file).size);
  const started = performance.now();
  const speed = (rows: number) => Math.round((rows / (performance.now() - started)) * 1_000);
  const report = await importMembers(file, importsApi(host, token), (bytes, { rows }) =>
    bar.show(bytes, `${rows} rows, ${speed(rows)} a second`),
  ).finally(() => bar.end());

  const { rows, imported, importedBefore, rejected, lapsed } = report;
  say(`${rows} rows, ${speed(rows)} a second`);
  say(`${imported} imported, ${importedBefore} imported before, ${rejected} rejected`);
  if (lapsed > 0) say(`${lapsed} points had expired before they came`);
  if (rejected > 0) say(`The rejected rows, with reasons: ${file}.rejected.csv`);
});
