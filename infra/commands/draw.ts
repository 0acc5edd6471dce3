import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { type MonthAnswer, routes } from '../../functions/draws/contract.ts';
import { readMonthFile, wholeMonth } from './draw-pages.ts';
import { verifyMonth } from './draw-verification.ts';
import { localToken } from './local-api.ts';
import { run, say } from './run.ts';

/*
 * npm run draw -- show                              the draws, each with this month's commitment
 * npm run draw -- show <draw> <month> [--file f]    a month; kept in a file, it can be verified later
 * npm run draw -- verify <file or URL> [--commitment <what was noted before the draw>]
 *
 * Verifying draws the month again from what is public of it, and asks nobody. Of the host on this
 * machine unless told: --host https://<api> --token <token>, the token also from PERCH_TOKEN.
 */
await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string', default: `http://127.0.0.1:${process.env.PORT ?? 8787}` },
      token: { type: 'string' },
      file: { type: 'string' },
      commitment: { type: 'string' },
    },
  });
  const [command, first, second] = positionals;
  const host = values.host.replace(/\/(v1\/?)?$/, '');

  if (command === 'show' && first === undefined) {
    const { draws } = routes['GET /v1/draws'].answer.parse(await get(`${host}/v1/draws`));
    for (const { id, when, name, month, commitment } of draws) {
      say(`${id} (${when}): ${name}`);
      say(`  ${month} commits to ${commitment}`);
    }
  } else if (command === 'show' && first !== undefined && second !== undefined) {
    const month = await monthAt(`${host}/v1/draws/${first}/${second}`);
    if (values.file === undefined) sayMonth(month);
    else writeFileSync(values.file, `${JSON.stringify(month, null, 2)}\n`);
  } else if (command === 'verify' && first !== undefined) {
    const month = existsSync(first) ? await readMonthFile(first) : await monthAt(first);
    const faults = verifyMonth(month, values.commitment);
    for (const fault of faults) say(fault);
    const what = `${month.id} ${month.month}`;
    say(faults.length === 0 ? `${what} is right: ${sayCounts(month)}.` : `${what} is wrong.`);
    if (faults.length > 0) process.exitCode = 1;
  } else {
    throw new Error('Say what to do: npm run draw -- show | verify <file or URL>');
  }

  async function monthAt(url: string): Promise<MonthAnswer> {
    if (!URL.canParse(url)) throw new Error(`${url} is no file and no address.`);
    return wholeMonth(async (from) => {
      const page = new URL(url);
      page.searchParams.set('limit', '1000');
      if (from !== undefined) page.searchParams.set('from', from);
      return get(page.href);
    });
  }

  async function get(url: string): Promise<unknown> {
    const { origin } = new URL(url);
    const token = values.token ?? process.env.PERCH_TOKEN ?? (await localToken(origin, 'read'));
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const body: unknown = await response.json();
    if (response.ok) return body;
    const { detail } = z.object({ detail: z.optional(z.string()) }).parse(body);
    throw new Error(detail ?? `${url} answered ${response.status}`);
  }
});

function sayMonth(month: MonthAnswer): void {
  const { id, month: name, status, commitment, seed, result } = month;
  say(`${id} ${name}: ${status}`);
  say(`commitment  ${commitment}`);
  if (seed !== undefined) say(`seed        ${seed}`);
  if (result !== undefined) say(`list        ${result.listHash}`);
  if (seed !== undefined) say(sayCounts(month));
  for (const { entrant, reward } of month.winners) say(`${entrant}  ${reward}`);
}

function sayCounts({ when, result, tickets, winners }: MonthAnswer): string {
  if (when === 'sign-in') {
    const given = tickets.filter((ticket) => ticket.given).length;
    return `${tickets.length} tickets, ${given} prizes given`;
  }
  return `${result?.entries ?? 0} entries of ${result?.entrants ?? 0}, ${winners.length} winners`;
}
