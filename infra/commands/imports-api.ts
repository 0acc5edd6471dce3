import { setTimeout as sleep } from 'node:timers/promises';
import type { RowAnswer } from '../../functions/operations/contract.ts';
import type { BringRows } from './member-import.ts';

/** How often a call is sent that was not answered, or with a fault that passes. */
const ATTEMPTS = 6;

const PASSING = [429, 500, 502, 503, 504];

/** Rows by way of `POST /v1/imports`; a call is repeated until it is answered. */
export function importsApi(host: string, token: string): BringRows {
  return async (rows) => {
    let last = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await sleep(250 * 2 ** attempt);
      const response = await fetch(`${host}/v1/imports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ rows }),
      }).catch((fault: unknown) => {
        last = String(fault);
        return undefined;
      });
      if (response?.ok) return ((await response.json()) as { results: RowAnswer[] }).results;
      if (response === undefined) continue;
      last = `${response.status} ${await response.text()}`;
      if (!PASSING.includes(response.status)) break;
    }
    throw new Error(`${host} did not take the rows: ${last}`);
  };
}
