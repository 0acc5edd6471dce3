import type { EntriesAnswer, MemberAnswer } from '../../../functions/members/contract.ts';
import { fallsOn } from '../../../shared/domain/orders/recurrence.ts';
import { DAY } from '../../../shared/domain/time/time.ts';
import type { LocalApi } from '../local-api.ts';
import { storefront } from '../storefront.ts';
import { castOf } from './cast.ts';
import { type Answered, doer } from './doer.ts';
import type { Brings, Step, Story } from './story.ts';

/** The shop in which stories happen: it tells what each product makes of an order. */
const SHOP = 'demo-store';

/** A step that has happened, what it brought, and how the customer stands since. */
export interface Told {
  readonly step: Step;
  readonly brought: Brings;
  readonly member: MemberAnswer | undefined;
}

/** Lets a story happen on a host that runs its program, step by step. */
export async function* tellStory(
  perch: LocalApi,
  story: Story,
  currency: string,
): AsyncGenerator<Told> {
  await perch.moveClock({ now: nextNoon(story.begins, await perch.now()) });
  let now = await perch.now();
  // Apart from the customers and orders of the story before on the same host.
  const cast = castOf(perch, SHOP, String(now));
  const doing = doer(
    perch,
    storefront(perch.host, SHOP, () => now),
    cast,
    currency,
  );

  for (const [i, step] of story.steps.entries()) {
    await moveOn(step);
    now = await perch.now();
    const before = await cast.find(step.who);
    const known = (await entriesOf(before))[0]?.v ?? 0;
    const answer = await doing(step.who, step.deed, `${cast.run}-${i}`, now);
    await perch.settle();
    const member = await cast.find(step.who);
    const fresh = (await entriesOf(member)).filter(({ v }) => v > known);
    yield { step, member, brought: broughtBy(answer, fresh, before, member) };
  }

  async function entriesOf(member: MemberAnswer | undefined) {
    if (member === undefined) return [];
    const path = `/v1/members/${member.member}/entries?limit=100`;
    return (await perch.read<EntriesAnswer>(path)).entries;
  }

  async function moveOn({ after, on }: Step): Promise<void> {
    if (after !== undefined) await perch.moveClock({ advance: after });
    if (on === undefined) return;
    let noon = await perch.now();
    for (let days = 0; !fallsOn(on, new Date(noon).toISOString().slice(0, 10)); days++) {
      if (days > 366) throw new Error(`no day is ${JSON.stringify(on)}`);
      noon += DAY;
    }
    await perch.moveClock({ now: new Date(noon).toISOString() });
  }
}

function broughtBy(
  { status, body, says }: Answered,
  fresh: EntriesAnswer['entries'],
  before: MemberAnswer | undefined,
  after: MemberAnswer | undefined,
): Brings {
  const rewards = added(before?.rewards, after?.rewards);
  const clubs = added(before?.clubs, after?.clubs);
  return {
    points: fresh.reduce((sum, { points }) => sum + points, 0),
    balance: after?.balance ?? 0,
    tier: after?.tier?.id ?? null,
    ...(status < 300 ? {} : { refused: body.detail ?? String(status) }),
    ...(rewards.length === 0 ? {} : { rewards }),
    ...(clubs.length === 0 ? {} : { clubs }),
    ...(says === undefined ? {} : { says }),
  };
}

type Named = readonly { readonly id: string }[];

/** Ids that are there and were not, sorted. */
function added(before: Named = [], after: Named = []): string[] {
  const had = new Set(before.map(({ id }) => id));
  return after
    .map(({ id }) => id)
    .filter((id) => !had.has(id))
    .sort();
}

/** The next noon, UTC, of a day of the year. */
/** A little before a story begins, in epoch milliseconds: a host that begins then need not wait. */
export function eveOf({ begins }: Story): number {
  return Date.parse(nextNoon(begins, Date.now())) - EVE_MS;
}

const EVE_MS = 60 * 60_000;

function nextNoon(day: string, now: number): string {
  const year = new Date(now).getUTCFullYear();
  const noon = `${year}-${day}T12:00:00Z`;
  return Date.parse(noon) > now ? noon : `${year + 1}-${day}T12:00:00Z`;
}
