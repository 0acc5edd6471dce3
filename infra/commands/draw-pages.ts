import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type MonthAnswer, routes } from '../../functions/draws/contract.ts';

const { answer: monthAnswer } = routes['GET /v1/draws/{draw}/{month}'];

/** Reads one page of a month, from where it says. */
export type ReadPage = (from: string | undefined) => Promise<unknown>;

/** A month with all of its pages in one. */
export async function wholeMonth(read: ReadPage): Promise<MonthAnswer> {
  const { next: second, ...first } = monthAnswer.parse(await read(undefined));
  const whole = { ...first };
  for (let next = second; next !== undefined; ) {
    const page = monthAnswer.parse(await read(next));
    whole.entrants.push(...page.entrants);
    whole.winners.push(...page.winners);
    whole.tickets.push(...page.tickets);
    if (page.next === next) throw new Error(`The page behind ${next} is the same again.`);
    next = page.next;
  }
  return whole;
}

/**
 * A month as it was kept in a file: a whole one, or a list of its pages.
 *
 * @throws with a sentence for people where the file holds none.
 */
export function readMonthFile(file: string): Promise<MonthAnswer> {
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const pages: unknown[] = Array.isArray(kept) ? kept : [kept];
  const last = z.object({ next: z.optional(z.string()) }).safeParse(pages.at(-1));
  if (last.data?.next !== undefined) {
    throw new Error(`${file} is not whole: the page behind ${last.data.next} is missing.`);
  }
  return wholeMonth(async () => pages.shift());
}
